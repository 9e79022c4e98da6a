//! Engines that suggest entities, and their combination.
//!
//! Engines are pure: text and lists in, suggestions with evidence out. A text is looked at slice by
//! slice (paragraphs, or parts of very long ones), so that work can be cancelled and reports how
//! far it is; names found anywhere are then looked for again in the whole text.

mod hands;
mod words;
mod lists;
mod gazetteer;
mod rules;
mod source;
mod names;
mod matcher;
mod pattern;
mod repeat;
mod combine;
mod almost;
mod scores;
mod labels;
pub mod own;
pub mod memory;
pub mod tagger;
pub mod tentative;
pub mod train;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::ids::{EngineId, LabelId};
use crate::model::label::LabelSet;
use crate::model::suggestion::{NearMiss, Shared, Suggestion};
use crate::text::grapheme;
use crate::text::offset::Span;
use crate::text::paragraph::paragraphs;
use lists::Lists;
use own::Own;
use pattern::Patterns;
use tagger::{Adaptation, Depth, How, Tagger};
use words::Words;

/// An engine: finds suggestions in one slice of a text.
trait Engine: Send + Sync {
    /// Adds what it finds; spans are bytes of the whole text.
    fn suggest(&self, words: &Words, lists: &Lists, found: &mut Vec<Suggestion>);
}

/// What was found in a text or a part of it, and what was almost found; both in document order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What is suggested.
    pub suggestions: Vec<Suggestion>,
    /// What overlaps none of that and may have been missed.
    pub near_misses: Vec<NearMiss>,
}

/// The engines together. Cheap to clone, shared between threads.
#[derive(Clone)]
pub struct Ensemble {
    lists: Arc<Lists>,
    engines: Arc<[Box<dyn Engine>]>,
    tagger: Arc<Tagger>,
    learned: Option<Arc<Adaptation>>,
    own: Option<Arc<Own>>,
    scores: Arc<Scores>,
    hands: Arc<dyn Hands>,
}

pub use hands::{Alone, Hands};
pub use scores::{Observed, Scores};
pub use source::{PatternFault, PatternProblem};

/// What the rules of a pattern file find in a text, in document order, for trying them out. They see
/// what the bundled engines find, as they will when they are used.
///
/// # Errors
/// What is wrong with the file, and where.
pub fn test_patterns(source: &str, sample: &str) -> Result<Vec<Suggestion>, PatternProblem> {
    let (own, lists, engines) = (Patterns::read(source)?, Lists::bundled(), bundled_engines());
    let mut found = Vec::new();
    for slice in slices(sample) {
        let words = Words::new(sample, slice);
        let mut here = Vec::new();
        for engine in &engines {
            engine.suggest(&words, &lists, &mut here);
        }
        let bundled = here.len();
        own.suggest(&words, &lists, &mut here);
        found.extend(here.into_iter().skip(bundled));
    }
    found.retain_mut(|suggestion| keep_on_graphemes(sample, suggestion));
    Ok(combine::combine(found))
}

/// A rule that matched somewhere, whether or not its suggestion would stand beside better ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// The mark it would make.
    pub mark: Suggestion,
    /// Whether it is a rule of the file that was tried, not one of the program.
    pub own: bool,
}

/// Every rule that matches in a sample, in document order: those of a pattern file, if one is given,
/// and those that are part of the program.
///
/// # Errors
/// What is wrong with the file, and where.
pub fn fired_rules(source: Option<&str>, sample: &str) -> Result<Vec<Fired>, PatternProblem> {
    let own = source.map(Patterns::read).transpose()?;
    let (lists, engines) = (Lists::bundled(), bundled_engines());
    let mut fired = Vec::new();
    for slice in slices(sample) {
        let words = Words::new(sample, slice);
        let mut here = Vec::new();
        for engine in &engines {
            engine.suggest(&words, &lists, &mut here);
        }
        let bundled = here.len();
        if let Some(own) = &own {
            own.suggest(&words, &lists, &mut here);
        }
        let marks = here.into_iter().enumerate();
        fired.extend(marks.map(|(at, mark)| Fired {
            mark,
            own: at >= bundled,
        }));
    }
    fired.retain_mut(|fired| {
        fired.mark.engine() == EngineId::Pattern && keep_on_graphemes(sample, &mut fired.mark)
    });
    fired.sort_by(|a, b| a.mark.span.cmp(&b.mark.span).then(b.own.cmp(&a.own)));
    Ok(fired)
}

