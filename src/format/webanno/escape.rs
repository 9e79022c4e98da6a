//! Characters that the format needs for itself, as INCEpTION writes them.

use std::ops::Range;

/// Characters with a meaning in values, each escaped by a backslash before it.
const IN_VALUES: &[char] = &['\\', '[', ']', '|', '_', ';', '*'];

/// A value of a feature.
pub(super) fn value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            // A line must not end within a value.
            '\r' => out.push_str("\\r"),
            c if IN_VALUES.contains(&c) || (c == '-' && chars.peek() == Some(&'>')) => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Text of a sentence or token, without line ends.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{c}' => out.push_str("\\f"),
            '\u{8}' => out.push_str("\\b"),
            '\0'..='\u{7}' | '\u{e}'..='\u{1f}' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// What an escaped text or value stands for. A backslash before any other character is that
/// character.
pub(super) fn undo(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('f') => out.push('\u{c}'),
            Some('b') => out.push('\u{8}'),
            Some(c) => out.push(c),
            None => out.push('\\'),
        }
    }
    out
}

/// The stacked values of a column, still escaped.
pub(super) fn stacked(column: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in unescaped(column, '|') {
        parts.push(&column[from..at]);
        from = at + 1;
    }
    parts.push(&column[from..]);
    parts
}

/// A value without the number in brackets behind it, and that number.
pub(super) fn numbered(value: &str) -> (&str, Option<&str>) {
    let open = unescaped(value, '[').last();
    let inside = |open: usize| -> Option<Range<usize>> {
        let closed = unescaped(value, ']').next_back()? + 1 == value.len();
        closed.then(|| open + 1..value.len() - 1)
    };
    match open.and_then(|open| Some((open, inside(open)?))) {
        Some((open, range)) => (&value[..open], value.get(range)),
        None => (value, None),
    }
}

/// The places of a character that has no backslash before it.
fn unescaped(text: &str, wanted: char) -> std::vec::IntoIter<usize> {
    let mut found = Vec::new();
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == wanted {
            found.push(at);
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn signs_of_the_format_are_escaped_as_its_own_writer_does() {
        assert_eq!(value("a[1]|b_c->d;*\\"), "a\\[1\\]\\|b\\_c\\->d\\;\\*\\\\");
        assert_eq!(text("a\\_\t[1]"), "a\\\\_\\t[1]");
        assert_eq!(stacked("PER\\|X|LOC\\\\|*"), ["PER\\|X", "LOC\\\\", "*"]);
        assert_eq!(numbered("PER[12]"), ("PER", Some("12")));
        assert_eq!(numbered("PER\\[12\\]"), ("PER\\[12\\]", None));
        assert_eq!(numbered("*[3]"), ("*", Some("3")));
    }

    proptest! {
        #[test]
        fn every_text_comes_back(any in any::<String>(), number in 0_u32..99) {
            prop_assert_eq!(undo(&value(&any)), any.clone());
            prop_assert_eq!(undo(&text(&any)), any.clone());
            let number = number.to_string();
            let column = format!("{}[{number}]|{}", value(&any), value(&any));
            let parts = stacked(&column);
            prop_assert_eq!(parts.len(), 2);
            let (first, given) = numbered(parts[0]);
            prop_assert_eq!(given, Some(number.as_str()));
            prop_assert_eq!(undo(first), any.clone());
            prop_assert_eq!(numbered(parts[1]).1, None);
            prop_assert!(!column.contains(['\n', '\r', '\t']));
        }
    }
}
