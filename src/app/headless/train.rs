//! Training from files.

use std::path::Path;

use super::{Refusal, files};
use crate::suggest::train::Corpus;
use crate::suggest::train::recipe::{self, Material};

pub use crate::suggest::train::Convention;
pub use crate::suggest::train::recipe::Step;

/// The file of the linear model.
const LINEAR: &str = "linear.bin";

/// Trains from corpora named as `CONVENTION=FILE`, measures on `dev`, and puts the model in the
/// folder `out`. `tell` hears of each pass.
///
/// # Errors
/// A corpus cannot be read or has an unknown convention; the model cannot be written.
pub fn train(
    train: &[String],
    dev: &[String],
    out: &Path,
    seed: u64,
    tell: &mut dyn FnMut(Step),
) -> Result<(), Refusal> {
    let material = Material {
        train: read(train)?,
        dev: read(dev)?,
    };
    files::write(&out.join(LINEAR), &recipe::linear(&material, seed, tell))
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
