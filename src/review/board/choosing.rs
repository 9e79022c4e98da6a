//! What a filter lets through of a board, found out a part at a time, so that no frame of the window
//! waits for a million suggestions.

use std::ops::Bound;

use super::{Board, Row, lets};
use crate::model::ids::{ArticleId, EngineId};
use crate::review::filter::{BARS, Filter, Order, bar_of};
use crate::text::normalize::match_form;

/// A group as far as a filter lets it through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lot {
    /// Which name.
    pub name: usize,
    /// How many suggestions; never zero.
    pub count: usize,
    /// The best score among them.
    pub best: f32,
    /// The least score among them.
    pub worst: f32,
    /// The engine of the surest one.
    pub engine: EngineId,
    /// Whether any of them has another reading.
    pub contested: bool,
}

/// What a filter lets through of a board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The groups, in order.
    pub lots: Vec<Lot>,
    /// How many suggestions they have together.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// How many there are of each score, whatever scores the filter asks for.
    pub bars: [u32; BARS],
}

/// How many groups are sorted by themselves; then runs of so many are merged.
const RUN: usize = 1 << 14;

/// A choice while it is made.
#[derive(Clone, Debug)]
pub struct Choosing {
    filter: Filter,
    order: Order,
    /// What the filter looks for, normalised: in the text, and in the title of the article.
    text: String,
    title: String,
    /// Of each name, whether the filter lets it through, as far as it was asked.
    wanted: Vec<Option<bool>>,
    /// Of each name, the place of its lot, from 1 on; 0 for none.
    places: Vec<u32>,
    /// The article looked at last, how many of its rows were seen, and whether any was let through.
    last: Option<(ArticleId, usize)>,
    counted: bool,
    /// How many rows were seen.
    seen: usize,
    /// How many groups are sorted; nothing while rows are looked at.
    sorted: Option<usize>,
    choice: Choice,
}

impl Choosing {
    /// Begins.
    #[must_use]
    pub fn new(filter: Filter, order: Order) -> Self {
        Self {
            text: match_form(&filter.text),
            title: match_form(&filter.article),
            filter,
            order,
            wanted: Vec::new(),
            places: Vec::new(),
            last: None,
            counted: false,
            seen: 0,
            sorted: None,
            choice: Choice::default(),
        }
    }

    /// Looks at about so many more rows. What changes on the board meanwhile is seen or not: choose
    /// once more then. `title` tells what an article is called. Returns whether it is done.
    pub fn go_on(
        &mut self,
        board: &Board,
        title: &dyn Fn(&ArticleId) -> String,
        most: usize,
    ) -> bool {
        if self.sorted.is_some() {
            return self.sort();
        }
        self.wanted.resize(board.names.len(), None);
        self.places.resize(board.names.len(), 0);
        let mut left = most;
        while left > 0 {
            let Some((article, rows)) = self.next(board) else {
                self.sorted = Some(0);
                // What is little is sorted at once.
                return self.choice.lots.len() <= RUN && self.sort();
            };
            let from = match &self.last {
                Some((last, at)) if last == article => *at,
                _ => 0,
            };
            self.counted &= from > 0;
            let to = rows.len().min(from + left);
            let named = self.title.is_empty() || match_form(&title(article)).contains(&self.title);
            if named {
                self.look(board, article, rows.get(from..to).unwrap_or_default());
            }
            // An article costs something even if it has no rows.
            left = left.saturating_sub(to.saturating_sub(from) + 1);
            self.seen += to.saturating_sub(from);
            self.last = Some((article.clone(), to));
        }
        false
    }

    /// How far it is, 0-1.
    #[must_use]
    pub fn part(&self, board: &Board) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        let part = self.seen as f32 / board.count.max(1) as f32;
        part.min(1.0)
    }

    /// What was chosen.
    #[must_use]
    pub fn into_choice(self) -> Choice {
        self.choice
    }

    /// The article in which there is more to look at.
    fn next<'b>(&self, board: &'b Board) -> Option<(&'b ArticleId, &'b Vec<Row>)> {
        let Some((last, at)) = &self.last else {
            return board.articles.iter().next();
        };
        let begun = board.articles.get_key_value(last);
        let rest = begun.filter(|(_, rows)| rows.len() > *at);
        let behind = (Bound::Excluded(last), Bound::Unbounded);
        rest.or_else(|| board.articles.range::<ArticleId, _>(behind).next())
    }

    fn look(&mut self, board: &Board, article: &ArticleId, rows: &[Row]) {
        for row in rows {
            let shown = lets(row, &self.filter) && self.wants(board, row.name as usize);
            if !shown || board.is_blocked(row, article) {
                continue;
            }
            self.choice.bars[bar_of(row.score)] += 1;
            if !self.filter.has_score(row.score) {
                continue;
            }
            self.choice.count += 1;
            self.choice.articles += usize::from(!self.counted);
            self.counted = true;
            self.take(row);
        }
    }

    fn take(&mut self, row: &Row) {
        let Some(place) = self.places.get_mut(row.name as usize) else {
            return;
        };
        let known = place.checked_sub(1);
        match known.and_then(|at| self.choice.lots.get_mut(at as usize)) {
            Some(lot) => lot.take(row),
            None => {
                self.choice.lots.push(Lot::new(row));
                *place = u32::try_from(self.choice.lots.len()).unwrap_or_default();
            }
        }
    }

    /// Whether the filter lets a name through; each is asked once.
    fn wants(&mut self, board: &Board, name: usize) -> bool {
        let Some(known) = self.wanted.get_mut(name) else {
            return false;
        };
        *known.get_or_insert_with(|| {
            let name = &board.names[name];
            let label = self.filter.label.as_ref();
            label.is_none_or(|label| name.label == *label)
                && (self.text.is_empty() || name.form.contains(self.text.as_str()))
        })
    }

    /// Sorts the next run of groups, and merges all when each run is sorted. Groups that are equal
    /// stay in the order of the document.
    fn sort(&mut self) -> bool {
        let lots = &mut self.choice.lots;
        let from = self.sorted.unwrap_or_default();
        if self.order == Order::Document || from >= lots.len() {
            sort(lots, self.order);
            return true;
        }
        let to = lots.len().min(from + RUN);
        sort(&mut lots[from..to], self.order);
        self.sorted = Some(to);
        to == lots.len() && from == 0
    }
}

impl Lot {
    fn new(row: &Row) -> Self {
        Self {
            name: row.name as usize,
            count: 1,
            best: row.score,
            worst: row.score,
            engine: row.engine,
            contested: row.contested,
        }
    }

    fn take(&mut self, row: &Row) {
        self.count += 1;
        self.worst = self.worst.min(row.score);
        self.contested |= row.contested;
        if row.score > self.best {
            (self.best, self.engine) = (row.score, row.engine);
        }
    }
}

/// Sorts groups that are in document order; equal ones stay so.
fn sort(lots: &mut [Lot], order: Order) {
    match order {
        Order::Document => {}
        Order::Surest => lots.sort_by(|a, b| b.best.total_cmp(&a.best)),
        Order::Doubtful => {
            let doubt = |lot: &Lot| (lot.worst - 0.5).abs().min((lot.best - 0.5).abs());
            lots.sort_by(|a, b| doubt(a).total_cmp(&doubt(b)));
        }
        Order::Frequent => lots.sort_by_key(|lot| std::cmp::Reverse(lot.count)),
        Order::Conflicts => lots.sort_by_key(|lot| !lot.contested),
    }
}
