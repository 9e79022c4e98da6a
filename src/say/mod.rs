//! From data to the sentences of `i18n`, for the command line and the window.

mod flaw;
pub mod intake;

use std::path::Path;

use crate::app::headless::own::WrongLine;
use crate::app::headless::train::Convention;
use crate::app::headless::{
    self, Difference, Fitted, Flat, ListFault, Loss, LossKind, PatternFault, Problem, ProblemKind,
    Refusal, Repair,
};
use crate::app::import::{Fault, FaultKind};
use crate::app::notice::Trouble;
use crate::i18n::Lang;
use crate::i18n::cli::CliText;
use crate::i18n::exchange::{self, DifferenceText};
use crate::i18n::import::{self, FaultText};
use crate::i18n::notice::TroubleText;
use crate::i18n::own::{ListText, PatternText};
use crate::i18n::problem::{LossText, ProblemText, in_article, place};

/// A problem with its place.
#[must_use]
pub fn problem(problem: &Problem, lang: Lang) -> String {
    let place = place(&problem.file, problem.line, problem.column);
    let said = problem_text(&problem.kind).say(lang);
    let said = match &problem.article {
        Some(article) => in_article(article, &said, lang),
        None => said,
    };
    if lang.is_rtl() {
        // Names of files read from left to right whatever stands around them.
        format!("\u{2066}{place}\u{2069}: {said}")
    } else {
        format!("{place}: {said}")
    }
}

fn problem_text(kind: &ProblemKind) -> ProblemText {
    match kind.clone() {
        ProblemKind::NotUtf8 => ProblemText::NotUtf8,
        ProblemKind::BadJson(said) => ProblemText::BadJson(said),
        ProblemKind::UnknownUnit(unit) => ProblemText::UnknownUnit(unit),
        ProblemKind::BadEntity(at, said) => ProblemText::BadEntity(at, said),
        ProblemKind::BadRelation(at, said) => ProblemText::BadRelation(at, said),
        ProblemKind::WrongText { expected, found } => ProblemText::WrongText(expected, found),
        ProblemKind::Outside { start, end, length } => ProblemText::Outside(start, end, length),
        ProblemKind::Repaired(text, repair) => repaired(text, repair),
        ProblemKind::DuplicateId(id, new) => ProblemText::DuplicateId(id, new),
        ProblemKind::BadLabel(label, Some(read)) => ProblemText::LabelBlanks(label, read),
        ProblemKind::BadLabel(_, None) => ProblemText::LabelEmpty,
        ProblemKind::MissingColumns { expected, found } => {
            ProblemText::MissingColumns(expected, found)
        }
        ProblemKind::BadTag(tag) => ProblemText::BadTag(tag),
        ProblemKind::BrokenTag(tag) => ProblemText::BrokenTag(tag),
        ProblemKind::BadShape(expected, said) => ProblemText::BadShape(expected, said),
        ProblemKind::NoSuchThing(name) => ProblemText::NoSuchThing(name),
        ProblemKind::NoCompanion(name) => ProblemText::NoCompanion(name),
        ProblemKind::CutShort(what) => ProblemText::CutShort(what),
        ProblemKind::ConcludedUnit(unit) => ProblemText::ConcludedUnit(unit.as_str()),
        ProblemKind::AssumedUnit(unit) => ProblemText::AssumedUnit(unit.as_str()),
        ProblemKind::Flaw(found) => ProblemText::Flaw(flaw::flaw(found)),
    }
}

fn repaired(text: String, repair: Repair) -> ProblemText {
    match repair {
        Repair::CountedBytes => ProblemText::OtherUnit(text, "byte"),
        Repair::CountedCodePoints => ProblemText::OtherUnit(text, "codepoint"),
        Repair::CountedUtf16 => ProblemText::OtherUnit(text, "utf16"),
        Repair::LineEnds => ProblemText::LineEnds(text),
        Repair::Trimmed => ProblemText::Trimmed(text),
        Repair::FoundElsewhere => ProblemText::FoundElsewhere(text),
        Repair::WholeCharacters => ProblemText::WholeCharacters(text),
    }
}

