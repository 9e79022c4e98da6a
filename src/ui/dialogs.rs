//! Native file dialogs, in a thread of their own so that the window goes on.
//!
//! Where the system has no dialog service the toolkit answers at once as if the person had
//! cancelled; such an answer is told apart by its speed, and the window then asks for the path in a
//! field of its own.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What the person is choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project folder to open.
    OpenProject,
    /// A folder for a new project.
    NewProject,
    /// Files of articles, with or without annotations.
    ImportArticles,
    /// A folder of such files.
    ImportFolder,
    /// Files of suggestions.
    ImportSuggestions,
    /// Where to export; format id and proposed file name.
    Export(String, String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Open,
    /// These paths.
    Chosen(Vec<PathBuf>),
    /// The person does not want to.
    Cancelled,
    /// There is no native dialog on this system.
    Unavailable,
}

/// No person cancels a dialog quicker than this; a missing dialog service does.
const NO_PERSON: Duration = Duration::from_millis(250);

/// A native dialog that is open.
#[derive(Debug)]
pub struct Dialog {
    /// What it is for.
    pub purpose: Purpose,
    answers: Receiver<Answer>,
}

impl Dialog {
    /// Opens the dialog. `wake` is called when the answer is there.
    pub fn open(purpose: Purpose, title: String, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, answers) = channel();
        let asked = purpose.clone();
        let work = move || {
            let answer = ask(&asked, &title);
            if sender.send(answer).is_ok() {
                wake();
            }
        };
        // Without a thread the channel closes, which reads as "unavailable".
        drop(thread::Builder::new().name("dialog".to_owned()).spawn(work));
        Self { purpose, answers }
    }

    /// The answer, once it is there.
    pub fn answer(&self) -> Answer {
        match self.answers.try_recv() {
            Ok(answer) => answer,
            Err(TryRecvError::Empty) => Answer::Open,
            Err(TryRecvError::Disconnected) => Answer::Unavailable,
        }
    }
}

fn ask(purpose: &Purpose, title: &str) -> Answer {
    let began = Instant::now();
    let dialog = rfd::FileDialog::new().set_title(title);
    let chosen = match purpose {
        Purpose::OpenProject | Purpose::NewProject | Purpose::ImportFolder => {
            dialog.pick_folder().map(|path| vec![path])
        }
        Purpose::ImportArticles | Purpose::ImportSuggestions => dialog.pick_files(),
        Purpose::Export(_, name) => dialog
            .set_file_name(name)
            .save_file()
            .map(|path| vec![path]),
    };
    match chosen {
        Some(paths) => Answer::Chosen(paths),
        None if began.elapsed() < NO_PERSON => Answer::Unavailable,
        None => Answer::Cancelled,
    }
}
