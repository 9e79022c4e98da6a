//! Text as assistive technologies read it: runs of letters with their places, and the selection.
//!
//! A visual line is told as one or more runs, each in one direction; letters are graphemes, as the
//! caret steps. [`Told`] remembers what was told, so that a place that comes back in a request is
//! understood.

use std::ops::Range;

use eframe::egui::accesskit::{
    Node, NodeId, Rect as NodeRect, Role, TextDirection, TextPosition, TextSelection,
};
use eframe::egui::{Id, Pos2, Rect, Sense, Ui, pos2};

use crate::layout::geometry::Stop;
use crate::layout::line::Line;
use crate::layout::paragraph::Paragraph;
use crate::layout::runs::{Letter, Run};
use crate::text::paragraph::Direction;
use crate::ui::text::Laid;

/// Word starts are told as bytes, so no run may be longer.
const MOST_LETTERS: usize = 255;

/// Where a paragraph stands in what is told.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its left top corner on the screen, points.
    pub corner: Pos2,
    /// Physical pixels per point.
    pub scale: f32,
    /// Its first byte in the whole text.
    pub start: usize,
    /// How many bytes of line end follow it; 0 if the text goes on without one, or ends.
    pub line_end: usize,
    /// Which of its lines are told.
    pub lines: Range<usize>,
}

/// What was told of a text in this frame.
#[derive(Debug, Default)]
pub struct Told {
    runs: Vec<ToldRun>,
}

#[derive(Debug)]
struct ToldRun {
    node: NodeId,
    /// Its first byte in the whole text.
    start: usize,
    /// The byte behind each letter, in the whole text.
    ends: Vec<usize>,
}

/// A run on its way to a node.
struct Draft {
    id: Id,
    rtl: bool,
    rect: Rect,
    value: String,
    lengths: Vec<u8>,
    positions: Vec<f32>,
    widths: Vec<f32>,
    words: Vec<u8>,
    told: ToldRun,
}

impl Told {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.runs.clear();
    }

    /// Whether nothing was told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Tells the runs of a paragraph as children of `ui`'s node; `text` names the whole text.
    /// Paragraphs come in the order of the text.
    pub fn add(&mut self, ui: &Ui, text: Id, paragraph: &Paragraph, place: &Place) {
        for at in place.lines.clone() {
            let Some(line) = paragraph.lines().get(at) else {
                continue;
            };
            let mut drafts = drafts(text, paragraph, (at, line), place);
            if at + 1 == paragraph.lines().len() {
                end_line(&mut drafts, text, (paragraph, line), place);
            }
            let ids: Vec<NodeId> = drafts.iter().map(|draft| draft.told.node).collect();
            for (at, draft) in drafts.into_iter().enumerate() {
                let beside = (
                    at.checked_sub(1).map(|at| ids[at]),
                    ids.get(at + 1).copied(),
                );
                self.runs.push(draft.tell(ui, beside));
            }
        }
    }

    /// Tells a one-line text on its own, its left top corner at `corner`.
    pub fn add_laid(&mut self, ui: &Ui, text: Id, laid: &Laid, corner: Pos2) {
        let place = Place {
            corner,
            scale: laid.scale,
            start: 0,
            line_end: 0,
            lines: 0..laid.paragraph.lines().len(),
        };
        self.add(ui, text, &laid.paragraph, &place);
    }

    /// The selection from `anchor` to `head` (bytes of the whole text), as far as it was told.
    #[must_use]
    pub fn selection(&self, anchor: usize, head: Stop) -> Option<TextSelection> {
        let focus = self.position(head.offset)?;
        let upper = head.affinity.is_upper() && focus.character_index == 0;
        let focus = if upper { self.end_before(focus) } else { focus };
        Some(TextSelection {
            anchor: self.position(anchor)?,
            focus,
        })
    }

    /// The end of the run before the one at whose start a position is.
    fn end_before(&self, position: TextPosition) -> TextPosition {
        let at = self.runs.iter().position(|run| run.node == position.node);
        let before = at.and_then(|at| self.runs.get(at.checked_sub(1)?));
        before.map_or(position, |run| TextPosition {
            node: run.node,
            character_index: run.ends.len(),
        })
    }

    /// The range of bytes told.
    #[must_use]
    pub fn range(&self) -> Option<Range<usize>> {
        let (first, last) = (self.runs.first()?, self.runs.last()?);
        Some(first.start..last.ends.last().copied().unwrap_or(last.start))
    }

    /// Anchor and head of a selection in bytes of the whole text; `None` if it speaks of runs that
    /// are not there.
    #[must_use]
    pub fn offsets(&self, selection: &TextSelection) -> Option<(usize, usize)> {
        Some((
            self.offset(&selection.anchor)?,
            self.offset(&selection.focus)?,
        ))
    }

    /// The first byte of the run of that node.
    #[must_use]
    pub fn start_of(&self, node: NodeId) -> Option<usize> {
        let run = self.runs.iter().find(|run| run.node == node)?;
        Some(run.start)
    }

    fn position(&self, offset: usize) -> Option<TextPosition> {
        let at = self.runs.partition_point(|run| run.start <= offset);
        let run = self.runs.get(at.saturating_sub(1))?;
        Some(TextPosition {
            node: run.node,
            character_index: run.ends.partition_point(|end| *end <= offset),
        })
    }

    fn offset(&self, position: &TextPosition) -> Option<usize> {
        let run = self.runs.iter().find(|run| run.node == position.node)?;
        let before = position.character_index.min(run.ends.len()).checked_sub(1);
        Some(before.map_or(run.start, |at| run.ends[at]))
    }
}

