//! Inner boundaries of words, by a table.

use tawsim::text::clitic::boundaries;

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
