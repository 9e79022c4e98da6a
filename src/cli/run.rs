//! Carries out one command.

use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::arguments::{
    Arguments, Command, Evaluating, Exporting, Importing, Language, Recalling, Recounting,
    Suggesting, Writing,
};
use super::{damage, history as recounted, report};
use crate::app::headless::convert::{self, Target, Written};
use crate::app::headless::dataset::{self, Watch};
use crate::app::headless::own;
use crate::app::headless::suggest::Suggester;
use crate::app::headless::{
    Problem, Refusal, check, effort, evaluate, files, history, lexicon, project, train,
};
use crate::app::import::Options;
use crate::i18n::Lang;
use crate::i18n::cli::CliText;
use crate::i18n::problem::and_more;
use crate::say as words;

/// What came of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Done, but problems were found.
    Problems,
    /// Could not be done.
    Failed,
    /// No command: the window is wanted.
    Window,
}

impl Outcome {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done | Self::Window => 0,
            Self::Problems => 1,
            Self::Failed => 2,
        }
    }
}

/// Why a command ended early.
enum Stop {
    Refused(Refusal),
    /// Nobody reads on: no fault.
    PipeClosed,
    /// Standard input fails.
    Stream(String),
    /// Standard output fails.
    Output(String),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::PipeClosed,
            _ => Self::Stream(error.to_string()),
        }
    }
}

impl Stop {
    /// Why nothing more can be printed.
    fn printing(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::PipeClosed,
            _ => Self::Output(error.to_string()),
        }
    }
}

/// Most problems printed one by one.
const SHOWN: usize = 50;

/// Runs what the arguments ask for; [`Outcome::Window`] if they ask for no command.
#[must_use]
pub fn run(arguments: &Arguments) -> Outcome {
    let lang = language(arguments.lang);
    let Some(command) = &arguments.command else {
        return Outcome::Window;
    };
    match carry_out(command, lang) {
        Ok(outcome) => outcome,
        Err(Stop::PipeClosed) => Outcome::Done,
        Err(Stop::Stream(said)) => {
            tell(&CliText::Stdin(said).say(lang));
            Outcome::Failed
        }
        Err(Stop::Output(said)) => {
            tell(&CliText::Stdout(said).say(lang));
            Outcome::Failed
        }
        Err(Stop::Refused(refusal)) => {
            match &refusal {
                Refusal::NothingRead(_, problems) => tell_problems(problems, lang),
                Refusal::WouldLose(losses) => {
                    losses
                        .iter()
                        .for_each(|loss| tell(&words::loss(loss, lang)));
                }
                _ => {}
            }
            tell(&words::refusal(&refusal, lang));
            Outcome::Failed
        }
    }
}

/// The language asked for, else that of the environment if it is Arabic, else English.
#[must_use]
pub fn language(asked: Option<Language>) -> Lang {
    let environment = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match asked {
        Some(Language::Ar) => Lang::Ar,
        Some(Language::En) => Lang::En,
        None => match environment.iter().find_map(set) {
            Some(value) if value.starts_with("ar") => Lang::Ar,
            _ => Lang::En,
        },
    }
}

fn carry_out(command: &Command, lang: Lang) -> Result<Outcome, Stop> {
    match command {
        Command::New { dir, labels } => {
            project::create(dir, labels)?;
            tell(&CliText::Created(dir.display().to_string()).say(lang));
            Ok(Outcome::Done)
        }
        Command::Import(what) => import(what, lang),
        Command::Suggest(what) => suggest_for(what, lang),
        Command::Export(what) => export(what, lang),
        Command::Convert {
            input,
            output,
            from,
            to,
            writing,
        } => {
            let to = target(output, to.as_deref(), *writing);
            finish(convert::convert(input, from.as_deref(), &to)?, output, lang)
        }
        Command::Evaluate(what) => evaluate_files(what, lang),
        Command::Effort {
            gold,
            suggestions,
            json,
        } => effort_of(gold, suggestions.as_deref(), *json, lang),
        Command::Train(what) => {
            let mut told = |step| tell(&report::step(&step));
            train::train(&what.train, &what.dev, &what.out, what.seed, &mut told)?;
            Ok(Outcome::Done)
        }
        Command::Lexicon(what) => lexicon_of(what, lang),
        Command::Formats => print(report::formats(lang).as_bytes()),
        Command::History(what) => recount(what),
        Command::Check { dir, repair } => check(dir, *repair, lang),
        Command::Completions { shell } => print(&completions(*shell)),
        Command::Man => {
            let mut out = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut out)?;
            print(&out)
        }
    }
}

