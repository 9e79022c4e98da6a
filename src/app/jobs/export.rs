//! Writes a dataset for the window, or looks what it would be.

use std::path::Path;

use super::{Outbox, Wanted};
use crate::app::command::ExportPlan;
use crate::app::event::Event;
use crate::app::headless::Refusal;
use crate::app::headless::convert::Target;
use crate::app::headless::dataset::{self, Recipe, Watch};
use crate::app::notice::Happening;

fn target(plan: &ExportPlan) -> Target<'_> {
    Target {
        path: Some(&plan.path),
        format: Some(&plan.format),
        options: plan.options,
        strict: false,
    }
}

/// Nobody named means the person at the window.
fn recipe(plan: &ExportPlan, annotator: &str) -> Recipe {
    let mut recipe = plan.recipe.clone();
    if recipe.annotators.is_empty() {
        recipe.annotators.push(annotator.to_owned());
    }
    recipe
}

/// Exports the project in `dir` and says what came of it: what cannot be read names the project's
/// file, what cannot be written leaves the old file as it was.
pub(super) fn write(
    dir: &Path,
    annotator: &str,
    plan: ExportPlan,
    wanted: &Wanted,
    outbox: &Outbox,
) -> Happening {
    let watch = Watch {
        progress: &|share| outbox.send(Event::Exporting(share)),
        cancelled: &|| wanted.is_over(),
    };
    let recipe = recipe(&plan, annotator);
    match dataset::export(dir, &recipe, &target(&plan), &watch) {
        Ok(written) => Happening::Exported {
            path: plan.path,
            articles: written.articles,
            annotations: written.annotations,
            losses: written.losses.iter().map(|loss| loss.count).sum(),
        },
        Err(Refusal::Cancelled) => Happening::ExportCancelled,
        Err(Refusal::Trouble(path, trouble)) if path == plan.path => Happening::CannotSave(trouble),
        Err(Refusal::Trouble(path, trouble)) => Happening::CannotRead(path, trouble),
        Err(other) => Happening::Refused(other),
    }
}

/// Tells again and again what an export would be, until all articles were looked at.
pub(super) fn preview(
    dir: &Path,
    annotator: &str,
    plan: ExportPlan,
    wanted: &Wanted,
    outbox: &Outbox,
) {
    let watch = Watch {
        cancelled: &|| wanted.is_over(),
        ..Watch::NOBODY
    };
    let told = |preview| outbox.send(Event::Previewed(wanted.serial, preview));
    let recipe = recipe(&plan, annotator);
    let tell = &mut |preview: &dataset::Preview| told(Ok(preview.clone()));
    let found = dataset::preview(dir, &recipe, &target(&plan), &watch, tell);
    if !matches!(found, Err(Refusal::Cancelled)) {
        told(found);
    }
}
