//! The project in numbers: articles by state, decisions by engine and label, time for each.

use crate::app::session::Session;
use crate::model::ids::{EngineId, LabelId};

pub use crate::model::tally::{States, Verdicts};

/// What became of the suggestions of one engine with one label, or of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The engine; `None` for all of them.
    pub engine: Option<EngineId>,
    /// The label; `None` for all of them.
    pub label: Option<LabelId>,
    /// What became of them; never none.
    pub verdicts: Verdicts,
}

/// The project in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Articles in the list.
    pub articles: usize,
    /// Articles by state, as far as their sheets were read.
    pub states: States,
    /// Articles annotated without seeing suggestions.
    pub blind: usize,
    /// Annotations.
    pub annotations: usize,
    /// All engines, then each one, with its labels behind it, by number of decisions.
    pub rows: Vec<FigureRow>,
}

/// The numbers as they are now. Costs the number of engines and labels, not of articles.
#[must_use]
pub fn figures(session: &Session) -> Figures {
    let overview = session.overview();
    let whole = overview.whole();
    Figures {
        articles: session.project().entries().len(),
        states: overview.states(),
        blind: overview.blind(),
        annotations: whole.annotations(),
        rows: rows(session),
    }
}

fn rows(session: &Session) -> Vec<FigureRow> {
    let whole = session.overview().whole();
    let all = whole.decided();
    if all.total() == 0 {
        return Vec::new();
    }
    let mut rows = vec![FigureRow {
        engine: None,
        label: None,
        verdicts: all,
    }];
    for engine in EngineId::ALL {
        let of = whole.verdicts().filter(|(by, ..)| *by == engine);
        let labels = of.map(|(_, label, verdicts)| FigureRow {
            engine: Some(engine),
            label: Some(label.clone()),
            verdicts: *verdicts,
        });
        let mut labels: Vec<FigureRow> = labels.collect();
        labels.sort_by_key(|row| std::cmp::Reverse(row.verdicts.total()));
        if !labels.is_empty() {
            let verdicts = labels.iter().map(|row| row.verdicts).sum();
            rows.push(FigureRow {
                engine: Some(engine),
                label: None,
                verdicts,
            });
        }
        rows.extend(labels);
    }
    rows
}

/// The part of the project's articles that is done, 0–1.
#[must_use]
pub fn done(session: &Session) -> f32 {
    let count = session.project().entries().len().max(1);
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    let part = session.overview().states().done as f32 / count as f32;
    part
}
