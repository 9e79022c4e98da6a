//! The simulated person at a session without a window and without a disk.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Mark;
use super::keys::{BY_NAME, Key, Keys, cost};
use super::reach::{self, Press, State};
use crate::app::action::Action;
use crate::app::clock;
use crate::app::command::{Command, Everywhere, Judgement, Place, SuggestionKey, Target, Verb};
use crate::app::search::{Mode, Query};
use crate::app::session::Session;
use crate::app::views::inbox::{self, Filter, Order};
use crate::model::article::Article;
use crate::model::ids::{AnnotatorId, ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::model::project::{ArticleEntry, Project};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::review::found::Found;
use crate::text::normalize::match_form;
use crate::text::offset::Span;

/// How the person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Each suggestion by itself.
    OneByOne,
    /// Equal ones together where all of them are right, or none.
    Groups,
    /// What is wrong or missed is put right, then all the rest is accepted at once.
    Sweep,
}

/// Where the person works.
pub(super) struct Desk {
    session: Session,
    text: Arc<str>,
    gold: BTreeSet<Mark>,
    keys: Keys,
    /// Whether the suggestions are those of the engines, which follow the decisions.
    learning: bool,
    /// How many keys marking by hand takes, from a suggestion to a place: found out once.
    by_hand: RefCell<HashMap<(Span, Span), usize>>,
}

/// Gold that a wrong suggestion is made into, by moving its edges.
type Meant = BTreeMap<SuggestionKey, (Mark, Vec<Action>)>;

/// A folder that is not there: nothing of the person's own is read or written.
const NOWHERE: &str = "no-such-folder-of-tawsim";

/// The article worked on.
const ARTICLE: &str = "article";

impl Desk {
    /// On an article without annotations; with these suggestions, else those of the engines.
    pub(super) fn new(
        text: &str,
        gold: &[Mark],
        labels: &LabelSet,
        given: Option<&[Suggestion]>,
    ) -> Self {
        let home = std::env::temp_dir().join(NOWHERE);
        let mut session = Session::new(clock::system, Arc::new(|| ()), Some(home));
        session.settle();
        let id = ArticleId::from(ARTICLE);
        let article = Article::new(id.clone(), text);
        let text = Arc::clone(&article.text);
        let mut project = Project::new("", AnnotatorId::from("simulated"), labels.clone());
        let entry = ArticleEntry {
            meta: article.meta.clone(),
            sha256: String::new(),
        };
        project.list(id.clone(), entry);
        project.hold(article, Sheet::default());
        session.project = project;
        if let Some(given) = given {
            let found = Found::new(&text, given.to_vec(), match_form);
            session.suggested.insert(id.clone(), Arc::new(found));
        }
        session.run(Command::OpenArticle(id));
        let mut desk = Self {
            session,
            text,
            gold: gold.iter().cloned().collect(),
            keys: Keys::default(),
            learning: given.is_none(),
            by_hand: RefCell::default(),
        };
        desk.settle();
        desk
    }

    /// Works until the annotations are the gold and nothing waits; `None` if that cannot be.
    pub(super) fn work(mut self, way: Way) -> Option<Keys> {
        let most = 100 + 8 * (self.gold.len() + self.session.suggestions().len());
        for _ in 0..most {
            let more = if way == Way::Sweep {
                self.sweep()?
            } else {
                self.step(way)?
            };
            if !more {
                break;
            }
        }
        (self.annotated() == self.gold && self.session.pending().len() == 0).then_some(self.keys)
    }

