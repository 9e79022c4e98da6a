//! What stands beside the decisions: the lexicon, and what the person prefers.

use std::path::Path;

use super::Clerk;
use crate::app::event::Event;
use crate::app::jobs::prefer;
use crate::app::jobs::trouble::trouble;
use crate::app::keys::Keys;
use crate::app::notice::Happening;
use crate::app::preferences::Preferences;
use crate::store::disk::RealDisk;
use crate::store::lexicon::{self, Entry};
use crate::store::settings;

impl Clerk {
    pub(super) fn read_lexicon(&self, dir: &Path) {
        let (entries, error) = lexicon::read(&RealDisk, dir);
        let path = lexicon::path(dir);
        let told = error.map(|error| Happening::CannotRead(path, trouble(&error)));
        if !entries.is_empty() || told.is_some() {
            self.outbox.send(Event::Lexicon(entries, told));
        }
    }

    pub(super) fn save_lexicon(&self, entries: &[Entry], book: u64) {
        let store = self.store.as_ref().filter(|store| store.is_writable());
        let Some(store) = store.filter(|_| book == self.book) else {
            return;
        };
        if let Err(error) = lexicon::update(&RealDisk, store.dir(), entries) {
            self.tell(Happening::CannotSave(trouble(&error)));
        }
    }

    pub(super) fn load_preferences(&mut self) {
        let Some(places) = &self.places else { return };
        let (settings, aside) = settings::load(places);
        self.settings = settings;
        let preferences = prefer::preferences(&self.settings);
        self.outbox.send(Event::Preferences(
            preferences,
            Keys::read(&self.settings.keys),
            aside.map(Happening::SettingsSetAside),
        ));
        self.tell_recent();
    }

    pub(super) fn keep_preferences(&mut self, preferences: Preferences) {
        prefer::keep(&mut self.settings, preferences);
        self.save_settings();
    }

    /// Losing a preference is no reason to disturb anyone: the next change tries again.
    pub(super) fn save_settings(&self) {
        if let Some(places) = &self.places {
            drop(settings::save(places, &self.settings));
        }
    }
}
