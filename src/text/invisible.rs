//! Characters that cannot be seen but must not be overlooked.

/// What an invisible character does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invisible {
    /// A mark, embedding, override or isolate that steers direction, with the letters that stand
    /// for it on screen (`RLM`, `LRI` …).
    Bidi(&'static str),
    /// A joiner or non-joiner.
    Joiner(&'static str),
    /// NUL or another control character.
    Control,
}

/// What kind of invisible character this is, if it is one. White space is not.
#[must_use]
pub fn kind(c: char) -> Option<Invisible> {
    Some(match c {
        '\u{200E}' => Invisible::Bidi("LRM"),
        '\u{200F}' => Invisible::Bidi("RLM"),
        '\u{061C}' => Invisible::Bidi("ALM"),
        '\u{202A}' => Invisible::Bidi("LRE"),
        '\u{202B}' => Invisible::Bidi("RLE"),
        '\u{202C}' => Invisible::Bidi("PDF"),
        '\u{202D}' => Invisible::Bidi("LRO"),
        '\u{202E}' => Invisible::Bidi("RLO"),
        '\u{2066}' => Invisible::Bidi("LRI"),
        '\u{2067}' => Invisible::Bidi("RLI"),
        '\u{2068}' => Invisible::Bidi("FSI"),
        '\u{2069}' => Invisible::Bidi("PDI"),
        '\u{200C}' => Invisible::Joiner("ZWNJ"),
        '\u{200D}' => Invisible::Joiner("ZWJ"),
        c if c.is_control() && !c.is_whitespace() => Invisible::Control,
        _ => return None,
    })
}

/// Whether the character steers direction and has no other effect.
#[must_use]
pub fn is_bidi_control(c: char) -> bool {
    matches!(kind(c), Some(Invisible::Bidi(_)))
}

/// The letters that stand for an invisible character on screen.
#[must_use]
pub fn sign(c: char) -> Option<String> {
    kind(c).map(|kind| match kind {
        Invisible::Bidi(name) | Invisible::Joiner(name) => name.to_owned(),
        Invisible::Control => format!("U+{:04X}", u32::from(c)),
    })
}

/// `text` with each invisible character replaced by its sign in brackets: what a person can check.
#[must_use]
pub fn reveal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match sign(c) {
            Some(sign) => {
                out.push('[');
                out.push_str(&sign);
                out.push(']');
            }
            None => out.push(c),
        }
    }
    out
}