fn export(what: &Exporting, lang: Lang) -> Result<Outcome, Stop> {
    for name in &what.annotator {
        project::must_know(&what.dir, name)?;
    }
    let to = target(&what.out, Some(&what.format), what.writing);
    let written = dataset::export(&what.dir, &what.recipe(), &to, &Watch::NOBODY)?;
    for part in written.parts.iter().filter(|part| !part.name.is_empty()) {
        let name = part.name.clone();
        tell(&CliText::Part(name, part.articles, part.annotations).say(lang));
    }
    if written.duplicates > 0 {
        tell(&CliText::Duplicates(written.duplicates).say(lang));
    }
    finish(written, &what.out, lang)
}

/// Lists what a project taught, or lets one name or all of it be forgotten.
fn lexicon_of(what: &Recalling, lang: Lang) -> Result<Outcome, Stop> {
    let (dir, forget) = (&what.dir, what.forget.as_deref());
    if !what.reset && forget.is_none() {
        return print(report::lexicon(&lexicon::list(dir)?, what.json).as_bytes());
    }
    let count = lexicon::forget(dir, forget)?;
    tell(&CliText::Forgotten(count).say(lang));
    Ok(found(count == 0 && !what.reset))
}

fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tawsim", &mut out);
    out
}

fn print(bytes: &[u8]) -> Result<Outcome, Stop> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.map_err(|error| Stop::printing(&error))?;
    Ok(Outcome::Done)
}

/// One message. That nobody reads messages is no fault.
fn tell(sentence: &str) {
    drop(writeln!(io::stderr().lock(), "{sentence}"));
}

fn tell_problems(problems: &[Problem], lang: Lang) {
    for problem in problems.iter().take(SHOWN) {
        tell(&words::problem(problem, lang));
    }
    if problems.len() > SHOWN {
        tell(&and_more(problems.len() - SHOWN, lang));
    }
}

/// Whether nothing was wrong; what was concluded beyond doubt is told and no fault.
fn is_clean(problems: &[Problem]) -> bool {
    problems.iter().all(Problem::is_note)
}

fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

fn target<'a>(path: &'a Path, format: Option<&'a str>, writing: Writing) -> Target<'a> {
    Target {
        path: (!is_stream(path)).then_some(path),
        format,
        options: writing.options(),
        strict: writing.strict,
    }
}

/// Tells what was written and what was not, and prints what goes to standard output.
fn finish(written: Written, out: &Path, lang: Lang) -> Result<Outcome, Stop> {
    if let Some(bytes) = &written.bytes {
        print(bytes)?;
    }
    tell_problems(&written.problems, lang);
    for loss in &written.losses {
        tell(&words::loss(loss, lang));
    }
    let path = out.display().to_string();
    tell(&CliText::Written(written.articles, written.annotations, path).say(lang));
    Ok(found(!is_clean(&written.problems)))
}

fn found(problems: bool) -> Outcome {
    if problems {
        Outcome::Problems
    } else {
        Outcome::Done
    }
}

fn import(what: &Importing, lang: Lang) -> Result<Outcome, Stop> {
    let way = project::Way {
        format: what.format.as_deref(),
        options: Options {
            encoding: what.encoding.clone(),
            column: what.column.clone(),
        },
        terms: what.terms(),
    };
    let done = project::import(&what.dir, &what.files, &way, &what.annotator)?;
    for line in words::intake::imported(&done, SHOWN, lang) {
        tell(&line);
    }
    if done.added + done.known == 0 {
        return Ok(Outcome::Failed);
    }
    Ok(found(!done.is_clean()))
}