/// What is wrong in a file to import, with its place.
#[must_use]
pub fn fault(path: &Path, fault: &Fault, lang: Lang) -> String {
    let within = import::place(fault.place.member.as_deref(), fault.place.line, lang);
    let said = fault_text(&fault.kind).say(lang);
    let path = path.display();
    if within.is_empty() {
        format!("{path}: {said}")
    } else {
        format!("{path}: {within}: {said}")
    }
}

/// What is wrong in a file to import.
#[must_use]
pub fn fault_text(kind: &FaultKind) -> FaultText {
    match kind.clone() {
        FaultKind::Empty => FaultText::Empty,
        FaultKind::NotText => FaultText::NotText,
        FaultKind::Unsupported => FaultText::Unsupported,
        FaultKind::TooLarge => FaultText::TooLarge,
        FaultKind::Encrypted => FaultText::Encrypted,
        FaultKind::Bomb => FaultText::Bomb,
        FaultKind::TooMany => FaultText::TooMany,
        FaultKind::Nested => FaultText::Nested,
        FaultKind::UnsafeName => FaultText::UnsafeName,
        FaultKind::Damaged(reason) => FaultText::Damaged(reason),
        FaultKind::NoColumn(names) => FaultText::NoColumn(names),
        FaultKind::Annotated => FaultText::Annotated,
    }
}

/// An article whose text is not exactly that of a file.
#[must_use]
pub fn fitted(fitted: &Fitted, lang: Lang) -> String {
    let differences = fitted
        .differences
        .iter()
        .map(|difference| match difference {
            Difference::LineEnds => DifferenceText::LineEnds,
            Difference::ByteOrderMark => DifferenceText::ByteOrderMark,
            Difference::Blanks => DifferenceText::Blanks,
            Difference::NormalForm => DifferenceText::NormalForm,
            Difference::Invisible => DifferenceText::Invisible,
        });
    exchange::fitted(&fitted.article, &differences.collect::<Vec<_>>(), lang)
}

/// A loss with count and example.
#[must_use]
pub fn loss(loss: &Loss, lang: Lang) -> String {
    let text = match loss.kind {
        LossKind::Overlap(Flat::Outermost) => LossText::Overlap("outermost"),
        LossKind::Overlap(Flat::Innermost) => LossText::Overlap("innermost"),
        LossKind::Overlap(Flat::Longest) => LossText::Overlap("longest"),
        LossKind::Expanded => LossText::Expanded,
        LossKind::Contracted => LossText::Contracted,
        LossKind::Unaligned(_) => LossText::Unaligned,
        LossKind::Trimmed => LossText::Trimmed,
        LossKind::NoToken => LossText::NoToken,
        LossKind::Fragments => LossText::Fragments,
        LossKind::Note => LossText::Note,
        LossKind::Attributes => LossText::Attributes,
        LossKind::Suggestion => LossText::Suggestion,
        LossKind::Alternatives => LossText::Alternatives,
        LossKind::Blanks => LossText::Blanks,
        LossKind::Characters => LossText::Characters,
        LossKind::Blind => LossText::Blind,
        LossKind::Details => LossText::Details,
        LossKind::Relation => LossText::Relation,
        LossKind::Event => LossText::Event,
        LossKind::DocumentLabel => LossText::DocumentLabel,
        LossKind::Layer => LossText::Layer,
        LossKind::Rejected => LossText::Rejected,
    };
    let example = (&*loss.text, &*loss.label, &*loss.article);
    text.say(lang, loss.count, example, loss.became.as_deref())
}