    /// What is next in the order of the text; whether there was anything.
    fn step(&mut self, way: Way) -> Option<bool> {
        let meant = self.meant();
        let current = self.current();
        let next = current.clone().or_else(|| self.next_pending());
        let before = next
            .as_ref()
            .map_or(self.text.len(), |key| key.span.start());
        if let Some(gold) = self.missed(&meant, before) {
            self.mark(&gold, way)?;
        } else if let Some(key) = current {
            self.decide(&key, &meant, way);
        } else if next.is_some() {
            self.act(Action::NextSuggestion, Key::Next);
        } else if let Some(gold) = self.missed(&meant, usize::MAX) {
            self.mark(&gold, way)?;
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// What is wrong or missed is next, in the order of the text; then the inbox shows nothing but
    /// what is right, and all of it is accepted. Whether there was anything.
    fn sweep(&mut self) -> Option<bool> {
        let meant = self.meant();
        let wrong = self.wrong();
        let before = wrong.as_ref().map_or(usize::MAX, |key| key.span.start());
        if let Some(gold) = self.missed(&meant, before) {
            self.mark(&gold, Way::Sweep)?;
        } else if let Some(wrong) = wrong {
            self.go_to(&wrong)?;
            self.decide(&wrong, &meant, Way::Sweep);
        } else if self.session.pending().len() > 0 {
            self.accept_shown();
        } else {
            return Some(false);
        }
        Some(true)
    }

    /// As the key does while nothing is filtered.
    fn accept_shown(&mut self) {
        let shown = inbox::list(&self.session, &Filter::default(), Order::default());
        let picks = inbox::picks(&self.session, &shown).into();
        self.keys.press(Key::AcceptShown, cost(Action::AcceptShown));
        self.session.run(Command::Judge(picks, Judgement::Accept));
        self.settle();
    }

    fn annotated(&self) -> BTreeSet<Mark> {
        let sheet = self.session.current().map(|(_, sheet)| sheet);
        let all = sheet.into_iter().flat_map(Sheet::annotations);
        all.map(|a| (a.span, a.label.clone())).collect()
    }

    /// The current suggestion.
    fn current(&self) -> Option<SuggestionKey> {
        match &self.session.here().target {
            Some(Target::Suggestion(key)) if self.session.suggestion(key).is_some() => {
                Some(key.clone())
            }
            _ => None,
        }
    }

    /// The suggestion that the key for the next one leads to.
    fn next_pending(&self) -> Option<SuggestionKey> {
        let place = self
            .session
            .current_span()
            .map_or(Span::widest_from(self.session.here().head), |span| span);
        let mut pending = self.session.pending();
        let after = pending.find(|s| (s.span, s.label.as_str()) > (place, ""));
        after.or(self.session.pending().next()).map(key)
    }

    /// Gold that is neither annotated nor suggested, as what a wrong suggestion is put right where
    /// that costs less than rejecting it and marking the place by hand.
    fn meant(&self) -> Meant {
        let annotated = self.annotated();
        let mut meant = Meant::new();
        let mut offers = Vec::new();
        for suggestion in self.session.pending() {
            let own = (suggestion.span, suggestion.label.clone());
            if self.gold.contains(&own) && !annotated.contains(&own) {
                continue;
            }
            for gold in self.lacking(&annotated) {
                if gold.0.start() < suggestion.span.end() && suggestion.span.start() < gold.0.end()
                {
                    let moves = reach::edges(&self.text, suggestion.span, gold.0);
                    offers.extend(moves.map(|moves| (moves.len(), key(suggestion), gold, moves)));
                }
            }
        }
        offers.sort_by_key(|(cost, key, ..)| (*cost, key.span));
        for (cost, key, gold, moves) in offers {
            let taken = meant.values().any(|(mark, _)| mark == gold);
            if !taken && !meant.contains_key(&key) && cost < self.by_hand(key.span, gold.0) {
                meant.insert(key, (gold.clone(), moves));
            }
        }
        meant
    }

    /// How many keys it takes to mark a place by hand from a suggestion that is current.
    fn by_hand(&self, from: Span, to: Span) -> usize {
        let mut known = self.by_hand.borrow_mut();
        *known.entry((from, to)).or_insert_with(|| {
            let keys = reach::mark(&self.text, State::Current(from), to);
            keys.map_or(usize::MAX, |keys| keys.len())
        })
    }

    /// Gold that is neither annotated nor waits as it is.
    fn lacking(&self, annotated: &BTreeSet<Mark>) -> Vec<&Mark> {
        let found = self.session.queue();
        let waiting: BTreeSet<Mark> = found.pending().map(|s| (s.span, s.label.clone())).collect();
        let gold = self.gold.iter();
        gold.filter(|mark| !annotated.contains(*mark) && !waiting.contains(*mark))
            .collect()
    }

    /// The first gold before a place that nothing suggests.
    fn missed(&self, meant: &Meant, before: usize) -> Option<Mark> {
        let annotated = self.annotated();
        let mut missed = self.lacking(&annotated).into_iter();
        missed
            .find(|mark| mark.0.start() < before && !meant.values().any(|(gold, _)| gold == *mark))
            .cloned()
    }

    fn decide(&mut self, key: &SuggestionKey, meant: &Meant, way: Way) {
        let own = (key.span, key.label.clone());
        if let Some(((_, label), moves)) = meant.get(key) {
            for action in moves {
                self.act(*action, Key::Edge);
            }
            if *label == key.label {
                self.act(Action::Accept, Key::Accept);
            } else {
                self.label(label);
            }
            return;
        }
        let right = self.gold.contains(&own) && !self.annotated().contains(&own);
        let group = self.group(key);
        let put_right = |mark: &Mark| {
            let (span, label) = mark.clone();
            meant.contains_key(&SuggestionKey { span, label })
        };
        let same = |other: &Mark| self.gold.contains(other) == right && !put_right(other);
        let all = way == Way::Groups && group.len() > 1 && group.iter().all(same);
        let (action, kind) = match (right, all) {
            (true, false) => (Action::Accept, Key::Accept),
            (true, true) => (Action::AcceptGroup, Key::AcceptGroup),
            (false, false) => (Action::Reject, Key::Reject),
            (false, true) => (Action::RejectGroup, Key::RejectGroup),
        };
        self.act(action, kind);
    }

    /// The first suggestion that waits and is not right.
    fn wrong(&self) -> Option<SuggestionKey> {
        let right = |s: &&Suggestion| self.gold.contains(&(s.span, s.label.clone()));
        self.session.pending().find(|s| !right(s)).map(key)
    }

    /// Makes a suggestion that waits the current one: from one to the next, or with the caret before
    /// it and on to the next.
    fn go_to(&mut self, wanted: &SuggestionKey) -> Option<()> {
        let pending: Vec<SuggestionKey> = self.session.pending().map(key).collect();
        let at = pending.iter().position(|key| key == wanted)?;
        let from = self.current().or_else(|| self.next_pending());
        let start = pending.iter().position(|key| Some(key) == from.as_ref())?;
        let steps = match self.current() {
            Some(_) => at.checked_sub(start),
            None => (at + 1).checked_sub(start),
        };
        let before = at
            .checked_sub(1)
            .map_or(0, |at| pending[at].span.start() + 1);
        let gap = before..=wanted.span.start();
        let walk = reach::walk(&self.text, self.state(), &gap).filter(|_| !gap.is_empty());
        match (steps, walk) {
            (Some(steps), walk) if walk.as_ref().is_none_or(|walk| steps <= walk.len() + 1) => {
                for _ in 0..steps {
                    self.act(Action::NextSuggestion, Key::Next);
                }
            }
            (_, Some(walk)) => {
                for press in walk {
                    self.press(press, &wanted.label);
                }
                self.act(Action::NextSuggestion, Key::Next);
            }
            (None, None) => {
                for _ in at..start {
                    self.act(Action::PreviousSuggestion, Key::Next);
                }
            }
            (Some(_), None) => return None,
        }
        (self.current().as_ref() == Some(wanted)).then_some(())
    }

    /// What waits with the same text and label.
    fn group(&self, key: &SuggestionKey) -> Vec<Mark> {
        let queue = self.session.queue();
        let index = queue.found().index_of(key.span, &key.label);
        let group = index.and_then(|index| queue.found().group_of(index));
        let members = group.into_iter().flat_map(|group| queue.members(group));
        members.map(|s| (s.span, s.label.clone())).collect()
    }

    /// Marks a place by hand, and in bulk also wherever its text stands if that is right everywhere
    /// and missing somewhere.
    fn mark(&mut self, gold: &Mark, way: Way) -> Option<()> {
        for press in reach::mark(&self.text, self.state(), gold.0)? {
            self.press(press, &gold.1);
        }
        if way != Way::OneByOne {
            self.everywhere(gold);
        }
        Some(())
    }

    fn press(&mut self, press: Press, label: &LabelId) {
        match press {
            Press::Select(anchor, head) => {
                self.keys.press(Key::Caret, 1);
                self.session.run(Command::Select { anchor, head });
            }
            Press::Label => self.label(label),
            Press::Edge(action) => self.act(action, Key::Edge),
        }
    }

    fn state(&self) -> State {
        let here = self.session.here();
        let span = self.session.current_span();
        match span.filter(|_| here.target.is_some()) {
            Some(span) => State::Current(span),
            None => State::Selected(here.anchor, here.head),
        }
    }

    /// The window's list of places leaves out those that are touched by an annotation or annotated
    /// otherwise; the person takes the rest as it is, or does without.
    fn everywhere(&mut self, (span, label): &Mark) {
        let pattern = span.text(&self.text).to_owned();
        let mode = Mode::Words;
        let Ok(Some(finder)) = (Query { pattern, mode }).compile() else {
            return;
        };
        let annotated = self.annotated();
        let spared = |hit: &Span| {
            let overlaps = |other: &Span| other.start() < hit.end() && hit.start() < other.end();
            let mut touching = annotated.iter().filter(|(other, _)| overlaps(other));
            touching.any(|(other, with)| other != hit || with != label)
        };
        let spans: Vec<Span> = finder.find(&self.text).filter(|hit| !spared(hit)).collect();
        let lacking = self.lacking(&annotated);
        let lacks = |span: &&Span| lacking.contains(&&(**span, label.clone()));
        let more = spans.iter().filter(lacks).count();
        let right = spans
            .iter()
            .all(|span| self.gold.contains(&(*span, label.clone())));
        if right && more > 0 {
            // The list is open with this label chosen; Enter does it.
            self.keys
                .press(Key::Everywhere, cost(Action::Everywhere) + 1);
            let verb = Verb::Tag(label.clone());
            let article = ArticleId::from(ARTICLE);
            let place = |span| Place {
                article: article.clone(),
                span,
            };
            let places = spans.into_iter().map(place).collect();
            self.session
                .run(Command::Everywhere(Everywhere { places, verb }));
            self.settle();
        }
    }

    fn act(&mut self, action: Action, kind: Key) {
        self.keys.press(kind, cost(action));
        self.session.run(Command::Act(action));
        self.settle();
    }

    fn label(&mut self, label: &LabelId) {
        let known = self.session.project().labels().get(label);
        let keys = known.and_then(|label| label.key).map_or(BY_NAME, |_| 1);
        self.keys.press(Key::Label, keys);
        self.session.run(Command::Label(label.clone()));
        self.settle();
    }

    /// Lets the suggestions follow what was decided, as they do in the window.
    fn settle(&mut self) {
        if self.learning {
            self.session.settle();
        }
    }
}

fn key(suggestion: &Suggestion) -> SuggestionKey {
    SuggestionKey {
        span: suggestion.span,
        label: suggestion.label.clone(),
    }
}
