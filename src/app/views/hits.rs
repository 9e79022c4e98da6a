//! The hits of the search, each in its context: key words in context.

use crate::app::session::Session;
use crate::model::ids::LabelId;
use crate::review::search::context;
use crate::text::offset::Span;

/// A hit in its context.
#[derive(Clone, Debug, PartialEq)]
pub struct HitView {
    /// Where.
    pub span: Span,
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

/// The hits `range` of the list; cheap for any length of list.
#[must_use]
pub fn hits(session: &Session, range: std::ops::Range<usize>) -> Vec<HitView> {
    let search = session.here().search.as_ref();
    let hits = search
        .and_then(|search| search.hits.get(range))
        .unwrap_or_default();
    hits.iter().filter_map(|span| hit(session, *span)).collect()
}

fn hit(session: &Session, span: Span) -> Option<HitView> {
    let (article, sheet) = session.current()?;
    let text = &article.text;
    let (before, behind) = context(text, span);
    let overlapping: Vec<_> = sheet.overlapping(span).collect();
    let exact = overlapping.iter().filter(|a| a.span == span);
    Some(HitView {
        span,
        before: before.to_owned(),
        text: span.text(text).to_owned(),
        behind: behind.to_owned(),
        labels: exact.map(|a| a.label.clone()).collect(),
        touched: overlapping.iter().any(|a| a.span != span),
    })
}
