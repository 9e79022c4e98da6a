//! The command line's grammar. Its doc comments are the help, the completions and the man page.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::app::headless::dataset::{Duplicates, Grouping, Listing, Order, Recipe, Shares};
use crate::app::headless::intake::{TakenAs, Terms};
use crate::app::headless::{Flat, Subword, WriteOptions};
use crate::model::ids::LabelId;
use crate::model::sheet::Progress;

/// Annotate Arabic text with entities.
///
/// Without a command the window opens: on the project folder or the article files named, else on
/// the last project, else on a sample.
///
/// The commands need no display. Results go to standard output, messages to standard error.
/// Exit codes: 0 done, 1 done but problems were found, 2 could not be done.
#[derive(Debug, Parser)]
#[command(name = "tawsim", version, max_term_width = 100)]
pub struct Arguments {
    /// A project folder, or article files
    pub paths: Vec<PathBuf>,
    /// What the window looks like
    #[command(flatten)]
    pub window: WindowArguments,
    /// Language of messages; else that of the environment if it is Arabic, else English
    #[arg(long, value_enum, global = true)]
    pub lang: Option<Language>,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Choices for this run of the window.
#[derive(Clone, Debug, Args)]
pub struct WindowArguments {
    /// Colours of the window
    #[arg(long, hide = true, value_enum)]
    pub theme: Option<Theme>,
    /// Size of the window in points, such as 1280x820
    #[arg(long, hide = true, value_name = "WIDTHxHEIGHT", value_parser = size)]
    pub size: Option<(f32, f32)>,
    /// Save a picture of the window as PNG and quit
    #[arg(long, hide = true, value_name = "FILE")]
    pub screenshot: Option<PathBuf>,
}

/// Language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Arabic
    Ar,
    /// English
    En,
}

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// Brown on warm paper
    Sepia,
    /// Black on white
    Contrast,
    /// White on black
    ContrastDark,
}