/// The runs of one line, cut where they are too long to be told at once.
fn drafts(
    text: Id,
    paragraph: &Paragraph,
    (at, line): (usize, &Line),
    place: &Place,
) -> Vec<Draft> {
    let mut in_word = false;
    let mut drafts = Vec::new();
    for run in paragraph.runs(at) {
        let mut start = run.text.start;
        for letters in run.letters.chunks(MOST_LETTERS) {
            let mut draft = Draft::of_part(text, (&run, letters, start), line, place);
            for letter in letters {
                draft.push(paragraph.text(), place, letter, &mut in_word);
            }
            start = letters.last().map_or(start, |last| last.end);
            let from = letters.first().map_or(0.0, |first| first.at) / place.scale;
            for at in &mut draft.positions {
                *at -= from;
            }
            drafts.push(draft);
        }
    }
    drafts
}

/// Adds the line end, which counts as a letter without width; a line without any letter becomes a
/// run of its own.
fn end_line(
    drafts: &mut Vec<Draft>,
    text: Id,
    (paragraph, line): (&Paragraph, &Line),
    place: &Place,
) {
    let rtl = paragraph.direction() == Direction::Rtl;
    let fits = drafts
        .last()
        .is_some_and(|last| last.rtl == rtl && last.lengths.len() < MOST_LETTERS);
    let bare = drafts.is_empty();
    if bare || (place.line_end > 0 && !fits) {
        let end = paragraph.text().len();
        let x = paragraph.caret(end).x;
        let run = Run {
            text: end..end,
            rtl,
            x0: x,
            x1: x,
            letters: Vec::new(),
        };
        drafts.push(Draft::of_part(text, (&run, &[], end), line, place));
    }
    let Some(last) = drafts.last_mut().filter(|_| place.line_end > 0) else {
        return;
    };
    let behind = match (last.positions.last(), last.widths.last()) {
        (Some(at), Some(width)) => at + width,
        _ => 0.0,
    };
    let end = last.told.ends.last().copied().unwrap_or(last.told.start);
    last.value.push('\n');
    last.lengths.push(1);
    last.positions.push(behind);
    last.widths.push(0.0);
    last.told.ends.push(end + place.line_end);
}

impl Draft {
    fn of_part(
        text: Id,
        (run, letters, start): (&Run, &[Letter], usize),
        line: &Line,
        place: &Place,
    ) -> Self {
        let from = letters.first().map_or(0.0, |first| first.at);
        let to = letters.last().map_or(from, |last| last.at + last.width);
        let (x0, x1) = if run.rtl {
            (run.x1 - to, run.x1 - from)
        } else {
            (run.x0 + from, run.x0 + to)
        };
        let corner = |x: f32, y: f32| place.corner + (pos2(x, y) / place.scale).to_vec2();
        let start = place.start + start;
        let id = text.with(("run", start, letters.is_empty()));
        Self {
            id,
            rtl: run.rtl,
            rect: Rect::from_min_max(corner(x0, line.y0), corner(x1, line.y1)),
            value: String::new(),
            lengths: Vec::with_capacity(letters.len() + 1),
            positions: Vec::with_capacity(letters.len() + 1),
            widths: Vec::with_capacity(letters.len() + 1),
            words: Vec::new(),
            told: ToldRun {
                node: id.accesskit_id(),
                start,
                ends: Vec::with_capacity(letters.len() + 1),
            },
        }
    }

    /// Adds a letter. `in_word` is whether the one before it, on this line, belongs to a word.
    fn push(&mut self, text: &str, place: &Place, letter: &Letter, in_word: &mut bool) {
        let end = place.start + letter.end;
        let mut start = self.told.ends.last().copied().unwrap_or(self.told.start);
        let whole = text
            .get(start - place.start..letter.end)
            .unwrap_or_default();
        let word = whole.chars().next().is_some_and(char::is_alphanumeric);
        if word && !*in_word {
            // In range: a run has no more than `MOST_LETTERS` letters.
            self.words.push(self.lengths.len() as u8);
        }
        *in_word = word;
        self.value.push_str(whole);
        let mut width = letter.width / place.scale;
        // Nobody writes a letter of more than 255 bytes, but whoever does must not break the sums.
        while start < end {
            let rest = &text[start - place.start..letter.end];
            let length = rest.floor_char_boundary(usize::from(u8::MAX));
            start += length;
            self.lengths.push(length as u8);
            self.positions
                .push((letter.at + letter.width) / place.scale - width);
            self.widths.push(width);
            self.told.ends.push(start);
            width = 0.0;
        }
    }

    /// Makes the node, a child of `ui`'s; `beside` are the runs before and behind it on its line.
    fn tell(self, ui: &Ui, (before, behind): (Option<NodeId>, Option<NodeId>)) -> ToldRun {
        // A widget of no size: it only ties the node to its parent.
        ui.interact(Rect::NOTHING, self.id, Sense::hover());
        let (id, direction) = (
            self.id,
            if self.rtl {
                TextDirection::RightToLeft
            } else {
                TextDirection::LeftToRight
            },
        );
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::TextRun);
            node.set_text_direction(direction);
            node.set_bounds(bounds(self.rect));
            node.set_value(self.value);
            node.set_character_lengths(self.lengths);
            node.set_character_positions(self.positions);
            node.set_character_widths(self.widths);
            node.set_word_starts(self.words);
            set_neighbours(node, before, behind);
        });
        self.told
    }
}

fn set_neighbours(node: &mut Node, before: Option<NodeId>, behind: Option<NodeId>) {
    if let Some(before) = before {
        node.set_previous_on_line(before);
    }
    if let Some(behind) = behind {
        node.set_next_on_line(behind);
    }
}

/// A rectangle as nodes have it.
#[must_use]
pub fn bounds(rect: Rect) -> NodeRect {
    NodeRect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