fn bundled_engines() -> Vec<Box<dyn Engine>> {
    vec![
        Box::new(gazetteer::Gazetteer),
        Box::new(Patterns::bundled()),
    ]
}

/// Whether to stop; asked on whatever thread works.
pub type Cancel<'a> = &'a (dyn Fn() -> bool + Sync);

/// A span with its label.
pub type Mark = (Span, LabelId);

/// The longest slice looked at in one go, in bytes.
const SLICE: usize = 16 * 1024;

/// How much text the tagger reads as one, in bytes: what it keeps of every word takes many times
/// the room of the word, and it looks back over a few dozen sentences only.
const BLOCK: usize = 256 * 1024;

impl Ensemble {
    /// The bundled gazetteers and patterns.
    #[must_use]
    pub fn bundled() -> Self {
        Self {
            lists: Arc::new(Lists::bundled()),
            engines: bundled_engines().into(),
            tagger: Arc::new(Tagger::bundled()),
            learned: None,
            own: None,
            scores: Arc::new(Scores::bundled()),
            hands: Arc::new(Alone),
        }
    }

    /// The same engines with hands for what can be done at once; what they find is the same.
    #[must_use]
    pub fn with_hands(&self, hands: Arc<dyn Hands>) -> Self {
        Self {
            hands,
            ..self.clone()
        }
    }

    /// The same engines with what the tagger has learned in a project.
    #[must_use]
    pub fn adapted(&self, learned: Arc<Adaptation>) -> Self {
        let learned = Some(learned);
        Self {
            learned,
            ..self.clone()
        }
    }

    /// The same engines and a user's lists and patterns beside them.
    #[must_use]
    pub fn with_own(&self, own: Arc<Own>) -> Self {
        let own = Some(own).filter(|own| !own.is_empty());
        Self {
            own,
            ..self.clone()
        }
    }

    /// Learns from a text whose every entity is known; labels are those of `labels`. The engines
    /// stay as they are, see [`Ensemble::adapted`].
    pub fn learn(&self, into: &mut Adaptation, text: &str, right: &[Mark], labels: &LabelSet) {
        self.tagger
            .learn(&self.sentences(text), right, labels, into);
    }

    /// What the tagger alone finds in a text, in document order.
    #[must_use]
    pub fn tagged(&self, text: &str, labels: &LabelSet, depth: Depth) -> Vec<Suggestion> {
        let how = self.how(depth, &|| false);
        let read = self.sentences(text);
        self.tagger
            .suggest(text, &read, labels, (how, &mut Vec::new()))
    }

    fn how<'a>(&'a self, depth: Depth, cancel: Cancel<'a>) -> How<'a> {
        How {
            depth,
            learned: self.learned.as_deref(),
            hands: &*self.hands,
            cancel,
        }
    }

    fn sentences(&self, text: &str) -> tagger::Read {
        let mut read = tagger::Read::default();
        for slice in slices(text) {
            let words = Words::new(text, slice);
            self.tagger.take(&words, &self.lists, &mut read);
        }
        read
    }

    /// Suggestions for a text, in document order, with the labels of `labels`.
    #[must_use]
    pub fn suggest(&self, text: &str, labels: &LabelSet) -> Vec<Suggestion> {
        self.suggest_with(text, labels, &|| false, &|_| ())
    }

    /// [`Ensemble::suggest`] that stops early with what it has when `cancel` says so, and reports
    /// the share of the text done to `progress`.
    #[must_use]
    pub fn suggest_with(
        &self,
        text: &str,
        labels: &LabelSet,
        cancel: Cancel<'_>,
        progress: &dyn Fn(f32),
    ) -> Vec<Suggestion> {
        self.read(&Job::whole(text, labels, Depth::Quick), (cancel, progress))
            .suggestions
    }

