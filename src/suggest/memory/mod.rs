//! What the decisions of a project taught: which surface forms were marked as what, and which
//! suggestions were rejected.
//!
//! The memory is a multiset of lessons, kept for each article. A lesson follows from one annotation
//! or one decision alone, so that taking the annotation or decision back takes the lesson back, and
//! a memory kept up to date is equal to one made anew from the sheets.

mod cues;
mod lesson;
mod recall;
mod ruling;

use std::collections::BTreeMap;

pub use cues::Cue;
pub use lesson::{Lesson, Taught, form, name_of, of_annotation, of_decision, of_sheet};
pub use ruling::{Ruling, form_of};

use crate::model::ids::{ArticleId, LabelId};

/// How often a surface form was marked as a label, and how often that was rejected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Annotations with this form and label.
    pub accepted: u32,
    /// Suggestions of this form and label that were rejected or corrected.
    pub rejected: u32,
}

/// The memory of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    articles: BTreeMap<ArticleId, BTreeMap<Lesson, u32>>,
    /// The sum over all articles: surface form → label → counts. Zeros are left out.
    surfaces: BTreeMap<String, BTreeMap<LabelId, Counts>>,
    /// What people ruled: surface form → label → ruling.
    rulings: BTreeMap<String, BTreeMap<LabelId, Ruling>>,
    /// What the words in and beside names say.
    cues: cues::Cues,
    /// Forms by their first word.
    starts: BTreeMap<String, Vec<String>>,
}

impl Memory {
    /// Takes in one more lesson of an article.
    pub fn learn(&mut self, article: &ArticleId, lesson: Lesson) {
        let lessons = self.articles.entry(article.clone()).or_default();
        *lessons.entry(lesson.clone()).or_default() += 1;
        self.count(&lesson, |n| n.saturating_add(1));
    }

    /// Takes back one lesson of an article. A lesson that was never learned changes nothing.
    pub fn unlearn(&mut self, article: &ArticleId, lesson: &Lesson) {
        let Some(lessons) = self.articles.get_mut(article) else {
            return;
        };
        let Some(times) = lessons.get_mut(lesson) else {
            return;
        };
        *times -= 1;
        if *times == 0 {
            lessons.remove(lesson);
        }
        if lessons.is_empty() {
            self.articles.remove(article);
        }
        self.count(lesson, |n| n.saturating_sub(1));
    }

    /// Puts the lessons of an article in the place of all it has taught so far.
    pub fn replace(&mut self, article: &ArticleId, lessons: Vec<Lesson>) {
        let old = self.articles.remove(article).unwrap_or_default();
        for (lesson, times) in old {
            self.count(&lesson, |n| n.saturating_sub(times));
        }
        for lesson in lessons {
            self.learn(article, lesson);
        }
    }

    /// Whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.surfaces.is_empty() && self.rulings.is_empty()
    }

    /// All it knows: normalised form, label, counts; in the order of the forms.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &LabelId, Counts)> {
        let flat = |(form, labels)| {
            let form: &String = form;
            let labels: &BTreeMap<LabelId, Counts> = labels;
            let of_form = move |(label, counts): (_, &Counts)| (form.as_str(), label, *counts);
            labels.iter().map(of_form)
        };
        self.surfaces.iter().flat_map(flat)
    }

    /// What it knows of a normalised form as a label.
    #[must_use]
    pub fn counts(&self, form: &str, label: &LabelId) -> Counts {
        let labels = self.surfaces.get(form);
        let counts = labels.and_then(|labels| labels.get(label));
        counts.copied().unwrap_or_default()
    }

    fn count(&mut self, lesson: &Lesson, change: impl Fn(u32) -> u32) {
        cues::count(&mut self.cues, lesson, &change);
        let labels = self.surfaces.entry(lesson.form.clone()).or_default();
        let counts = labels.entry(lesson.label.clone()).or_default();
        match lesson.taught {
            Taught::Accepted => counts.accepted = change(counts.accepted),
            Taught::Rejected => counts.rejected = change(counts.rejected),
        }
        if *counts == Counts::default() {
            labels.remove(&lesson.label);
        }
        if labels.is_empty() {
            self.surfaces.remove(&lesson.form);
        }
        self.index(&lesson.form);
    }

    /// Lists a form under its first word, or takes it off the list.
    fn index(&mut self, form: &str) {
        let first = first_word(form);
        let known = self.surfaces.contains_key(form) || self.rulings.contains_key(form);
        let list = self.starts.entry(first.to_owned()).or_default();
        match list.binary_search_by(|other| other.as_str().cmp(form)) {
            Ok(at) if !known => drop(list.remove(at)),
            Err(at) if known => list.insert(at, form.to_owned()),
            _ => {}
        }
        if list.is_empty() {
            self.starts.remove(first);
        }
    }
}

fn first_word(form: &str) -> &str {
    form.split(' ').next().unwrap_or(form)
}