fn evaluate_files(what: &Evaluating, lang: Lang) -> Result<Outcome, Stop> {
    let evaluated = evaluate::evaluate(&what.gold, &what.predicted)?;
    let reliability = Some(&evaluated.reliability).filter(|_| what.calibration);
    let text = if what.json {
        report::evaluation_json(&evaluated, reliability)
    } else {
        let scores = reliability.map(report::calibration).unwrap_or_default();
        report::evaluation(&evaluated.evaluation) + &scores
    };
    print(text.as_bytes())?;
    tell_problems(&evaluated.problems, lang);
    let mut clean = is_clean(&evaluated.problems);
    if !evaluated.without_prediction.is_empty() {
        clean = false;
        tell(&CliText::WithoutPrediction(evaluated.without_prediction).say(lang));
    }
    if !evaluated.without_gold.is_empty() {
        clean = false;
        tell(&CliText::WithoutGold(evaluated.without_gold).say(lang));
    }
    Ok(found(!clean))
}

fn effort_of(
    gold: &Path,
    suggestions: Option<&Path>,
    json: bool,
    lang: Lang,
) -> Result<Outcome, Stop> {
    let measured = effort::effort(gold, suggestions)?;
    let text = if json {
        report::effort_json(&measured)
    } else {
        report::effort(&measured.effort)
    };
    print(text.as_bytes())?;
    tell_problems(&measured.problems, lang);
    let mut clean = is_clean(&measured.problems);
    if !measured.unreached.is_empty() {
        clean = false;
        tell(&CliText::Unreached(measured.unreached).say(lang));
    }
    if !measured.without_suggestions.is_empty() {
        clean = false;
        tell(&CliText::WithoutSuggestions(measured.without_suggestions).say(lang));
    }
    Ok(found(!clean))
}

fn check(dir: &Path, repair: bool, lang: Lang) -> Result<Outcome, Stop> {
    let mut findings = check::check(dir)?;
    for fault in &findings.faults {
        tell(&damage::fault(fault).say(lang));
    }
    if repair && !findings.faults.is_empty() {
        let (repaired, backup) = check::repair(dir, findings.faults)?;
        let backup = backup.display().to_string();
        tell(&CliText::Repaired(repaired.done.len(), backup).say(lang));
        if !repaired.left.is_empty() {
            tell(&CliText::NotRepaired(repaired.left.len()).say(lang));
        }
        findings.faults = repaired.left;
    }
    if !findings.unknown_labels.is_empty() {
        let unknown = findings.unknown_labels.iter().cloned().collect();
        tell(&CliText::UnknownProjectLabels(unknown).say(lang));
    }
    tell(&CliText::Checked(findings.articles, findings.annotations).say(lang));
    let clean = findings.faults.is_empty() && findings.unknown_labels.is_empty();
    Ok(found(!clean))
}

fn recount(what: &Recounting) -> Result<Outcome, Stop> {
    let wanted = history::Wanted {
        annotator: what.annotator.as_deref().map(Into::into),
        article: what.article.as_deref().map(Into::into),
        ..history::Wanted::default()
    };
    if let Some(name) = &what.annotator {
        project::must_know(&what.dir, name)?;
    }
    for moment in history::read(&what.dir, &wanted)? {
        let line = if what.json {
            history::json(&moment)
        } else {
            recounted::line(&moment)
        };
        print(line.as_bytes())?;
    }
    Ok(Outcome::Done)
}

fn suggest_for(what: &Suggesting, lang: Lang) -> Result<Outcome, Stop> {
    let (least, explain) = (what.min_score, what.explain);
    let added = own::read(what.project.as_deref(), &what.gazetteer, &what.patterns)?;
    let wrong = &added.wrong;
    for line in wrong.iter().take(SHOWN) {
        tell(&words::list_line(line, lang));
    }
    if wrong.len() > SHOWN {
        tell(&and_more(wrong.len() - SHOWN, lang));
    }
    let outcome = found(!wrong.is_empty());
    let suggester = match &what.project {
        Some(dir) => Suggester::of_project(dir, least, explain)?,
        None => Suggester::new(&what.labels, least, explain)?,
    };
    let suggester = suggester.and(added.own).with_jobs(what.jobs.into());
    let done = match &what.project {
        Some(dir) if what.files.is_empty() => suggest_project(dir, &suggester)?,
        _ => suggest(what, &suggester, lang)?,
    };
    Ok(if matches!(outcome, Outcome::Done) {
        done
    } else {
        outcome
    })
}