    /// [`Ensemble::suggest_with`], and the network reads too: more is right, and it takes some six
    /// times as long.
    #[must_use]
    pub fn refine(
        &self,
        text: &str,
        labels: &LabelSet,
        cancel: Cancel<'_>,
        progress: &dyn Fn(f32),
    ) -> Vec<Suggestion> {
        self.read(&Job::whole(text, labels, Depth::Deep), (cancel, progress))
            .suggestions
    }

    /// [`Ensemble::refine`] of a whole text, and what it almost found.
    #[must_use]
    pub fn read_closely(&self, text: &str, labels: &LabelSet) -> Reading {
        self.read(&Job::whole(text, labels, Depth::Deep), (&|| false, &|_| ()))
    }

    /// [`Ensemble::read_closely`] for one of the [`parts`] of a text. What was found in the whole of it
    /// before tells which names the other parts hold.
    #[must_use]
    pub fn refine_part(
        &self,
        text: &str,
        part: Range<usize>,
        (labels, before): (&LabelSet, &[Suggestion]),
        cancel: Cancel<'_>,
    ) -> Reading {
        let here = |suggestion: &&Suggestion| part.contains(&suggestion.span.start());
        let elsewhere = before.iter().filter(|s| !here(s)).cloned().collect();
        let job = Job {
            part: part.clone(),
            elsewhere,
            ..Job::whole(text, labels, Depth::Deep)
        };
        self.read(&job, (cancel, &|_| ()))
    }

    /// What [`Scores::fit`] learns from a text: every suggestion as the engines score it, and whether
    /// it is right.
    #[must_use]
    pub fn observed(&self, text: &str, right: &[Mark], labels: &LabelSet) -> Vec<Observed> {
        let claims = Self {
            scores: Arc::new(Scores::claims()),
            ..self.clone()
        };
        let found = claims.refine(text, labels, &|| false, &|_| ());
        let tagged = self.tagged(text, labels, Depth::Deep);
        let right: BTreeSet<&Mark> = right.iter().collect();
        let observed = found.iter().map(|suggestion| {
            let second = tagger::agree::second(suggestion, &tagged);
            let mut seen = scores::observe(suggestion, second);
            seen.right = right.contains(&(suggestion.span, suggestion.label.clone()));
            seen
        });
        observed.collect()
    }

