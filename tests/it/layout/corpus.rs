//! The hostile texts of `tests/data/hostile`, and one paragraph of 200 kB without a full stop.

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../data/hostile/", $name, ".txt")))),*]
    };
}

/// Every hostile text with its name.
pub const TEXTS: [(&str, &str); 15] = texts![
    "harakat",
    "tatweel",
    "joiners",
    "lam-alef",
    "quran",
    "languages",
    "digits",
    "links",
    "brackets",
    "emoji",
    "controls",
    "scripts",
    "zero-width",
    "edges",
    "line-ends",
];

/// One paragraph of about 200 kB without punctuation.
pub fn endless() -> String {
    let words = super::ARTICLE.split_whitespace().map(|word| {
        let letters = word.chars().filter(|c| c.is_alphanumeric());
        letters.collect::<String>()
    });
    let line = words.collect::<Vec<_>>().join(" ");
    let mut text = vec![line; 22].join(" ");
    let end = text.floor_char_boundary(200_000);
    text.truncate(end);
    text
}

/// The hard lines of every hostile text, without empty ones.
pub fn lines() -> Vec<(&'static str, &'static str)> {
    let mut lines = Vec::new();
    for (name, text) in TEXTS {
        let ranges = tawsim::text::paragraph::paragraphs(text).into_iter();
        let texts = ranges.map(|range| &text[range]);
        lines.extend(texts.filter(|t| !t.is_empty()).map(|t| (name, t)));
    }
    lines
}
