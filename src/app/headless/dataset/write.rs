//! Writes a dataset: article by article where the format allows, wholly or not at all.

use std::path::{Path, PathBuf};

use super::manifest::{self, FilePart, NAME, PartList, Told};
use super::place::Place;
use super::plan::{self, Part, Plan};
use super::recipe::{Listing, Recipe};
use super::source::Source;
use super::{Refusal, Watch};
use crate::app::headless::convert::{Target, Written};
use crate::app::headless::{Loss, WriteOptions, files};
use crate::format::frame::{Frame, Joining};
use crate::format::{Export, Format, Layout, Parted, loss};
use crate::model::dataset::Dataset;
use crate::model::label::LabelSet;

/// Articles written at once.
const BATCH: usize = 64;

/// Exports what the recipe says of the project in `dir`. In parts it becomes a folder with a file
/// (or folder) for each part and a manifest.
///
/// # Errors
/// The project cannot be read, something would be lost and that is forbidden, the files cannot be
/// written, or it was cancelled; nothing is left of it then.
pub fn export(
    dir: &Path,
    recipe: &Recipe,
    to: &Target<'_>,
    watch: &Watch<'_>,
) -> Result<Written, Refusal> {
    let format = choose(recipe, to)?;
    let source = Source::open(dir, recipe)?;
    let plan = plan::plan(&source, recipe, watch)?;
    let mut place = place(recipe, format, to)?;
    let labels = source.labels();
    let total = plan.parts.iter().map(|part| part.places.len()).sum();
    let mut writing = Writing {
        source: &source,
        labels: &labels,
        format,
        to,
        watch,
        from: if recipe.looks_ahead() { 0.5 } else { 0.0 },
        total,
        at: 0,
        losses: Vec::new(),
        annotations: 0,
        files: Vec::new(),
    };
    let parts = match (recipe.shares, format.parts()) {
        (Some(_), Some(parted)) => writing.together(&plan.parts, parted, &mut place)?,
        _ => {
            let each = plan.parts.iter();
            each.map(|part| writing.part(part, &mut place))
                .collect::<Result<Vec<_>, _>>()?
        }
    };
    if to.strict && !writing.losses.is_empty() {
        return Err(Refusal::WouldLose(writing.losses));
    }
    let written = Written {
        articles: parts.iter().map(|part| part.articles).sum(),
        annotations: writing.annotations,
        losses: writing.losses,
        duplicates: plan.duplicates.len(),
        parts: parts.clone(),
        ..Written::default()
    };
    let end = End {
        source: &source,
        recipe,
        format,
        to,
    };
    end.finish(place, plan, (parts, writing.files), written)
}

fn choose(recipe: &Recipe, to: &Target<'_>) -> Result<&'static dyn Format, Refusal> {
    let format = files::choose_to_write(to.path, to.format)?;
    if to.path.is_none() && (recipe.shares.is_some() || recipe.listing == Listing::Always) {
        return Err(Refusal::NeedsFolder(format.id().to_owned()));
    }
    Ok(format)
}

fn is_listed(recipe: &Recipe) -> bool {
    recipe.shares.is_some() || recipe.listing == Listing::Always
}

fn place<'p>(recipe: &Recipe, format: &dyn Format, to: &Target<'p>) -> Result<Place<'p>, Refusal> {
    let in_folder = recipe.shares.is_some() || format.layout() == Layout::Folder;
    match to.path {
        Some(path) if in_folder => Place::folder(path, is_listed(recipe).then_some(NAME)),
        path => Place::file(path),
    }
}

struct Writing<'w> {
    source: &'w Source<'w>,
    labels: &'w LabelSet,
    format: &'static dyn Format,
    to: &'w Target<'w>,
    watch: &'w Watch<'w>,
    /// The share of the work that was done before writing.
    from: f32,
    total: usize,
    at: usize,
    losses: Vec<Loss>,
    annotations: usize,
    files: Vec<FilePart>,
}

