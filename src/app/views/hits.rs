//! The hits of a search, each in its context: key words in context.

use crate::app::command::Place;
use crate::app::search::Query;
use crate::app::session::Session;
use crate::app::wide::{Part, WideHit};
use crate::model::ids::LabelId;
use crate::review::search::context;
use crate::text::offset::Span;

/// Where is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In the article on screen.
    #[default]
    Article,
    /// In all articles of the project.
    Project,
}

/// A hit in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct HitView {
    /// Where.
    pub place: Place,
    /// What stands before it in its line.
    pub before: String,
    /// The hit as it stands in the article.
    pub text: String,
    /// What stands behind it in its line.
    pub behind: String,
    /// The labels of annotations of exactly this span.
    pub labels: Vec<LabelId>,
    /// Whether an annotation shares text with it without being of exactly this span.
    pub touched: bool,
}

/// A search as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchView {
    /// What is looked for.
    pub query: Query,
    /// How many hits there are so far.
    pub count: usize,
    /// Whether it goes on.
    pub running: bool,
    /// How far it is, if it goes through many articles.
    pub part: Option<Part>,
    /// What is wrong with the pattern.
    pub problem: Option<String>,
    /// How many articles could not be read.
    pub unread: usize,
    /// Whether it ended early because there was more than there is room for.
    pub full: bool,
}

/// The search of that scope, if there is one.
#[must_use]
pub fn search(session: &Session, scope: Scope) -> Option<SearchView> {
    match scope {
        Scope::Article => session.here().search.as_ref().map(|search| SearchView {
            query: search.query.clone(),
            count: search.hits.len(),
            running: search.running,
            problem: search.problem.clone(),
            ..SearchView::default()
        }),
        Scope::Project => session.wide().hunt.as_ref().map(|hunt| SearchView {
            query: hunt.query.clone(),
            count: hunt.hits.len(),
            running: hunt.running.is_some(),
            part: hunt.running,
            problem: hunt.problem.clone(),
            unread: hunt.unread,
            full: hunt.full,
        }),
    }
}

/// The hits `range` of the list; cheap for any length of list.
#[must_use]
pub fn hits(session: &Session, scope: Scope, range: std::ops::Range<usize>) -> Vec<HitView> {
    if scope == Scope::Project {
        let hunt = session.wide().hunt.as_ref();
        let hits = hunt.and_then(|hunt| hunt.hits.get(range));
        return hits.unwrap_or_default().iter().map(of_project).collect();
    }
    let search = session.here().search.as_ref();
    let hits = search
        .and_then(|search| search.hits.get(range))
        .unwrap_or_default();
    hits.iter().filter_map(|span| hit(session, *span)).collect()
}

/// Where the hits are, all of them.
#[must_use]
pub fn places(session: &Session, scope: Scope) -> Vec<Place> {
    if scope == Scope::Project {
        let hunt = session.wide().hunt.as_ref();
        let hits = hunt.map_or(&[][..], |hunt| &hunt.hits);
        return hits.iter().map(|hit| hit.place.clone()).collect();
    }
    let (Some(article), Some(search)) = (&session.here().article, &session.here().search) else {
        return Vec::new();
    };
    let hits = search.hits.iter();
    hits.map(|span| Place {
        article: article.clone(),
        span: *span,
    })
    .collect()
}

fn of_project(hit: &WideHit) -> HitView {
    HitView {
        place: hit.place.clone(),
        before: hit.before.to_string(),
        text: hit.text.to_string(),
        behind: hit.behind.to_string(),
        labels: hit.labels.clone(),
        touched: hit.touched,
    }
}

fn hit(session: &Session, span: Span) -> Option<HitView> {
    let (article, sheet) = session.current()?;
    let text = &article.text;
    let (before, behind) = context(text, span);
    let overlapping: Vec<_> = sheet.overlapping(span).collect();
    let exact = overlapping.iter().filter(|a| a.span == span);
    Some(HitView {
        place: Place {
            article: article.id.clone(),
            span,
        },
        before: before.to_owned(),
        text: span.text(text).to_owned(),
        behind: behind.to_owned(),
        labels: exact.map(|a| a.label.clone()).collect(),
        touched: overlapping.iter().any(|a| a.span != span),
    })
}

/// What an article is called.
#[must_use]
pub fn title<'s>(session: &'s Session, place: &Place) -> &'s str {
    let entry = session.project().entry(&place.article);
    entry.map_or("", |entry| entry.meta.title.as_str())
}
