//! Writes a dataset: article by article where the format allows, wholly or not at all.

use std::path::{Path, PathBuf};

use super::manifest::{self, FilePart, NAME, PartList, Told};
use super::plan::{self, Part, Plan};
use super::recipe::{Listing, Recipe};
use super::source::Source;
use super::{Refusal, Watch};
use crate::app::headless::convert::{Target, Written};
use crate::app::headless::place::Place;
use crate::app::headless::pouring::{Poured, Pouring};
use crate::app::headless::{Loss, files};
use crate::format::writing::{Ahead, Staged};
use crate::format::{Format, Layout};

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
    let total = plan.parts.iter().map(|part| part.places.len()).sum();
    let mut writing = Writing {
        source: &source,
        format,
        to,
        watch,
        from: if recipe.looks_ahead() { 0.5 } else { 0.0 },
        total,
        at: 0,
        listed: is_listed(recipe),
    };
    let (parts, poured) = writing.all(&plan.parts, recipe.shares.is_some(), &mut place)?;
    if to.strict && !poured.losses.is_empty() {
        return Err(Refusal::WouldLose(poured.losses));
    }
    let written = Written {
        articles: parts.iter().map(|part| part.articles).sum(),
        annotations: poured.annotations,
        losses: poured.losses,
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
    let files = poured.files.unwrap_or_default();
    end.finish(place, plan, (parts, files), written)
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
    format: &'static dyn Format,
    to: &'w Target<'w>,
    watch: &'w Watch<'w>,
    /// The share of the work that was done before writing.
    from: f32,
    total: usize,
    at: usize,
    listed: bool,
}

impl Writing<'_> {
    /// Everything in parts that the format keeps in one folder or file, or part by part.
    fn all(
        &mut self,
        parts: &[Part],
        in_parts: bool,
        place: &mut Place<'_>,
    ) -> Result<(Vec<PartList>, Poured), Refusal> {
        if in_parts && !self.format.staged().is_some_and(Staged::has_parts) {
            return self.apart(parts, place);
        }
        let mut pouring = self.pouring(self.ahead(parts)?);
        let mut lists = Vec::new();
        for part in parts {
            if in_parts {
                pouring.part(part.name, place)?;
            }
            lists.push(self.part(part, &mut pouring, place)?);
        }
        Ok((lists, pouring.end(place)?))
    }

    /// Each part in a file or folder of its own.
    fn apart(
        &mut self,
        parts: &[Part],
        place: &mut Place<'_>,
    ) -> Result<(Vec<PartList>, Poured), Refusal> {
        let (mut lists, mut all) = (Vec::new(), Poured::default());
        for part in parts {
            let pouring = self.pouring(self.ahead(std::slice::from_ref(part))?);
            let mut pouring = match self.format.layout() {
                Layout::Folder => pouring.into_folder(part.name),
                _ => pouring.into_file(file_name(part.name, self.format)),
            };
            lists.push(self.part(part, &mut pouring, place)?);
            all.add(pouring.end(place)?);
        }
        Ok((lists, all))
    }

    fn pouring(&self, ahead: Ahead) -> Pouring<'static> {
        let pouring = Pouring::new(self.format, ahead, self.to.options);
        if self.listed {
            pouring.listed()
        } else {
            pouring
        }
    }

    /// What the format must know before it writes the first article.
    fn ahead(&self, parts: &[Part]) -> Result<Ahead, Refusal> {
        let mut ahead = Ahead::of(self.source.labels());
        if !self.format.staged().is_some_and(Staged::looks_ahead) {
            return Ok(ahead);
        }
        for at in parts.iter().flat_map(|part| &part.places) {
            self.watch.step(self.at, self.total, (self.from, 1.0))?;
            if let Some(record) = self.source.record(at)? {
                ahead.see(&record);
            }
        }
        Ok(ahead)
    }

    fn part(
        &mut self,
        part: &Part,
        pouring: &mut Pouring<'_>,
        place: &mut Place<'_>,
    ) -> Result<PartList, Refusal> {
        let mut list = PartList {
            name: part.name.to_owned(),
            ..PartList::default()
        };
        for at in &part.places {
            self.watch.step(self.at, self.total, (self.from, 1.0))?;
            self.at += 1;
            if let Some(record) = self.source.record(at)? {
                list.note(&record);
                pouring.push(record, place)?;
            }
        }
        pouring.pass_on(place)?;
        Ok(list)
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
        if listed && let Place::Folder(_) = place {
            files.sort_by(|a, b| a.name.cmp(&b.name));
            let bytes = manifest(files, &written.losses);
            place.add(NAME, &bytes)?;
            place.end(NAME)?;
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
