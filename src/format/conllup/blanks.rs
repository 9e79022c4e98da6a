//! What stands between two tokens, as values of `MISC`.
//!
//! `\s` space, `\t`, `\r`, `\n`, `\p` vertical bar, `\\` backslash as in UDPipe; everything else that
//! cannot be seen as `\u{200f}`, because readers strip some of it.

/// Between two tokens unless something else is said.
pub(super) const SPACE: &str = " ";

/// `blanks` as a value.
pub(super) fn escape(blanks: &str) -> String {
    let mut out = String::with_capacity(blanks.len());
    for c in blanks.chars() {
        let short = match c {
            ' ' => "\\s",
            '\t' => "\\t",
            '\r' => "\\r",
            '\n' => "\\n",
            '|' => "\\p",
            '\\' => "\\\\",
            c if c.is_ascii_graphic() => {
                out.push(c);
                continue;
            }
            c => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
                continue;
            }
        };
        out.push_str(short);
    }
    out
}

/// The blanks that a value means; what is no escape stands for itself.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(c) = rest.chars().next() else {
            out.push('\\');
            break;
        };
        let known = match c {
            's' => Some(' '),
            't' => Some('\t'),
            'r' => Some('\r'),
            'n' => Some('\n'),
            'p' => Some('|'),
            '\\' => Some('\\'),
            _ => None,
        };
        if let Some(known) = known {
            out.push(known);
            rest = &rest[1..];
        } else if let Some((c, length)) = code_point(rest) {
            out.push(c);
            rest = &rest[length..];
        } else {
            out.push('\\');
        }
    }
    out + rest
}

/// `u{200f}`: the character, and how many bytes it takes.
fn code_point(rest: &str) -> Option<(char, usize)> {
    let (digits, _) = rest.strip_prefix("u{")?.split_once('}')?;
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((c, "u{}".len() + digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_are_written_as_others_write_them() {
        assert_eq!(escape(" \t\r\n|\\\u{200f}"), "\\s\\t\\r\\n\\p\\\\\\u{200f}");
        assert_eq!(unescape("\\s\\x\\u{zz}\\"), " \\x\\u{zz}\\");
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in any::<String>()) {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
