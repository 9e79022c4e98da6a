//! What an export would be, before it is one: its first lines, and what would be lost.

use std::path::Path;

use super::manifest::PartList;
use super::plan;
use super::recipe::Recipe;
use super::source::Source;
use super::{Refusal, Watch};
use crate::app::headless::convert::Target;
use crate::app::headless::{Loss, files};
use crate::format::{Export, Format, loss};
use crate::model::dataset::Dataset;

/// What an export would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Its first lines; none if the format is not of lines.
    pub lines: Vec<String>,
    /// The name of the first file, if it is a folder.
    pub file: Option<String>,
    /// Articles so far.
    pub articles: usize,
    /// Annotations written so far.
    pub annotations: usize,
    /// What the format could not carry so far.
    pub losses: Vec<Loss>,
    /// The parts so far.
    pub parts: Vec<PartList>,
    /// Articles left out because another has their text.
    pub duplicates: usize,
    /// Who has work in the project.
    pub annotators: Vec<String>,
    /// Whether all articles were looked at.
    pub complete: bool,
}

/// Lines shown.
const LINES: usize = 12;

/// Characters of a line shown.
const WIDTH: usize = 240;

/// Articles of the first look, so that something is seen at once.
const FIRST: usize = 4;

/// Writes into nothing. `tell` hears of the first articles at once, then ever more seldom.
///
/// # Errors
/// The project cannot be read, the choices make no sense, or it was cancelled.
pub fn preview(
    dir: &Path,
    recipe: &Recipe,
    to: &Target<'_>,
    watch: &Watch<'_>,
    tell: &mut dyn FnMut(&Preview),
) -> Result<Preview, Refusal> {
    let format = files::choose(to.path.unwrap_or(Path::new("-")), to.format)?;
    let source = Source::open(dir, recipe)?;
    let plan = plan::plan(&source, recipe, watch)?;
    let mut preview = Preview {
        duplicates: plan.duplicates.len(),
        annotators: source.annotators(),
        ..Preview::default()
    };
    let mut waiting = Dataset {
        labels: source.labels(),
        records: Vec::new(),
    };
    let mut room = FIRST;
    for part in &plan.parts {
        preview.parts.push(PartList {
            name: part.name.to_owned(),
            ..PartList::default()
        });
        for place in &part.places {
            watch.step(1, 1, (0.0, 1.0))?;
            let Some(record) = source.record(place)? else {
                continue;
            };
            if let Some(list) = preview.parts.last_mut() {
                list.note(&record);
                // Nobody reads a list of ids in a dialog.
                list.ids.clear();
                list.blind.clear();
            }
            preview.articles += 1;
            waiting.records.push(record);
            if waiting.records.len() == room {
                take(&mut preview, format.write(&waiting, &to.options));
                waiting.records.clear();
                tell(&preview);
                room = (room * 2).min(1024);
            }
        }
    }
    finish(&mut preview, format, &waiting, to);
    Ok(preview)
}

fn finish(preview: &mut Preview, format: &dyn Format, rest: &Dataset, to: &Target<'_>) {
    if !rest.records.is_empty() {
        take(preview, format.write(rest, &to.options));
    }
    preview.complete = true;
}

fn take(preview: &mut Preview, export: Export) {
    preview.annotations += export.annotations;
    loss::merge(&mut preview.losses, export.losses);
    if !preview.lines.is_empty() {
        return;
    }
    let first = export
        .files
        .into_iter()
        .find(|file| lines(&file.bytes).is_some());
    let bytes = match first {
        Some(file) => {
            preview.file = Some(file.name);
            file.bytes
        }
        None => export.bytes,
    };
    preview.lines = lines(&bytes).unwrap_or_default();
}

/// The first lines of a text, shortened; nothing if it is none.
fn lines(bytes: &[u8]) -> Option<Vec<String>> {
    let start = &bytes[..bytes.len().min(LINES * WIDTH * 8)];
    let start = match std::str::from_utf8(start) {
        Ok(start) => start,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&start[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    if start.contains('\0') {
        return None;
    }
    let short = |line: &str| {
        let mut short: String = line.chars().take(WIDTH).collect();
        if short.len() < line.len() {
            short.push('…');
        }
        short
    };
    Some(start.lines().take(LINES).map(short).collect())
}
