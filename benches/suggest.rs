//! Suggestions: how long the engines take to build and how many tokens they look at in a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::Bencher;
use divan::counter::ItemsCount;
use tawsim::store::labels::template;
use tawsim::suggest::tagger::{Adaptation, Depth};
use tawsim::suggest::{Ensemble, Hands};
use tawsim::text::token::tokens;

const ARTICLE: &str = include_str!("../seeds/article.txt");

fn main() {
    divan::main();
}

fn repeated(bytes: usize) -> String {
    let times = bytes.div_ceil(ARTICLE.len() + 1);
    vec![ARTICLE; times].join("\n")
}

#[divan::bench]
fn build() -> Ensemble {
    Ensemble::bundled()
}

#[divan::bench(args = [10_000, 1_000_000])]
fn suggest(bencher: Bencher<'_, '_>, bytes: usize) {
    let (ensemble, text) = (Ensemble::bundled(), repeated(bytes));
    let labels = template("news").unwrap_or_default();
    bencher
        .counter(ItemsCount::new(tokens(&text).len()))
        .bench_local(|| ensemble.suggest(&text, &labels));
}

/// The reference: splitting the same text into tokens and nothing else.
#[divan::bench(args = [1_000_000])]
fn tokens_only(bencher: Bencher<'_, '_>, bytes: usize) {
    let text = repeated(bytes);
    bencher
        .counter(ItemsCount::new(tokens(&text).len()))
        .bench_local(|| tokens(&text));
}

/// The tagger alone: splitting into words, looking up lists, and its model.
#[divan::bench(args = [Depth::Quick, Depth::Deep])]
fn tagger(bencher: Bencher<'_, '_>, depth: Depth) {
    let (ensemble, text) = (Ensemble::bundled(), repeated(100_000));
    let labels = template("core").unwrap_or_default();
    drop(ensemble.tagged(ARTICLE, &labels, depth));
    bencher
        .counter(ItemsCount::new(tokens(&text).len()))
        .bench_local(|| ensemble.tagged(&text, &labels, depth));
}

/// Everything, with the network, by so many threads: what counts is the clock.
#[divan::bench(args = [1, 2])]
fn refine(bencher: Bencher<'_, '_>, threads: usize) {
    let ensemble = Ensemble::bundled().with_hands(Arc::new(Threads(threads)));
    let (text, labels) = (repeated(100_000), template("news").unwrap_or_default());
    bencher
        .counter(ItemsCount::new(tokens(&text).len()))
        .bench_local(|| ensemble.refine(&text, &labels, &|| false, &|_| ()));
}

struct Threads(usize);

impl Hands for Threads {
    fn each(&self, count: usize, work: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let take = || {
            while let Some(at) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < count)
            {
                work(at);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.0 {
                scope.spawn(take);
            }
            take();
        });
    }
}

/// Learning the seed article, all of whose names are known.
#[divan::bench]
fn learn(bencher: Bencher<'_, '_>) {
    let ensemble = Ensemble::bundled();
    let labels = template("core").unwrap_or_default();
    let right: Vec<_> = ensemble
        .suggest(ARTICLE, &labels)
        .into_iter()
        .map(|suggestion| (suggestion.span, "MISC".into()))
        .collect();
    bencher.bench_local(|| {
        let mut learned = Adaptation::default();
        ensemble.learn(&mut learned, ARTICLE, &right, &labels);
        learned
    });
}
