//! Writes a dataset for the window.

use std::path::Path;

use crate::app::command::ExportPlan;
use crate::app::notice::{Happening, Trouble};

/// Exports the project in `dir` and says what came of it.
pub(super) fn write(_dir: &Path, _annotator: &str, plan: &ExportPlan) -> Happening {
    Happening::CannotRead(plan.path.clone(), Trouble::Other("no format".into()))
}
