//! Projects and files: what is asked of the disk.

use std::path::PathBuf;

use crate::app::command::ExportPlan;
use crate::app::run::background;
use crate::app::session::Session;

pub(super) fn open_project(session: &mut Session, dir: PathBuf) {
    background::save_sheet(session);
    session.desk.open_project(dir);
}

pub(super) fn create_project(session: &mut Session, dir: PathBuf, labels: String) {
    background::save_sheet(session);
    session.desk.create_project(dir, labels);
}

/// A project folder is opened, a text file is imported; nothing at all means the last project or
/// the sample.
pub(super) fn open_paths(session: &mut Session, paths: Vec<PathBuf>) {
    background::save_sheet(session);
    session.desk.open_paths(paths);
}

pub(super) fn open_sample(session: &mut Session) {
    background::save_sheet(session);
    session.desk.open_sample();
}

pub(super) fn export(session: &mut Session, plan: ExportPlan) {
    background::save_sheet(session);
    session.desk.export(plan);
}
