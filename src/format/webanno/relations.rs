//! Relations in WebAnno TSV: on the first line of the annotation that they lead to, their features and
//! where they come from, `1-2[3_5]`: the first token of that annotation, its number, and the number of
//! the one on this line. Annotations without a number have 0; without both the brackets are left out.

use super::escape;

/// What the columns of relation layers call an annotation: its number in its layer if it has one,
/// else its token.
pub(super) fn name(layer: &str, token: &str, number: Option<&str>) -> String {
    match number.filter(|number| *number != "0") {
        Some(number) => format!("{layer} [{number}]"),
        None => format!("{layer} {token}"),
    }
}

/// The names of the two annotations that a reference on the line of `token` connects: from, to.
pub(super) fn ends(base: &str, token: &str, reference: &str) -> (String, String) {
    let (source, numbers) = escape::numbered(reference);
    let (from, to) = match numbers.and_then(|numbers| numbers.split_once('_')) {
        Some((from, to)) => (Some(from), Some(to)),
        None => (None, None),
    };
    (name(base, source, from), name(base, token, to))
}

/// The reference to an annotation with that first token; numbers that are 0 are none.
pub(super) fn reference(token: &str, (from, to): (usize, usize)) -> String {
    match (from, to) {
        (0, 0) => token.to_owned(),
        (from, to) => format!("{token}[{from}_{to}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_both_annotations() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let both = ends("L", "1-1", "3-1[6_1]");
        assert_eq!(both, pair("L [6]", "L [1]"));
        assert_eq!(ends("L", "1-1", "3-2.1"), pair("L 3-2.1", "L 1-1"));
        assert_eq!(ends("L", "1-1", "3-2[0_4]"), pair("L 3-2", "L [4]"));
        assert_eq!(reference("3-2", (0, 4)), "3-2[0_4]");
        assert_eq!(reference("3-2", (0, 0)), "3-2");
    }
}