fn suggest(what: &Suggesting, suggester: &Suggester, lang: Lang) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::Done;
    let stream = [PathBuf::from("-")];
    let paths = if what.files.is_empty() {
        &stream[..]
    } else {
        &what.files
    };
    let answering = Answering {
        suggester,
        jobs: what.jobs.into(),
        lang,
    };
    for path in paths {
        let one = if is_stream(path) {
            answering.stream()
        } else {
            answering.file(path)
        };
        match one {
            Ok(Outcome::Done) => {}
            Ok(_) => outcome = Outcome::Problems,
            // One bad file does not keep the others from being done.
            Err(Stop::Refused(refusal)) if paths.len() > 1 => {
                tell(&words::refusal(&refusal, lang));
                outcome = Outcome::Problems;
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(outcome)
}

fn suggest_project(dir: &Path, suggester: &Suggester) -> Result<Outcome, Stop> {
    project::each_article(dir, |article| {
        print(suggester.article(article).as_bytes()).map(|_| ())
    })?;
    Ok(Outcome::Done)
}

/// How texts and lines are answered.
struct Answering<'a> {
    suggester: &'a Suggester,
    jobs: usize,
    lang: Lang,
}

impl Answering<'_> {
    /// A file: JSONL is read line by line, so that it may be of any size.
    fn file(&self, path: &Path) -> Result<Outcome, Stop> {
        let ending = path.extension();
        if !ending.is_some_and(|e| e == "jsonl" || e == "ndjson") {
            let id = path.file_stem().unwrap_or_default().to_string_lossy();
            return print(
                self.suggester
                    .text(&files::read_text(path)?, &id)
                    .as_bytes(),
            );
        }
        let name = path.display().to_string();
        let (answered, problems) = self.lines(files::lines(path)?, &name)?;
        if answered == 0 {
            return Err(Refusal::NothingRead(path.to_owned(), problems).into());
        }
        tell_problems(&problems, self.lang);
        Ok(found(!problems.is_empty()))
    }

    /// Standard input: with one job each line of JSONL is answered before the next is read.
    fn stream(&self) -> Result<Outcome, Stop> {
        let mut input = io::stdin().lock();
        let starts_json = input.fill_buf()?.trim_ascii_start().starts_with(b"{");
        if !starts_json {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes)?;
            let text = files::text(&bytes, Path::new("-"))?;
            return print(self.suggester.text(&text, "stdin").as_bytes());
        }
        let (_, problems) = self.lines(files::split(input), "-")?;
        tell_problems(&problems, self.lang);
        Ok(found(!problems.is_empty()))
    }

    /// How many bytes were answered, and what was wrong.
    fn lines(
        &self,
        lines: impl Iterator<Item = io::Result<Vec<u8>>>,
        name: &str,
    ) -> Result<(usize, Vec<Problem>), Stop> {
        let (mut answered, mut problems, mut broken) = (0, Vec::new(), None);
        // A stream that breaks ends; what was read of it is answered.
        let lines = lines.map_while(|line| line.map_err(|error| broken = Some(error)).ok());
        let mut done = |(text, wrong): (String, Vec<Problem>)| {
            answered += text.len();
            problems.extend(wrong);
            print(text.as_bytes()).map(|_| ())
        };
        self.suggester.lines(lines, name, self.jobs, &mut done)?;
        match broken {
            Some(error) => Err(error.into()),
            None => Ok((answered, problems)),
        }
    }
}

/// What a build without a window says when one is wanted.
pub fn no_window(arguments: &Arguments) {
    tell(&CliText::NoWindow.say(language(arguments.lang)));
}