    fn read(&self, job: &Job<'_>, (cancel, progress): (Cancel<'_>, &dyn Fn(f32))) -> Reading {
        let Job {
            text,
            labels,
            depth,
            ..
        } = *job;
        let how = self.how(depth, cancel);
        let slices = job.slices();
        let mut found = Vec::new();
        let mut names = repeat::Names::default();
        names.learn(text, &job.elsewhere);
        let mut said = repeat::WordsRead::default();
        let mut read = tagger::Read::default();
        let mut block = job.part.start;
        let mut shared = Shared::default();
        let (mut tagged, mut mine, mut near) = (Vec::new(), Vec::new(), Vec::new());
        for (at, slice) in slices.iter().enumerate() {
            if cancel() {
                return Reading::default();
            }
            let words = Words::new(text, slice.clone());
            self.tagger.take(&words, &self.lists, &mut read);
            if slice.end - block > BLOCK {
                let now = (how, &mut near);
                let mut more = self.tagger.suggest(text, &read, labels, now);
                shared.share(&mut more);
                tagged.extend(more);
                (read, block) = (tagger::Read::default(), slice.end);
            }
            let mut here = Vec::new();
            for engine in self.engines.iter() {
                engine.suggest(&words, &self.lists, &mut here);
            }
            let mut here = combine::combine(here);
            shared.share(&mut here);
            if let Some(own) = &self.own {
                own.suggest(&words, &self.lists, &here, &mut mine);
            }
            names.learn(text, &here);
            said.take(&words);
            found.extend(here);
            if at % 64 == 0 {
                progress(share(slice.end, text.len()) * 0.7);
            }
        }
        let repeated = names.find(text, &said, &found, &self.lists);
        found.extend(repeated);
        tagged.extend(self.tagger.suggest(text, &read, labels, (how, &mut near)));
        found = self.agreed(job, found, tagged, &mut near);
        found.extend(mine);
        found.retain_mut(|suggestion| keep_on_graphemes(text, suggestion));
        found = combine::combine(found);
        progress(1.0);
        let mut suggestions = labels::map(found, labels);
        shared.share(&mut suggestions);
        suggestions.shrink_to_fit();
        Reading {
            near_misses: almost::settled(text, near, &suggestions, labels),
            suggestions,
        }
    }

    /// What the engines agree on; what is lost on the way is added to `near`.
    fn agreed(
        &self,
        job: &Job<'_>,
        found: Vec<Suggestion>,
        tagged: Vec<Suggestion>,
        near: &mut Vec<NearMiss>,
    ) -> Vec<Suggestion> {
        let mut claimed = if job.depth == Depth::Deep {
            found.clone()
        } else {
            Vec::new()
        };
        if tagger::is_core(job.labels) {
            claimed.retain(|claim| almost::CLASSIC.contains(&claim.label.as_str()));
            let agreed = tagger::agree::core(found, tagged);
            almost::dropped(&claimed, &agreed, almost::UNLIKE, near);
            return agreed;
        }
        let place = (job.text, job.elsewhere.as_slice());
        let read = tagger::agree::news(found, &tagged, place, job.depth);
        almost::dropped(&claimed, &read, almost::DISBELIEVED, near);
        if job.depth == Depth::Deep {
            almost::dropped(&tagged, &read, 1.0, near);
        }
        let judged = read.into_iter().map(|mut suggestion| {
            let second = tagger::agree::second(&suggestion, &tagged);
            self.scores.apply(&mut suggestion, second);
            suggestion
        });
        judged.collect()
    }
}

/// What is to be read, and how.
struct Job<'a> {
    text: &'a str,
    labels: &'a LabelSet,
    depth: Depth,
    part: Range<usize>,
    /// What is known of the other parts.
    elsewhere: Vec<Suggestion>,
}

impl<'a> Job<'a> {
    fn whole(text: &'a str, labels: &'a LabelSet, depth: Depth) -> Self {
        Self {
            text,
            labels,
            depth,
            part: 0..text.len(),
            elsewhere: Vec::new(),
        }
    }

    fn slices(&self) -> Vec<Range<usize>> {
        let mut slices = slices(self.text);
        slices.retain(|slice| self.part.start <= slice.start && slice.end <= self.part.end);
        slices
    }
}

/// The parts of a text that [`Ensemble::refine_part`] reads one at a time: paragraphs together, as
/// many as have room in `room` bytes; the whole text if it has.
#[must_use]
pub fn parts(text: &str, room: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for slice in slices(text) {
        match parts.last_mut() {
            Some(part) if slice.end - part.start <= room => part.end = slice.end,
            _ => parts.push(slice),
        }
    }
    parts
}

/// A mark may hang on the white space before a word; what remains of the word is suggested. Returns
/// whether anything remains.
fn keep_on_graphemes(text: &str, suggestion: &mut Suggestion) -> bool {
    let span = Span::within(text, suggestion.span.range());
    suggestion.span = span.unwrap_or(suggestion.span);
    span.is_some()
}

fn share(part: usize, whole: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    let share = part as f32 / whole.max(1) as f32;
    share
}

/// The paragraphs, long ones cut at white space.
fn slices(text: &str) -> Vec<Range<usize>> {
    let mut slices = Vec::new();
    for paragraph in paragraphs(text) {
        let mut start = paragraph.start;
        while paragraph.end - start > SLICE {
            let limit = text.floor_char_boundary(start + SLICE);
            let space = text[start..limit]
                .rfind(char::is_whitespace)
                .filter(|at| *at > 0);
            let end = space.map_or_else(
                || grapheme::floor(text, limit).max(start + 1),
                |at| start + at,
            );
            let end = text.ceil_char_boundary(end);
            slices.push(start..end);
            start = end;
        }
        if start < paragraph.end {
            slices.push(start..paragraph.end);
        }
    }
    slices
}
