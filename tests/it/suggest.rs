//! Suggestions: what a person would expect to see proposed, and on any text no nonsense.

use tawsim::model::ids::LabelId;
use tawsim::model::label::LabelSet;
use tawsim::model::marked;
use tawsim::model::suggestion::Suggestion;
use tawsim::store::labels::template;
use tawsim::suggest::Ensemble;
use tawsim::text::offset::Span;

fn news() -> LabelSet {
    template("news").unwrap()
}

fn marks(found: &[Suggestion]) -> Vec<marked::Mark> {
    found.iter().map(|s| (s.span, s.label.clone())).collect()
}

/// The suggestions for the plain text of `expected`, printed, must equal it.
fn check(expected: &str) {
    let (text, _) = marked::parse(expected);
    let found = Ensemble::bundled().suggest(&text, &news());
    assert_eq!(marked::print(&text, &marks(&found)), expected);
}

#[test]
fn names_are_found_behind_their_proclitics() {
    check("وصل إلى [GPE القاهرة] ثم عاد ب[GPE القاهرة] و[GPE طهران] ول[GPE بغداد].");
}

#[test]
fn titles_persons_and_nationalities_are_told_apart() {
    check("التقى [TITLE مستشار الأمن القومي [NORP العراقي]] [PER قاسم الأعرجي]، في [GPE طهران].");
}

#[test]
#[expect(clippy::print_stdout, reason = "to look at")]
fn print_article() {
    let text = include_str!("../../seeds/article.txt");
    let found = Ensemble::bundled().suggest(text, &news());
    println!("{}", marked::print(text, &marks(&found)));
    let _: Option<(LabelId, Span)> = None;
}
