//! Writes a dataset for the window.

use std::path::Path;

use crate::app::command::ExportPlan;
use crate::app::headless::convert::Target;
use crate::app::headless::{Refusal, WriteOptions, project};
use crate::app::notice::{Happening, Trouble};

/// Exports the project in `dir` and says what came of it: what cannot be read names the project's
/// file, what cannot be written leaves the old file as it was.
pub(super) fn write(dir: &Path, annotator: &str, plan: &ExportPlan) -> Happening {
    let target = Target {
        path: Some(&plan.path),
        format: Some(&plan.format),
        options: WriteOptions::default(),
        strict: false,
    };
    match project::export(dir, Some(annotator), &target) {
        Ok(written) => Happening::Exported {
            path: plan.path.clone(),
            articles: written.articles,
            annotations: written.annotations,
            losses: written.losses.iter().map(|loss| loss.count).sum(),
        },
        Err(Refusal::Trouble(path, trouble)) if path == plan.path => Happening::CannotSave(trouble),
        Err(Refusal::Trouble(path, trouble)) => Happening::CannotRead(path, trouble),
        // The window offers known formats and its own annotator only.
        Err(other) => {
            let trouble = Trouble::Other(format!("{other:?}"));
            Happening::CannotRead(plan.path.clone(), trouble)
        }
    }
}
