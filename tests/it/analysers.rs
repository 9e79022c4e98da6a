//! The analysers and engines on generated, real and hostile text: what the fuzz targets check.

use proptest::prelude::*;

use super::analysed;

/// The real article and the hostile texts, line by line.
fn lines() -> Vec<String> {
    let hostile = std::fs::read_dir("tests/data/hostile").unwrap();
    let mut files: Vec<_> = hostile.map(|entry| entry.unwrap().path()).collect();
    files.push("seeds/article.txt".into());
    files.sort();
    let texts = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn real_and_hostile_lines_are_read_soundly() {
    for line in lines() {
        analysed::analysers(line.as_bytes());
        analysed::suggest(line.as_bytes());
        analysed::patterns(line.as_bytes());
    }
}

#[test]
fn the_bundled_rules_pass_for_a_file_of_a_project() {
    analysed::patterns(include_bytes!("../../assets/patterns/news.ron"));
}

#[test]
fn a_remembered_name_leaves_the_mark_on_the_space_before_it() {
    analysed::suggest("الله \u{64c}الله بالله للY".as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_read_soundly(
        text in "(وال|لل|بال|[ء-ي]{1,7}|[ً-ٟـ]|[0-9٠-٩.,/%]|\\PC|[ \n\r\t]|😀|\u{200D}|\u{2067}|\0){0,60}",
    ) {
        analysed::analysers(text.as_bytes());
        analysed::suggest(text.as_bytes());
    }

    #[test]
    fn any_file_of_patterns_is_taken_or_refused(
        middle in "(Opt|Many|Either|Seq|Not|And|Word|List|Part|Mark|Name|Quoted|Entity|\\(|\\)|\\[|\\]|,|\"[ء-ي]{0,4}\"|:| ){0,40}",
    ) {
        analysed::patterns(format!("(rules: [(id: \"a\", label: \"PER\", mark: [{middle}])])").as_bytes());
        analysed::patterns(middle.as_bytes());
    }
}