/// Why something could not be done.
#[must_use]
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let formats = || headless::formats().iter().map(|f| f.id).collect();
    let text = match refusal.clone() {
        Refusal::Trouble(path, trouble) => CliText::Trouble(show(&path), of(trouble)),
        Refusal::NotUtf8(path, names) => CliText::NotUtf8(show(&path), names),
        Refusal::UnknownFormat(name) => CliText::UnknownFormat(name, formats()),
        Refusal::CannotGuess(path) => CliText::CannotGuess(show(&path), formats()),
        Refusal::UnknownLabels(name) => CliText::UnknownLabels(name),
        Refusal::AlreadyAProject(path) => CliText::AlreadyAProject(show(&path)),
        Refusal::BadAnnotator(name) => CliText::BadAnnotator(name),
        Refusal::NoSuchAnnotator(name, names) => CliText::NoSuchAnnotator(name, names),
        Refusal::WhichAnnotator(names) => CliText::WhichAnnotator(names),
        Refusal::NothingRead(path, _) => CliText::NothingRead(show(&path)),
        Refusal::NothingInCommon(gold, predicted) => {
            CliText::NothingInCommon(show(&gold), show(&predicted))
        }
        Refusal::UnknownConvention(said) => {
            let known = Convention::ALL.iter().map(|c| c.name()).collect();
            CliText::UnknownConvention(said, known)
        }
        Refusal::Patterns(path, problem) => {
            let fault = pattern(problem.fault);
            CliText::Pattern(show(&path), problem.line, problem.column, fault)
        }
        Refusal::OnlyRead(name) => CliText::OnlyRead(name),
        Refusal::NeedsFolder(name) => CliText::NeedsFolder(name),
        Refusal::NotEmpty(path) => CliText::NotEmpty(show(&path)),
        Refusal::TooFewGroups(there, parts) => CliText::TooFewGroups(there, parts),
        Refusal::Cancelled => CliText::Cancelled,
        Refusal::WouldLose(_) => CliText::WouldLose,
    };
    text.say(lang)
}

/// A line of a list of names that was left out.
#[must_use]
pub fn list_line((path, problem): &WrongLine, lang: Lang) -> String {
    let fault = match problem.fault {
        ListFault::NoName => ListText::NoName,
        ListFault::NoLabel => ListText::NoLabel,
        ListFault::TooManyColumns => ListText::TooManyColumns,
        ListFault::TooLong => ListText::TooLong,
        ListFault::TooMany => ListText::TooMany,
    };
    CliText::ListLine(show(path), problem.line, fault).say(lang)
}

fn pattern(fault: PatternFault) -> PatternText {
    match fault {
        PatternFault::Syntax(said) => PatternText::Syntax(said),
        PatternFault::NoList(name) => PatternText::NoList(name),
        PatternFault::NoPart(name) => PatternText::NoPart(name),
        PatternFault::TooDeep(rule) => PatternText::TooDeep(rule),
        PatternFault::Twice(rule) => PatternText::Twice(rule),
        PatternFault::MarksNothing(rule) => PatternText::MarksNothing(rule),
        PatternFault::Score(rule) => PatternText::Score(rule),
        PatternFault::Stage(rule) => PatternText::Stage(rule),
        PatternFault::ManyInMany(rule) => PatternText::ManyInMany(rule),
        PatternFault::TooManyRules(count) => PatternText::TooManyRules(count),
    }
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

fn of(trouble: Trouble) -> TroubleText {
    match trouble {
        Trouble::Missing => TroubleText::Missing,
        Trouble::NotPermitted => TroubleText::NotPermitted,
        Trouble::DiskFull => TroubleText::DiskFull,
        Trouble::Empty => TroubleText::Empty,
        Trouble::NotText => TroubleText::NotText,
        Trouble::TooLarge => TroubleText::TooLarge,
        Trouble::NotAProject => TroubleText::NotAProject,
        Trouble::Newer(version) => TroubleText::Newer(version),
        Trouble::InUse(holder) => {
            TroubleText::InUse(holder.map(|h| (h.person, h.machine, h.since)))
        }
        Trouble::Damaged(place) => TroubleText::Damaged(place),
        Trouble::Altered => TroubleText::Altered,
        Trouble::Other(reason) => TroubleText::Other(reason),
    }
}
