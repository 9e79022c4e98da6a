//! The desk's end of the threads that look at all articles of a project.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::disk::Request;
use super::{Desk, Outbox, hunt, survey};
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::sheet::Sheet;
use crate::review::search::Query;
use crate::suggest::memory::Memory;

/// The threads, and the numbers of the requests in force.
pub(super) struct Threads {
    survey: Sender<survey::Request>,
    surveyed: Arc<AtomicU64>,
    hunt: Sender<hunt::Request>,
    hunted: Arc<AtomicU64>,
}

impl Threads {
    pub(super) fn start(outbox: Outbox) -> Self {
        let (surveyed, hunted) = (Arc::default(), Arc::default());
        Self {
            survey: survey::start(outbox.clone(), Arc::clone(&surveyed)),
            surveyed,
            hunt: hunt::start(outbox, Arc::clone(&hunted)),
            hunted,
        }
    }

    /// Stops what they do.
    pub(super) fn stop(&self) {
        next(&self.surveyed);
        next(&self.hunted);
    }
}

fn next(serial: &AtomicU64) -> u64 {
    serial.fetch_add(1, Ordering::Relaxed) + 1
}

impl Desk {
    /// Looks for suggestions in all these articles; an earlier survey stops.
    pub(in crate::app) fn survey(
        &mut self,
        ids: Vec<ArticleId>,
        labels: LabelSet,
        memory: Arc<Memory>,
    ) {
        let serial = next(&self.wide.surveyed);
        let Some(disk) = self.disk.clone() else {
            return;
        };
        let request = survey::Request {
            ids,
            labels,
            memory,
            own: Arc::clone(&self.own),
            disk,
            serial,
        };
        if self.wide.survey.send(request).is_ok() {
            self.open += 1;
        }
    }

    /// Whether the answer to a survey with this number is still wanted.
    pub(in crate::app) fn is_current_survey(&self, serial: u64) -> bool {
        self.wide.surveyed.load(Ordering::Relaxed) == serial
    }

    /// Searches all these articles; an earlier search stops.
    pub(in crate::app) fn hunt(&mut self, ids: Vec<ArticleId>, query: Query) {
        let serial = next(&self.wide.hunted);
        let Some(disk) = self.disk.clone() else {
            return;
        };
        let request = hunt::Request {
            ids,
            query,
            disk,
            serial,
        };
        if self.wide.hunt.send(request).is_ok() {
            self.open += 1;
        }
    }

    /// Stops the search of all articles.
    pub(in crate::app) fn stop_hunting(&mut self) {
        next(&self.wide.hunted);
    }

    /// Whether the hits with this number are still wanted.
    pub(in crate::app) fn is_current_hunt(&self, serial: u64) -> bool {
        self.wide.hunted.load(Ordering::Relaxed) == serial
    }

    /// Asks for sheets without their articles.
    pub(in crate::app) fn read_sheets(&mut self, ids: Vec<ArticleId>) {
        self.ask(Request::ReadSheets(ids));
    }

    /// Writes sheets that are to leave memory.
    pub(in crate::app) fn keep_sheets(&mut self, sheets: Vec<(ArticleId, Sheet)>) {
        self.ask(Request::KeepSheets(sheets));
    }
}
