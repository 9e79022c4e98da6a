//! What is suggested in all articles of a project, grouped by normalised surface form and label:
//! as little of each suggestion as a decision about it needs, so that millions have room.

mod choosing;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use self::choosing::{Choice, Choosing, Lot};
use super::filter::{Filter, Order, State, state_after};
use super::visible::{Visibility, seen_as};
use crate::model::decision::Decision;
use crate::model::ids::{ArticleId, EngineId, LabelId};
use crate::model::ruling::{Ruling, form_of};
use crate::model::sheet::Sheet;
use crate::suggest::memory::form;
use crate::text::normalize::match_form;
use crate::text::offset::Span;

/// A suggestion as a survey of its article has found it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// Where.
    pub span: Span,
    /// As what.
    pub label: LabelId,
    /// As it stands in the article.
    pub surface: Box<str>,
    /// The form under which it is remembered: spelling, and the ال that لل hides, do not matter.
    pub form: Box<str>,
    /// Its score, 0–1.
    pub score: f32,
    /// The engine of the strongest evidence.
    pub engine: EngineId,
    /// All engines that found it, see [`bit`].
    pub engines: u8,
    /// Whether it has another reading, or another suggestion crosses it.
    pub contested: bool,
}

/// A suggestion of some article, with what a decision about it keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The article.
    pub article: ArticleId,
    /// The suggested span.
    pub span: Span,
    /// The suggested label.
    pub label: LabelId,
    /// The engine of the strongest evidence.
    pub engine: EngineId,
    /// Its score, 0–1.
    pub score: f32,
}

/// A surface form with a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As it was first seen.
    pub surface: Box<str>,
    /// Normalised.
    pub form: Box<str>,
    /// The label.
    pub label: LabelId,
    /// What was ruled about it since the survey.
    pub ruling: Ruling,
}

/// One suggestion.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    start: u32,
    end: u32,
    name: u32,
    score: f32,
    engine: EngineId,
    engines: u8,
    contested: bool,
    /// `None`: an annotation leaves nothing to decide.
    state: Option<State>,
}

/// All suggestions of a project, as far as its articles were surveyed.
#[derive(Clone, Debug, Default)]
pub struct Board {
    names: Vec<Name>,
    index: HashMap<(Box<str>, LabelId), u32>,
    articles: BTreeMap<ArticleId, Vec<Row>>,
    count: usize,
}

/// The bit of an engine in a set of engines.
#[must_use]
pub fn bit(engine: EngineId) -> u8 {
    let at = EngineId::ALL.iter().position(|known| *known == engine);
    1 << at.unwrap_or_default()
}

impl Board {
    /// How many suggestions it holds, decided or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A name by its number.
    #[must_use]
    pub fn name(&self, at: usize) -> Option<&Name> {
        self.names.get(at)
    }

    /// Puts what was found in an article in the place of what was found there before.
    pub fn put(&mut self, article: &ArticleId, sheet: &Sheet, found: Vec<Sighting>) {
        let mut rows: Vec<Row> = Vec::with_capacity(found.len());
        self.add(&mut rows, sheet, found);
        self.count += rows.len();
        let old = self.articles.insert(article.clone(), rows);
        self.count -= old.map_or(0, |rows| rows.len());
    }

    /// Looks again at what waits in an article, whose sheet has changed. What was decided there
    /// beyond what the survey has found is listed too if the text is at hand.
    pub fn touch(&mut self, article: &ArticleId, sheet: &Sheet, text: Option<&str>) {
        let Some(mut rows) = self.articles.remove(article) else {
            return;
        };
        self.count -= rows.len();
        for row in &mut rows {
            if let (Some(span), Some(name)) = (row.span(), self.names.get(row.name as usize)) {
                row.state = state_of(span, &name.label, sheet);
            }
        }
        if let Some(text) = text {
            self.add(&mut rows, sheet, of_decisions(sheet, text));
        }
        self.count += rows.len();
        self.articles.insert(article.clone(), rows);
    }