impl Writing<'_> {
    fn part(&mut self, part: &Part, place: &mut Place<'_>) -> Result<PartList, Refusal> {
        let mut list = PartList {
            name: part.name.to_owned(),
            ..PartList::default()
        };
        let in_files = self.format.layout() == Layout::Folder;
        if !in_files && !part.name.is_empty() {
            place.begin(&file_name(part.name, self.format))?;
        }
        let mut waiting = self.empty();
        let mut joining = Joining::new(self.format.frame().unwrap_or(Frame::NONE));
        let mut written = 0;
        for at in &part.places {
            self.watch.step(self.at, self.total, (self.from, 1.0))?;
            self.at += 1;
            let Some(record) = self.source.record(at)? else {
                continue;
            };
            list.note(&record);
            waiting.records.push(record);
            if waiting.records.len() == BATCH && self.is_in_pieces() {
                self.pass_on((&waiting, written), (part.name, &mut joining), place)?;
                written += waiting.records.len();
                waiting.records.clear();
            }
        }
        // An empty dataset has a file, too.
        if !waiting.records.is_empty() || written == 0 {
            self.pass_on((&waiting, written), (part.name, &mut joining), place)?;
        }
        if !in_files {
            joining
                .end()
                .iter()
                .try_for_each(|piece| place.add(piece))?;
        }
        self.files.extend(place.end()?);
        Ok(list)
    }

    /// Whether the files of two datasets make the file, or the folder, of both.
    fn is_in_pieces(&self) -> bool {
        let parted = self.format.layout() == Layout::Folder || self.format.frame().is_some();
        parted && self.format.parts().is_none()
    }

    /// All parts in one folder, of a format that has parts of its own.
    fn together(
        &mut self,
        parts: &[Part],
        parted: &dyn Parted,
        place: &mut Place<'_>,
    ) -> Result<Vec<PartList>, Refusal> {
        let (mut lists, mut datasets) = (Vec::new(), Vec::new());
        for part in parts {
            let mut list = PartList {
                name: part.name.to_owned(),
                ..PartList::default()
            };
            let mut dataset = self.empty();
            for at in &part.places {
                self.watch.step(self.at, self.total, (self.from, 1.0))?;
                self.at += 1;
                if let Some(record) = self.source.record(at)? {
                    list.note(&record);
                    dataset.records.push(record);
                }
            }
            lists.push(list);
            datasets.push((part.name, dataset));
        }
        let named: Vec<(&str, &Dataset)> = datasets.iter().map(|(n, d)| (*n, d)).collect();
        let export = parted.write_parts(&named, &self.to.options);
        self.annotations += export.annotations;
        loss::merge(&mut self.losses, export.losses);
        for file in &export.files {
            self.files.push(place.put(file, "")?);
        }
        Ok(lists)
    }

    fn empty(&self) -> Dataset {
        Dataset {
            labels: self.labels.clone(),
            records: Vec::new(),
        }
    }

    fn pass_on(
        &mut self,
        (dataset, before): (&Dataset, usize),
        (part, joining): (&str, &mut Joining),
        place: &mut Place<'_>,
    ) -> Result<(), Refusal> {
        let Export {
            bytes,
            files,
            annotations,
            losses,
        } = self.format.write(
            dataset,
            &WriteOptions {
                before,
                ..self.to.options
            },
        );
        self.annotations += annotations;
        loss::merge(&mut self.losses, losses);
        if self.format.layout() != Layout::Folder {
            let mut pieces = joining.next(&bytes).into_iter();
            return pieces.try_for_each(|piece| place.add(piece));
        }
        let below = if part.is_empty() {
            String::new()
        } else {
            format!("{part}/")
        };
        for file in &files {
            let told = place.put(file, &below)?;
            // What all articles share, such as a type system, comes with each batch.
            if self.files.iter().all(|known| known.name != told.name) {
                self.files.push(told);
            }
        }
        Ok(())
    }
}

/// What is needed to end an export.
struct End<'e> {
    source: &'e Source<'e>,
    recipe: &'e Recipe,
    format: &'static dyn Format,
    to: &'e Target<'e>,
}

impl End<'_> {
    fn finish(
        &self,
        mut place: Place<'_>,
        plan: Plan,
        (parts, mut files): (Vec<PartList>, Vec<FilePart>),
        mut written: Written,
    ) -> Result<Written, Refusal> {
        let manifest = |files, losses: &[Loss]| {
            let told = Told {
                format: self.format.id(),
                options: self.to.options,
                parts,
                duplicates: plan.duplicates,
                losses,
                files,
            };
            manifest::bytes(self.source, self.recipe, told)
        };
        let listed = is_listed(self.recipe);
        if listed && let Place::Folder(..) = place {
            files.sort_by(|a, b| a.name.cmp(&b.name));
            place.begin(NAME)?;
            place.add(&manifest(files, &written.losses))?;
            place.end()?;
            place.finish()?;
            return Ok(written);
        }
        let (file, bytes) = place.finish()?;
        written.bytes = bytes;
        if let (true, Some(path)) = (listed, self.to.path) {
            let bytes = manifest(file.into_iter().collect(), &written.losses);
            files::write(&beside(path), &bytes)?;
        }
        Ok(written)
    }
}

fn file_name(part: &str, format: &dyn Format) -> String {
    let ending = format.extensions().first().copied().unwrap_or("txt");
    format!("{part}.{ending}")
}

/// Where the manifest of a single file is.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{NAME}"));
    path.with_file_name(name)
}
