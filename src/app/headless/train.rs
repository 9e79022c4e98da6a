//! Training from files.

use std::path::Path;

use super::{Refusal, files};
use crate::suggest::train::{Corpus, Material, recipe};

pub use crate::suggest::train::Convention;
pub use crate::suggest::train::recipe::Step;

/// The files of the linear model and of the network.
const FILES: [&str; 2] = ["linear.bin", "neural.bin"];

/// Trains from corpora and lists named as `CONVENTION=FILE`, measures on `dev`, and puts the models in
/// the folder `out`. `tell` hears of each pass.
///
/// # Errors
/// A corpus cannot be read or has an unknown convention; a model cannot be written.
pub fn train(
    train: &[String],
    dev: &[String],
    out: &Path,
    seed: u64,
    tell: &mut dyn FnMut(Step),
) -> Result<(), Refusal> {
    let (lists, train) = read(train)?
        .into_iter()
        .partition(|corpus| corpus.convention.is_list());
    let dev = read(dev)?;
    let (linear, network) = recipe::train(&Material { train, lists, dev }, seed, tell);
    for (name, bytes) in FILES.into_iter().zip([linear, network]) {
        files::write(&out.join(name), &bytes)?;
    }
    Ok(())
}

fn read(named: &[String]) -> Result<Vec<Corpus>, Refusal> {
    named.iter().map(|argument| corpus(argument)).collect()
}

fn corpus(argument: &str) -> Result<Corpus, Refusal> {
    let unknown = || Refusal::UnknownConvention(argument.to_owned());
    let (name, path) = argument.split_once('=').ok_or_else(unknown)?;
    let convention = Convention::of_name(name).ok_or_else(unknown)?;
    Ok(Corpus::read(
        convention,
        &files::read_text(Path::new(path))?,
    ))
}