    /// Keeps a name from being listed as pending where it is not to be suggested.
    pub fn rule(&mut self, name: &str, label: &LabelId, ruling: &Ruling) {
        let key = (form_of(name).into(), label.clone());
        if let Some(at) = self.index.get(&key)
            && let Some(known) = self.names.get_mut(*at as usize)
        {
            known.ruling = ruling.clone();
        }
    }

    /// Whether a row would not be suggested any more.
    fn is_blocked(&self, row: &Row, article: &ArticleId) -> bool {
        let name = self.names.get(row.name as usize);
        row.state == Some(State::Pending) && name.is_some_and(|name| name.ruling.blocks(article))
    }

    /// Takes an article off the board.
    pub fn forget(&mut self, article: &ArticleId) {
        let old = self.articles.remove(article);
        self.count -= old.map_or(0, |rows| rows.len());
    }

    /// Adds rows for what is not among them yet.
    fn add(&mut self, rows: &mut Vec<Row>, sheet: &Sheet, found: Vec<Sighting>) {
        let mut known: HashSet<(u32, u32, u32)> = rows.iter().map(Row::place).collect();
        for sighting in found {
            let state = state_of(sighting.span, &sighting.label, sheet);
            let row = self.row(sighting, state);
            rows.extend(row.filter(|row| known.insert(row.place())));
        }
        rows.sort_by_key(|row| (row.start, std::cmp::Reverse(row.end), row.name));
    }

    fn row(&mut self, sighting: Sighting, state: Option<State>) -> Option<Row> {
        let start = u32::try_from(sighting.span.start()).ok()?;
        let end = u32::try_from(sighting.span.end()).ok()?;
        let key = (sighting.form, sighting.label);
        let name = if let Some(name) = self.index.get(&key) {
            *name
        } else {
            let name = u32::try_from(self.names.len()).ok()?;
            self.names.push(Name {
                surface: sighting.surface,
                form: key.0.clone(),
                label: key.1.clone(),
                ruling: Ruling::default(),
            });
            self.index.insert(key, name);
            name
        };
        Some(Row {
            start,
            end,
            name,
            score: sighting.score,
            engine: sighting.engine,
            engines: sighting.engines,
            contested: sighting.contested,
            state,
        })
    }

    /// What a filter lets through, in that order. `title` tells what an article is called. Costs a
    /// look at every suggestion; [`Choosing`] does it a part at a time.
    pub fn choose(
        &self,
        filter: &Filter,
        order: Order,
        title: &dyn Fn(&ArticleId) -> String,
    ) -> Choice {
        let mut choosing = Choosing::new(filter.clone(), order);
        while !choosing.go_on(self, title, usize::MAX) {}
        choosing.into_choice()
    }

    /// The suggestions that a filter lets through, of one name or of all, in the order of articles
    /// and places.
    pub fn picks(
        &self,
        filter: &Filter,
        name: Option<usize>,
        title: &dyn Fn(&ArticleId) -> String,
    ) -> Vec<Pick> {
        let wanted = self.wanted(filter);
        let mut picks = Vec::new();
        for (article, rows) in self.shown(filter, title) {
            let rows = rows.iter().filter(|row| {
                name.is_none_or(|name| row.name as usize == name)
                    && filter.has_score(row.score)
                    && lets(row, filter)
                    && wanted.get(row.name as usize).copied().unwrap_or_default()
                    && !self.is_blocked(row, article)
            });
            for row in rows {
                if let (Some(span), Some(name)) = (row.span(), self.names.get(row.name as usize)) {
                    picks.push(Pick {
                        article: article.clone(),
                        span,
                        label: name.label.clone(),
                        engine: row.engine,
                        score: row.score,
                    });
                }
            }
        }
        picks
    }