impl Theme {
    /// Its name on the command line, which is that in the settings file too.
    #[must_use]
    pub fn id(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a project folder
    New {
        /// The folder; it is created if need be
        dir: PathBuf,
        /// Label set: core, news, or a file
        #[arg(long, default_value = "news")]
        labels: String,
    },
    /// Add article files to a project, with the annotations they hold
    ///
    /// As suggestions, what the files say waits for a decision like what our own engines say. A
    /// record belongs to the article with the same text but for line ends, white space, normal form
    /// and invisible characters; if there is none it is added.
    Import(Importing),
    /// Suggest entities: text or JSONL in, JSONL out
    ///
    /// Standard input is read as JSONL if it begins with {, else as one text. Offsets are code
    /// points; every entity says its score and what found it.
    Suggest(Suggesting),
    /// Write a project's annotations in an exchange format
    ///
    /// With --split a folder is written with a file for each part and manifest.json, which lists
    /// articles, counts, choices and the SHA-256 of each file. Equal projects and equal choices give
    /// equal bytes.
    Export(Exporting),
    /// Convert a file from one format to another
    Convert {
        /// The file to read
        input: PathBuf,
        /// The file to write; - is standard output
        output: PathBuf,
        /// Format of the input; else its name says it
        #[arg(long)]
        from: Option<String>,
        /// Format of the output; else its name says it
        #[arg(long)]
        to: Option<String>,
        /// How to write it
        #[command(flatten)]
        writing: Writing,
    },
    /// Compare predicted entities with gold: precision, recall and F1
    ///
    /// strict: same boundaries and label. boundary: same boundaries. type: some overlap and the
    /// same label. partial: same boundaries count one, overlap a half. Articles belong together
    /// when their text is the same but for white space.
    Evaluate(Evaluating),
    /// Count the keys that it takes from suggestions to gold
    ///
    /// A simulated person who knows the gold decides on each suggestion, puts wrong ones right and
    /// marks what was missed, by the fewest keys of the window: one suggestion after the other, in
    /// bulk (equal ones together, or all that is right at once, whichever is less), and without any
    /// suggestions. A key counts one with whatever is held down.
    Effort {
        /// The right answers
        gold: PathBuf,
        /// What is suggested; else the engines suggest, and learn from each decision
        #[arg(long, value_name = "FILE")]
        suggestions: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Train the models that suggest names, from annotated text
    ///
    /// Files hold one token a line with its IOB2 tag behind a tab, and a blank line after each
    /// sentence. The convention says how a file is annotated: core (PER LOC ORG MISC, nationalities
    /// untagged), aqmar (the same of encyclopedia articles), fane (PER ORG GPE LOC FAC NORP PRODUCT
    /// VEH WEAPON), wojood (its outermost tags), place (LOC alone), news (as fane). Lists hold one
    /// name a line: persons, places, organizations, nationalities, offices. Sentences that the
    /// development text has too are left out. Equal files and an equal seed give equal models.
    Train(Training),
    /// List what a project has taught, or let it be forgotten
    ///
    /// One name a line: label, accepted, rejected, what was ruled by hand. The same is in
    /// `lexicon.ron` in the project folder, where names can be added (`by_hand: true`) and blocked
    /// (`blocked: true`).
    Lexicon(Recalling),
    /// List the formats
    Formats,
    /// Say who decided what when in a project, oldest first
    ///
    /// One record of the journals a line: when (UTC), who, what, where. With --json each line is a
    /// JSON object with all that the record did; offsets are code points.
    History(Recounting),
    /// Read everything in a project and say what is wrong
    ///
    /// Texts are compared with what was imported, sheets and journals are read whole.
    Check {
        /// The project folder
        dir: PathBuf,
        /// Put right what can be put right; every file that is changed is copied first, into a
        /// folder beside the project
        #[arg(long)]
        repair: bool,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// What to suggest for, and how.
#[derive(Clone, Debug, Args)]
pub struct Suggesting {
    /// Text or .jsonl files; - or nothing is standard input
    pub files: Vec<PathBuf>,
    /// Use the labels of this project, and its articles if no files are named
    #[arg(long, value_name = "DIR", conflicts_with = "labels")]
    pub project: Option<PathBuf>,
    /// Label set: core or news
    #[arg(long, default_value = "news")]
    pub labels: String,
    /// Leave out what scores less, 0 to 1
    #[arg(long, default_value_t = 0.0, value_name = "S", value_parser = score)]
    pub min_score: f32,
    /// Names of your own, one a line: name, tab, label and, if wanted, tab, canonical name; may be
    /// given several times
    #[arg(long, value_name = "FILE.tsv")]
    pub gazetteer: Vec<PathBuf>,
    /// Patterns of your own, see docs/patterns.md; may be given several times
    #[arg(long, value_name = "FILE.ron")]
    pub patterns: Vec<PathBuf>,
    /// Lines of JSONL, or parts of a text, worked on at the same time; answers keep their order
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Say why: which list or rule, and which entry
    #[arg(long)]
    pub explain: bool,
}

/// What to train from.
#[derive(Clone, Debug, Args)]
pub struct Training {
    /// Annotated text and lists to learn from
    #[arg(required = true, value_name = "CONVENTION=FILE")]
    pub train: Vec<String>,
    /// Annotated text to measure on after each pass
    #[arg(long, value_name = "CONVENTION=FILE", num_args = 1..)]
    pub dev: Vec<String>,
    /// The folder where linear.bin and neural.bin are put
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Seed of all that is random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What to compare.
#[derive(Clone, Debug, Args)]
pub struct Evaluating {
    /// The right answers
    pub gold: PathBuf,
    /// What is to be judged
    pub predicted: PathBuf,
    /// Also tell whether scores are worth what they say: for each tenth of the score how many there
    /// are, their mean score and the share that is right (strict), and the expected calibration error
    #[arg(long)]
    pub calibration: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// How to write what a format cannot carry.
#[derive(Clone, Copy, Debug, Args)]
pub struct Writing {
    /// A span with an edge inside a word, such as القاهرة in وبالقاهرة
    #[arg(long, value_enum, default_value_t)]
    pub subword: SubwordChoice,
    /// Which of two overlapping spans to keep
    #[arg(long, value_enum, default_value_t)]
    pub flat: FlatChoice,
    /// Write nothing if anything would be lost
    #[arg(long)]
    pub strict: bool,
}

impl Writing {
    /// As the formats know it.
    #[must_use]
    pub fn options(self) -> WriteOptions {
        let subword = match self.subword {
            SubwordChoice::Split => Subword::Split,
            SubwordChoice::Expand => Subword::Expand,
            SubwordChoice::Contract => Subword::Contract,
            SubwordChoice::Drop => Subword::Drop,
        };
        let flat = match self.flat {
            FlatChoice::Outermost => Flat::Outermost,
            FlatChoice::Innermost => Flat::Innermost,
            FlatChoice::Longest => Flat::Longest,
        };
        WriteOptions {
            subword,
            flat,
            ..WriteOptions::default()
        }
    }
}

/// [`Subword`] on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum SubwordChoice {
    /// Cut the word at the edge
    #[default]
    Split,
    /// Widen the span to the word
    Expand,
    /// Narrow the span to whole words
    Contract,
    /// Leave the span out
    Drop,
}

/// [`Flat`] on the command line.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum FlatChoice {
    /// The outer one
    #[default]
    Outermost,
    /// The inner one
    Innermost,
    /// The longer one
    Longest,
}

fn size(text: &str) -> Result<(f32, f32), String> {
    let parsed = text.split_once('x').and_then(|(width, height)| {
        let number = |side: &str| side.parse::<f32>().ok().filter(|n| *n >= 1.0);
        Some((number(width)?, number(height)?))
    });
    parsed.ok_or_else(|| "expected WIDTHxHEIGHT, such as 1280x820".to_owned())
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let pair = text
        .split_once('=')
        .filter(|(from, _)| !from.trim().is_empty());
    let pair = pair.map(|(from, to)| (from.trim().to_owned(), to.trim().to_owned()));
    pair.ok_or_else(|| "expected FROM=TO, such as LOC=GPE".to_owned())
}

fn shares(text: &str) -> Result<Shares, String> {
    let wrong = "expected three shares, such as 80/10/10";
    Shares::parse(text).ok_or_else(|| wrong.to_owned())
}

fn score(text: &str) -> Result<f32, String> {
    let score = text.parse::<f32>().ok().filter(|s| (0.0..=1.0).contains(s));
    score.ok_or_else(|| "expected a number from 0 to 1, such as 0.5".to_owned())
}

/// What to import and how.
#[derive(Debug, Args)]
pub struct Importing {
    /// The project folder
    pub dir: PathBuf,
    /// Articles as text, Markdown, HTML, DOCX, CSV, JSONL or zip archives of these, folders of
    /// them, or files in any format of `tawsim formats`
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Format of the files, with the annotations in them; else their names say it
    #[arg(long)]
    pub format: Option<String>,
    /// Encoding of files that are not UTF-8, such as windows-1256
    #[arg(long)]
    pub encoding: Option<String>,
    /// The column of CSV, or the field of JSONL, with the text; annotations in it are left out
    #[arg(long)]
    pub column: Option<String>,
    /// Whose annotations they become
    #[arg(long, default_value = crate::app::headless::project::DEFAULT_ANNOTATOR)]
    pub annotator: String,
    /// What the files hold
    #[arg(long = "as", value_enum, default_value_t)]
    pub kind: Kind,
    /// What the suggestions are shown as coming from, such as the model's name; else the file's name
    #[arg(long, value_name = "NAME")]
    pub origin: Option<String>,
    /// Read a label of the files as another one, or with nothing behind the = leave it out; may be
    /// given several times
    #[arg(long, value_name = "FROM=TO", value_parser = mapping)]
    pub map: Vec<(String, String)>,
}

impl Importing {
    /// What labels are read as, as the program knows it.
    #[must_use]
    pub fn labels(&self) -> Vec<(LabelId, Option<LabelId>)> {
        let pair = |(from, to): &(String, String)| {
            let to = Some(LabelId::from(to.as_str())).filter(|to| !to.as_str().is_empty());
            (LabelId::from(from.as_str()), to)
        };
        self.map.iter().map(pair).collect()
    }

    /// How what the files say is taken, as the program knows it.
    #[must_use]
    pub fn terms(&self) -> Terms {
        Terms {
            taken: match self.kind {
                Kind::Annotations => TakenAs::Annotations,
                Kind::Suggestions => TakenAs::Suggestions,
                Kind::Texts => TakenAs::Texts,
            },
            map: self.labels(),
            origin: self.origin.clone(),
        }
    }
}

/// What imported files hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// What somebody stated
    #[default]
    Annotations,
    /// What somebody or something believes, to be decided about
    Suggestions,
    /// Texts alone: annotations in the files are left out
    Texts,
}

/// What to export, and how.
#[derive(Clone, Debug, Args)]
pub struct Exporting {
    /// The project folder
    pub dir: PathBuf,
    /// The format, see `tawsim formats`
    #[arg(long)]
    pub format: String,
    /// The file to write, or the folder with --split; - is standard output
    #[arg(long)]
    pub out: PathBuf,
    /// Whose annotations; needed if several people worked in the project; may be given several
    /// times, then each article comes once for each person who has begun it
    #[arg(long)]
    pub annotator: Vec<String>,
    /// Only articles in these states
    #[arg(long, value_enum, value_delimiter = ',')]
    pub states: Vec<State>,
    /// Only annotations with these labels
    #[arg(long, value_delimiter = ',', value_name = "LABEL,…")]
    pub labels: Vec<String>,
    /// Write a label as another one; may be given several times
    #[arg(long, value_name = "FROM=TO", value_parser = mapping)]
    pub map: Vec<(String, String)>,
    /// Share articles out, every label in proportion
    #[arg(long, value_name = "TRAIN/DEV/TEST", value_parser = shares)]
    pub split: Option<Shares>,
    /// What stays together in one part; equal texts always do
    #[arg(long, value_enum, default_value_t)]
    pub together: Together,
    /// Mix the order of the articles
    #[arg(long)]
    pub shuffle: bool,
    /// Seed of --split and --shuffle
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Of articles whose texts differ in spelling and white space at most, write the one with the
    /// most annotations
    #[arg(long)]
    pub dedup: bool,
    /// Write manifest.json also without --split: in the folder, or beside the file
    #[arg(long)]
    pub manifest: bool,
    /// How to write it
    #[command(flatten)]
    pub writing: Writing,
}

impl Exporting {
    /// As the program knows it.
    #[must_use]
    pub fn recipe(&self) -> Recipe {
        let id = |label: &String| LabelId::from(label.as_str());
        let pair = |(from, to): &(String, String)| (id(from), id(to));
        let states = self.states.iter().map(|state| match state {
            State::New => Progress::New,
            State::InProgress => Progress::InProgress,
            State::Done => Progress::Done,
            State::Discuss => Progress::Discuss,
        });
        Recipe {
            annotators: self.annotator.clone(),
            states: states.collect(),
            labels: self.labels.iter().map(id).collect(),
            map: self.map.iter().map(pair).collect(),
            shares: self.split,
            grouping: match self.together {
                Together::Source => Grouping::Source,
                Together::Text => Grouping::Text,
            },
            order: if self.shuffle {
                Order::Shuffled
            } else {
                Order::Listed
            },
            seed: self.seed,
            duplicates: if self.dedup {
                Duplicates::Drop
            } else {
                Duplicates::Keep
            },
            listing: if self.manifest {
                Listing::Always
            } else {
                Listing::WithParts
            },
        }
    }
}

/// [`Progress`] on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum State {
    /// Not begun
    New,
    /// Begun
    InProgress,
    /// Finished
    Done,
    /// To be talked about
    Discuss,
}

/// [`Grouping`] on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Together {
    /// Articles of one source
    #[default]
    Source,
    /// Only equal texts
    Text,
}

/// What to tell of a project's history.
#[derive(Debug, Args)]
pub struct Recounting {
    /// The project folder
    pub dir: PathBuf,
    /// About this article only
    #[arg(long, value_name = "ID")]
    pub article: Option<String>,
    /// Of this annotator only
    #[arg(long, value_name = "NAME")]
    pub annotator: Option<String>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub json: bool,
}

/// What to list of a lexicon, or to forget.
#[derive(Debug, Args)]
pub struct Recalling {
    /// The project folder
    pub dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Let decisions about this name count no more; annotations stay
    #[arg(long, value_name = "SURFACE", conflicts_with = "reset")]
    pub forget: Option<String>,
    /// Let no decision so far count any more; annotations stay
    #[arg(long)]
    pub reset: bool,
}
