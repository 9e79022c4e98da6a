//! The fault campaign: a process that annotates is killed a thousand times. What stands in
//! `docs/reliability.md` comes from here.
//!
//! ```sh
//! cargo test --no-default-features --features campaign --test campaign -- 1000 7
//! ```

#![allow(
    clippy::unwrap_used,
    reason = "what a campaign needs and lacks should stop it"
)]

mod killing;

fn main() {
    if let Some(dir) = std::env::var_os(killing::FOLDER) {
        return killing::annotate_and_tell(dir.as_ref());
    }
    let mut numbers = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok());
    let (kills, seed) = (numbers.next().unwrap_or(1000), numbers.next().unwrap_or(7));
    let mut figures = killing::campaign(&[], usize::try_from(kills).unwrap(), seed);
    figures.waits.sort_unstable();
    let at = |share: usize| {
        let nth = figures.waits.len().saturating_sub(1) * share / 1000;
        figures
            .waits
            .get(nth)
            .map_or(0.0, |wait| *wait as f64 / 1000.0)
    };
    println!(
        "seed {seed}: {} kills, {} of them before the first decision",
        figures.kills, figures.early
    );
    println!(
        "{} decisions confirmed, {} lost",
        figures.confirmed, figures.lost
    );
    println!(
        "from a decision to the word that it is saved: median {:.1} ms, 99 of 100 within {:.1} ms, longest {:.1} ms",
        at(500),
        at(990),
        at(1000)
    );
}