    /// What is suggested at exactly that place.
    pub fn at(&self, article: &ArticleId, span: Span) -> impl Iterator<Item = Pick> + '_ {
        let rows = self.articles.get(article).map_or(&[][..], Vec::as_slice);
        let from = rows.partition_point(|row| (row.start as usize) < span.start());
        let here = rows[from..]
            .iter()
            .take_while(move |row| row.start as usize == span.start());
        let article = article.clone();
        here.filter(move |row| row.end as usize == span.end())
            .filter_map(move |row| {
                let name = self.names.get(row.name as usize)?;
                Some(Pick {
                    article: article.clone(),
                    span,
                    label: name.label.clone(),
                    engine: row.engine,
                    score: row.score,
                })
            })
    }

    /// Which names a filter lets through.
    fn wanted(&self, filter: &Filter) -> Vec<bool> {
        let text = match_form(&filter.text);
        let wanted = |name: &Name| {
            let label = filter
                .label
                .as_ref()
                .is_none_or(|label| name.label == *label);
            label && (text.is_empty() || name.form.contains(text.as_str()))
        };
        self.names.iter().map(wanted).collect()
    }

    /// The articles that a filter lets through.
    fn shown<'b>(
        &'b self,
        filter: &Filter,
        title: &'b dyn Fn(&ArticleId) -> String,
    ) -> impl Iterator<Item = (&'b ArticleId, &'b Vec<Row>)> {
        let wanted = match_form(&filter.article);
        self.articles.iter().filter(move |(article, _)| {
            wanted.is_empty() || match_form(&title(article)).contains(wanted.as_str())
        })
    }
}

/// What was decided on a sheet, as if it were suggested now.
#[must_use]
pub fn of_decisions(sheet: &Sheet, text: &str) -> Vec<Sighting> {
    let sighting = |decision: &Decision| {
        let surface = text.get(decision.span.range())?;
        Some(Sighting {
            span: decision.span,
            label: decision.label.clone(),
            surface: surface.into(),
            form: form(text, decision.span)
                .unwrap_or_else(|| match_form(surface))
                .into(),
            score: decision.score,
            engine: decision.engine,
            engines: bit(decision.engine),
            contested: false,
        })
    };
    sheet.decisions().filter_map(sighting).collect()
}

impl Row {
    fn place(&self) -> (u32, u32, u32) {
        (self.start, self.end, self.name)
    }

    fn span(&self) -> Option<Span> {
        Span::from_range(self.start as usize..self.end as usize)
    }
}

/// Whether the filter lets a row through, apart from its score and its name.
fn lets(row: &Row, filter: &Filter) -> bool {
    row.state == Some(filter.state)
        && filter
            .engine
            .is_none_or(|engine| row.engines & bit(engine) != 0)
}

