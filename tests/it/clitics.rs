//! Inner boundaries of words, by a table.

use tawsim::text::clitic::boundaries;
use tawsim::text::enclitic::pronoun_start;
use tawsim::text::steps::{next_clitic, previous_clitic};

fn parts(word: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for stop in boundaries(word) {
        out.push_str(&word[from..stop]);
        out.push('+');
        from = stop;
    }
    out + &word[from..]
}

/// Each word of `tests/data/text/clitics.tsv` has the boundaries that stand there: proclitics are
/// told, and letters that belong to the word are not.
#[test]
fn words_have_the_boundaries_of_the_table() {
    let table = include_str!("../data/text/clitics.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<(&str, &str)> = rows.filter_map(|line| line.split_once('\t')).collect();
    assert!(rows.len() >= 250, "{}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(word, expected)| parts(word) != *expected)
        .map(|(word, expected)| format!("{} is not {expected}", parts(word)))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// Each word of `tests/data/text/enclitics.tsv` ends in the pronoun that stands there, or in none.
#[test]
fn pronouns_are_cut_where_that_is_safe_and_never_from_a_name() {
    let table = include_str!("../data/text/enclitics.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let parted = |word: &str| match pronoun_start(word) {
        Some(at) => format!("{}+{}", &word[..at], &word[at..]),
        None => word.to_owned(),
    };
    let wrong: Vec<(String, &str)> = rows
        .map(|expected| (parted(&expected.replace('+', "")), expected))
        .filter(|(found, expected)| found != expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    // No listed name loses letters.
    for list in [
        "cities",
        "countries",
        "first_names",
        "foreign_names",
        "places",
        "organizations",
        "persons",
    ] {
        let names = std::fs::read_to_string(format!("assets/gazetteer/{list}.txt")).unwrap();
        let cut: Vec<&str> = names
            .split_whitespace()
            .filter(|word| pronoun_start(word).is_some())
            .collect();
        assert!(cut.is_empty(), "{list}: {cut:?}");
    }
}

#[test]
fn the_edge_of_a_span_stops_before_a_pronoun() {
    let text = "قال وزيرها ثم";
    let end = text.find(" ثم").unwrap();
    let stop = previous_clitic(text, end);
    assert_eq!(&text[stop..end], "ها");
    assert_eq!(next_clitic(text, stop), end);
    assert_eq!(previous_clitic(text, stop), text.find("وزيرها").unwrap());
}
