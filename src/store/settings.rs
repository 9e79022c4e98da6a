//! What a person prefers, kept outside any project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, RealDisk};

/// The variable that moves all of a person's files, for portable use and for tests.
pub const HOME_VARIABLE: &str = "TAWSIM_HOME";

/// How many recent projects are remembered.
const RECENT: usize = 12;

const LIMIT: u64 = 1 << 20;

/// What a person prefers. Missing fields take their default, unknown ones are ignored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// `ar` or `en`.
    pub language: String,
    /// `light`, `dark`, `sepia`, `contrast` or `contrast-dark`.
    pub theme: String,
    /// The face of articles: `naskh`, `amiri` or `sans`.
    pub face: String,
    /// Size of the article's text in points.
    pub reading_size: f32,
    /// Distance of baselines in sizes.
    pub line_height: f32,
    /// Width of the column in sizes.
    pub column: f32,
    /// Whether lines fill the column.
    pub justified: bool,
    /// Whether invisible and doubtful characters are marked.
    pub signs: bool,
    /// Whether selections snap to words.
    pub snap: bool,
    /// Whether suggestions are hidden wholly.
    pub blind: bool,
    /// Whether it is marked where something may have been missed.
    pub missed: bool,
    /// Whether the article list is shown.
    pub articles_shown: bool,
    /// Whether the review inbox is shown.
    pub inbox_shown: bool,
    /// Keys that are not the standard ones: action and key, such as `ctrl+shift+z`.
    pub keys: BTreeMap<String, String>,
    /// As whom the person annotates.
    pub annotator: String,
    /// Projects, the last one first.
    pub recent: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "ar".into(),
            theme: "light".into(),
            face: "naskh".into(),
            reading_size: 21.0,
            line_height: 2.3,
            column: 33.0,
            justified: false,
            signs: false,
            snap: true,
            blind: false,
            missed: true,
            articles_shown: true,
            inbox_shown: true,
            keys: BTreeMap::new(),
            annotator: "me".into(),
            recent: Vec::new(),
        }
    }
}

impl Settings {
    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|known| known != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(RECENT);
    }
}

/// The folders for settings, for sample and personal projects, and for what the program notes about
/// itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Holds `settings.ron`.
    pub config: PathBuf,
    /// Holds projects that the person did not place elsewhere.
    pub data: PathBuf,
    /// Holds the log, reports of crashes and the mark of a running process.
    pub state: PathBuf,
}

/// Where this system keeps a person's files; `None` if the person has no home.
#[must_use]
pub fn places() -> Option<Places> {
    if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
        return Some(places_in(Path::new(&home)));
    }
    let dirs = ProjectDirs::from("", "", "tawsim")?;
    Some(Places {
        config: dirs.config_dir().to_owned(),
        data: dirs.data_dir().to_owned(),
        // Only some systems have a place of its own for that.
        state: dirs
            .state_dir()
            .unwrap_or_else(|| dirs.data_local_dir())
            .to_owned(),
    })
}

/// All of them in one: for portable use and for tests.
#[must_use]
pub fn places_in(home: &Path) -> Places {
    Places {
        config: home.join("config"),
        data: home.join("data"),
        state: home.join("state"),
    }
}

/// The settings, and where a broken settings file was set aside.
#[must_use]
pub fn load(places: &Places) -> (Settings, Option<PathBuf>) {
    let path = places.config.join("settings.ron");
    let Ok(bytes) = RealDisk.read(&path, LIMIT) else {
        return (Settings::default(), None);
    };
    match parse(&bytes) {
        Some(settings) => (settings, None),
        None => {
            let aside = path.with_extension("ron.broken");
            let kept = RealDisk.replace(&aside, &bytes).is_ok();
            (Settings::default(), kept.then_some(aside))
        }
    }
}

/// The settings that a file holds; `None` if it is broken.
#[must_use]
pub fn parse(bytes: &[u8]) -> Option<Settings> {
    ron::de::from_bytes(bytes).ok()
}

/// Writes the settings.
///
/// # Errors
/// What the system says.
pub fn save(places: &Places, settings: &Settings) -> std::io::Result<()> {
    RealDisk.make_folder(&places.config)?;
    let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::new());
    let text = text.map_err(std::io::Error::other)?;
    RealDisk.replace(&places.config.join("settings.ron"), text.as_bytes())
}