fn state_of(span: Span, label: &LabelId, sheet: &Sheet) -> Option<State> {
    match seen_as(span, label, sheet) {
        Visibility::Pending => Some(State::Pending),
        Visibility::Decided(verdict) => Some(state_after(verdict)),
        Visibility::Annotated(_) | Visibility::Contradicted(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decision::Verdict;
    use crate::model::ids::{AnnotationId, Timestamp};
    use crate::model::sheet::Progress;

    fn sighting(text: &str, word: &str, label: &str, score: f32) -> Sighting {
        let start = text.find(word).unwrap();
        Sighting {
            span: Span::from_range(start..start + word.len()).unwrap(),
            label: label.into(),
            surface: word.into(),
            form: match_form(word).into(),
            score,
            engine: EngineId::Gazetteer,
            engines: bit(EngineId::Gazetteer) | bit(EngineId::Tagger),
            contested: false,
        }
    }

    fn title(id: &ArticleId) -> String {
        format!("مقال {id}")
    }

    #[test]
    fn forms_of_all_articles_are_one_group_and_a_decision_takes_its_place() {
        let (first, second) = ("في إيران وبغداد", "عن ايران");
        let mut board = Board::default();
        let sheet = Sheet::default();
        let found = vec![
            sighting(first, "إيران", "GPE", 0.6),
            sighting(first, "بغداد", "GPE", 0.9),
        ];
        board.put(&"a".into(), &sheet, found);
        let found = vec![sighting(second, "ايران", "GPE", 0.8)];
        board.put(&"b".into(), &sheet, found);
        let all = Filter::default();
        let choice = board.choose(&all, Order::Frequent, &title);
        assert_eq!(
            (choice.count, choice.articles, choice.lots.len()),
            (3, 2, 2)
        );
        let lot = choice.lots[0];
        assert_eq!((lot.count, lot.worst, lot.best), (2, 0.6, 0.8));
        assert_eq!(&*board.name(lot.name).unwrap().surface, "إيران");
        assert_eq!(choice.bars[16], 1);
        let of_b = Filter {
            article: "مقال b".into(),
            engine: Some(EngineId::Tagger),
            ..Filter::default()
        };
        assert_eq!(board.picks(&of_b, None, &title).len(), 1);
        let decision = Decision {
            span: Span::from_range(5..15).unwrap(),
            label: "GPE".into(),
            engine: EngineId::Gazetteer,
            score: 0.6,
            verdict: Verdict::Accepted(AnnotationId(0)),
            at: Timestamp::default(),
            took: 0,
        };
        let sheet = Sheet::new(Vec::new(), vec![decision], Progress::New);
        board.touch(&"a".into(), &sheet, Some(first));
        assert_eq!(board.choose(&all, Order::Document, &title).count, 2);
        let accepted = Filter {
            state: State::Accepted,
            ..Filter::default()
        };
        assert_eq!(board.picks(&accepted, Some(lot.name), &title).len(), 1);
        assert_eq!(board.len(), 3);
    }

    /// Many articles with few names and many names, chosen in parts of every size.
    #[test]
    fn a_choice_made_in_parts_is_the_same_as_one_made_at_once() {
        let mut board = Board::default();
        for number in 0..40_usize {
            let words: Vec<String> = (0..number % 7)
                .map(|at| format!("اسم{}", at * number))
                .collect();
            let text = words.join(" ");
            let found = words.iter().enumerate().map(|(at, word)| {
                let score = ((at * 13 + number * 7) % 20) as f32 / 20.0;
                sighting(&text, word, ["GPE", "PER"][at % 2], score)
            });
            let id = ArticleId::from(format!("{number:02}").as_str());
            board.put(&id, &Sheet::default(), found.collect());
        }
        let filters = [
            Filter::default(),
            Filter {
                text: "اسم1".into(),
                least: 0.3,
                ..Filter::default()
            },
            Filter {
                article: "3".into(),
                label: Some("PER".into()),
                ..Filter::default()
            },
        ];
        for filter in filters {
            for order in [Order::Document, Order::Surest, Order::Frequent] {
                let whole = board.choose(&filter, order, &title);
                let picks = board.picks(&filter, None, &title);
                let articles: HashSet<_> = picks.iter().map(|pick| &pick.article).collect();
                assert_eq!((whole.count, whole.articles), (picks.len(), articles.len()));
                for most in [1, 2, 5, 17] {
                    let mut choosing = Choosing::new(filter.clone(), order);
                    let mut steps = 0;
                    while !choosing.go_on(&board, &title, most) {
                        steps += 1;
                    }
                    assert!(steps > 1);
                    assert_eq!(choosing.into_choice(), whole);
                }
            }
        }
    }

    #[test]
    fn scores_outside_the_range_are_counted_in_the_bars_only() {
        let text = "بغداد طهران";
        let mut board = Board::default();
        let found = vec![
            sighting(text, "بغداد", "GPE", 0.95),
            sighting(text, "طهران", "GPE", 0.3),
        ];
        board.put(&"a".into(), &Sheet::default(), found);
        let filter = Filter {
            least: 0.2,
            most: 0.5,
            ..Filter::default()
        };
        let choice = board.choose(&filter, Order::Document, &title);
        assert_eq!(choice.count, 1);
        assert_eq!(choice.bars.iter().sum::<u32>(), 2);
    }
}
