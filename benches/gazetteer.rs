//! A million listed names: how long a list takes to read, how many tokens a second are looked up in
//! it, beside daachorse's automaton over the same normalised names. `benches/references/phrases.py`
//! does the same with spaCy's PhraseMatcher.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use divan::Bencher;
use divan::counter::ItemsCount;
use tawsim::suggest::own::{Names, NamesBuilder, Prepared};
use tawsim::text::normalize::match_form;

const ARTICLE: &str = include_str!("../seeds/article.txt");
const FIRST: &str = include_str!("../assets/gazetteer/first_names.txt");
const CITIES: &str = include_str!("../assets/gazetteer/cities.txt");

fn main() {
    let names = names(1_000_000);
    println!("memory of a million names: {} bytes", names.bytes());
    divan::main();
}

/// Names of one to three words out of first names and cities: a share of them is in any news.
fn list(count: usize) -> Vec<String> {
    let firsts: Vec<&str> = FIRST.lines().filter(|line| !line.is_empty()).collect();
    let cities: Vec<&str> = CITIES.lines().filter(|line| !line.is_empty()).collect();
    (0..count)
        .map(|n| {
            let (a, b) = (firsts[n % firsts.len()], cities[n * 7 % cities.len()]);
            match n / firsts.len() {
                0 => a.to_owned(),
                1..=100 => format!("{a} {b}"),
                _ => format!("{a} {} {b}", firsts[n / 131 % firsts.len()]),
            }
        })
        .collect()
}

fn tsv(count: usize) -> String {
    list(count)
        .iter()
        .map(|name| format!("{name}\tPER\n"))
        .collect()
}

fn names(count: usize) -> Names {
    let mut builder = NamesBuilder::default();
    builder.add(&tsv(count));
    builder.build()
}

fn text() -> String {
    vec![ARTICLE; 60].join("\n")
}

#[divan::bench(sample_count = 5)]
fn read_a_million(bencher: Bencher<'_, '_>) {
    let list = tsv(1_000_000);
    bencher.bench_local(|| {
        let mut builder = NamesBuilder::default();
        builder.add(&list);
        builder.build()
    });
}

#[divan::bench(args = [10_000, 1_000_000])]
fn look_up(bencher: Bencher<'_, '_>, count: usize) {
    let (names, text) = (names(count), Prepared::new(&text()));
    bencher
        .counter(ItemsCount::new(text.tokens()))
        .bench_local(|| names.find(&text));
}

#[divan::bench(args = [1_000_000])]
fn split_and_look_up(bencher: Bencher<'_, '_>, count: usize) {
    let (names, text) = (names(count), text());
    bencher
        .counter(ItemsCount::new(Prepared::new(&text).tokens()))
        .bench_local(|| names.find(&Prepared::new(&text)));
}

/// The reference: raw matches anywhere in normalised text, no words, no proclitics, no labels.
#[divan::bench(args = [10_000, 1_000_000])]
fn daachorse_raw(bencher: Bencher<'_, '_>, count: usize) {
    let mut forms: Vec<String> = list(count).iter().map(|name| match_form(name)).collect();
    forms.sort();
    forms.dedup();
    let built: Result<CharwiseDoubleArrayAhoCorasick<u32>, _> =
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&forms);
    let automaton = match built {
        Ok(automaton) => automaton,
        Err(error) => return eprintln!("no automaton: {error}"),
    };
    println!("daachorse, {count} names: {} bytes", automaton.heap_bytes());
    let text = text();
    let tokens = Prepared::new(&text).tokens();
    let form = match_form(&text);
    bencher
        .counter(ItemsCount::new(tokens))
        .bench_local(|| automaton.leftmost_find_iter(&form).count());
}
