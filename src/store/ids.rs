//! Ids that are file names: readable, safe on every system, never outside their folder.

use sha2::{Digest, Sha256};

use crate::text::steps::is_arabic;

/// Longest readable part of an id, in characters.
const SLUG: usize = 40;

/// SHA-256 of a text as lower-case hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes as lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An article's id: letters and digits of its title, then eight digits of its text's hash.
#[must_use]
pub fn article_id(title: &str, sha256: &str) -> String {
    let slug = slug(title);
    let hash = sha256.get(..8).unwrap_or(sha256);
    if slug.is_empty() {
        format!("article-{hash}")
    } else {
        format!("{slug}-{hash}")
    }
}

fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        if slug.chars().count() >= SLUG {
            break;
        }
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Whether a string may be used as the name of a file of ours: no separators, no dots at the start,
/// no control or bidi characters, not longer than file systems allow.
#[must_use]
pub fn is_safe(id: &str) -> bool {
    // Plain letters first: the tables of all letters are slow for the names of a large project.
    let allowed = |c: char| {
        is_arabic(c)
            || c.is_alphanumeric()
            || matches!(c, '-' | '_' | '.' | '\u{064B}'..='\u{0652}')
    };
    !id.is_empty() && id.len() <= 200 && !id.starts_with('.') && id.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_stay_in_their_folder() {
        let id = article_id("تعاون أمني.. دلالات زيارة", &sha256("x"));
        assert!(id.starts_with("تعاون-أمني-دلالات-زيارة-"), "{id}");
        assert!(is_safe(&id));
        for bad in ["../x", "a/b", "", ".hidden", "a\u{202E}b", "a\\b", "con:1"] {
            assert!(!is_safe(bad), "{bad}");
        }
        assert!(is_safe(&article_id("../../etc/passwd", &sha256("x"))));
    }
}
