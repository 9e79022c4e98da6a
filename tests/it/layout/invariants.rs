//! What must hold for any text at any width: shared by the tests and by the fuzz targets of `fuzz/`,
//! so that neither can rot. Every function panics with a sentence where something does not hold.

use std::ops::Range;

use tawsim::layout::document::Document;
use tawsim::layout::geometry::{Affinity, Caret, Rect, Side, Stop, Vertical};
use tawsim::layout::paragraph::Paragraph;
use tawsim::layout::shaper::{Shaper, TextStyle};
use tawsim::text::grapheme;
use tawsim::text::paragraph::Direction;

/// How far two places may differ by rounding, in pixels.
const NEAR: f32 = 0.02;

/// A character without width is shown by a sliver of this width, in pixels.
const SLIVER: f32 = 1.01;

/// At most this many boundaries of a text are looked at one by one.
const LOOKED_AT: usize = 100;

/// The grapheme boundaries of a text, both ends included.
pub fn boundaries(text: &str) -> Vec<usize> {
    let starts = grapheme::clusters(text).map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

/// Evenly chosen ones of many.
fn some<T: Copy>(all: &[T]) -> impl Iterator<Item = T> + '_ {
    all.iter()
        .copied()
        .step_by(all.len().div_ceil(LOOKED_AT).max(1))
}

fn middle(caret: &Caret) -> f32 {
    (caret.y0 + caret.y1) * 0.5
}

/// Lines, glyphs and the rectangles of every grapheme of a paragraph.
pub fn layout(paragraph: &Paragraph) {
    lines(paragraph);
    let text = paragraph.text();
    for glyph in paragraph.glyphs() {
        let range = glyph.byte as usize..glyph.end as usize;
        assert!(text.get(range.clone()).is_some_and(|of| !of.is_empty()));
        assert!(i64::from(glyph.y).abs() < 10_000_000);
    }
    for line in 0..paragraph.lines().len() {
        graphemes_tile(paragraph, line);
    }
}

fn lines(paragraph: &Paragraph) {
    let (text, lines) = (paragraph.text(), paragraph.lines());
    assert!(paragraph.width().is_finite() && paragraph.height().is_finite());
    assert_eq!(lines.first().map(|line| line.text.start), Some(0));
    assert_eq!(lines.last().map(|line| line.text.end), Some(text.len()));
    for line in lines {
        assert!(line.y0 < line.y1 && line.y0 <= line.baseline && line.baseline <= line.y1);
        assert!(text.is_char_boundary(line.text.end));
    }
    for pair in lines.windows(2) {
        assert_eq!(pair[0].text.end, pair[1].text.start, "lines share the text");
        assert!((pair[0].y1 - pair[1].y0).abs() < NEAR, "lines touch");
        assert!(!pair[0].text.is_empty(), "only the last line may be empty");
    }
}

/// The rectangles on one line, from the left; those of characters without width left out.
fn wide(paragraph: &Paragraph, line: usize, range: &Range<usize>) -> Vec<Rect> {
    let line = &paragraph.lines()[line];
    let own = range.start.max(line.text.start)..range.end.min(line.text.end);
    if own.is_empty() {
        return Vec::new();
    }
    let mut rects = paragraph.rects(own);
    rects.retain(|rect| rect.width() > SLIVER);
    rects.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    rects
}

/// The graphemes with a part on a line.
fn graphemes(paragraph: &Paragraph, line: usize) -> Vec<Range<usize>> {
    let line = paragraph.lines()[line].text.clone();
    let text = paragraph.text();
    let first = grapheme::floor(text, line.start);
    let clusters =
        grapheme::clusters(&text[first..]).map(|(at, of)| first + at..first + at + of.len());
    clusters.take_while(|of| of.start < line.end).collect()
}

/// The graphemes of a line lie side by side without gap or overlap, within the column, and together
/// they are the line.
fn graphemes_tile(paragraph: &Paragraph, line: usize) {
    let mut parts: Vec<Rect> = Vec::new();
    for of in graphemes(paragraph, line) {
        let rects = paragraph.rects(of.clone());
        assert!(!rects.is_empty(), "{of:?} has no rectangle");
        for rect in rects {
            assert!(rect.x0.is_finite() && rect.x1.is_finite() && rect.width() > 0.98);
        }
        parts.extend(wide(paragraph, line, &of));
    }
    parts.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    for pair in parts.windows(2) {
        let gap = pair[1].x0 - pair[0].x1;
        // Letters thinner than a pixel are left out above.
        assert!(gap > -NEAR, "letters overlap by {gap} on line {line}");
    }
    let whole = wide(paragraph, line, &paragraph.lines()[line].text.clone());
    for rect in &whole {
        // Letters that a font sets back over the one before do not overlap it here.
        let over = 0.02 * paragraph.style().size_px;
        let fits = rect.x0 >= -over && rect.x1 <= paragraph.width() + over;
        // A column may be narrower than a letter or a ligature.
        let narrow = paragraph.width() < 2.0 * paragraph.style().size_px || parts.len() < 2;
        assert!(
            fits || narrow,
            "{rect:?} leaves the column: {:?}",
            paragraph.text()
        );
    }
}

/// The rectangles of a range cover exactly what the rectangles of its graphemes cover.
pub fn range(paragraph: &Paragraph, range: &Range<usize>) {
    assert_eq!(paragraph.rects(range.clone()).is_empty(), range.is_empty());
    for line in 0..paragraph.lines().len() {
        let on = paragraph.lines()[line].clone();
        if on.text.end <= range.start || range.end <= on.text.start {
            continue;
        }
        let covered = wide(paragraph, line, range);
        let (mut inside, mut bare) = (0.0, 0.0);
        for of in graphemes(paragraph, line) {
            let hangs = on.soft && is_blank(&paragraph.text()[of.start..of.end.min(on.text.end)]);
            for rect in wide(paragraph, line, &of) {
                let x = (rect.x0 + rect.x1) * 0.5;
                let is_in = covered.iter().any(|all| all.x0 <= x && x <= all.x1);
                let wanted = range.contains(&of.start);
                assert!(
                    is_in == wanted || (hangs && wanted),
                    "{of:?} of {range:?} on line {line}"
                );
                if is_in {
                    inside += rect.width();
                }
            }
            if range.contains(&of.start) && wide(paragraph, line, &of).is_empty() {
                bare += SLIVER;
            }
        }
        let all: f32 = covered.iter().map(|rect| rect.width()).sum();
        let tolerance = NEAR * (graphemes(paragraph, line).len() + 1) as f32;
        assert!(
            (all - inside).abs() <= bare + tolerance,
            "{range:?} covers {all} px, its letters {inside} on line {line}"
        );
    }
}

/// White space, and what takes its place at the end of a line.
fn is_blank(text: &str) -> bool {
    let blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    // A mark on a space belongs to it.
    text.starts_with(blank)
}

/// What a point means, and that the caret drawn for it means the same again.
pub fn point(paragraph: &Paragraph, x: f32, y: f32) -> Stop {
    let stop = paragraph.stop_at(x, y);
    assert!(grapheme::is_boundary(paragraph.text(), stop.offset));
    assert_eq!(stop.offset, paragraph.hit(x, y));
    let caret = paragraph.caret(stop);
    let lines = paragraph.lines();
    let line = lines
        .partition_point(|line| line.y1 <= y)
        .min(lines.len() - 1);
    if caret.line != line {
        assert!(
            !reached(paragraph).contains(&line),
            "{stop:?} is not where the point is"
        );
        return stop;
    }
    stays(paragraph, stop);
    let all = wide(paragraph, line, &lines[line].text.clone());
    let (left, right) = match (all.first(), all.last()) {
        (Some(first), Some(last)) => (first.x0, last.x1),
        _ => return stop,
    };
    let letters = graphemes(paragraph, line);
    let widths = letters.iter().flat_map(|of| wide(paragraph, line, of));
    let widest = widths.map(Rect::width).fold(0.0, f32::max);
    let bare = letters
        .iter()
        .filter(|of| wide(paragraph, line, of).is_empty());
    // What has no width has three pixels on each side.
    let half = if line + 1 < lines.len() {
        // The place behind the white space that hangs at a line's end is the next line's start.
        1.0
    } else {
        0.5
    };
    let reach = widest * half + 3.0 * bare.count() as f32 + 0.3;
    let near = (caret.x - x).abs() <= reach || !(left..=right).contains(&x);
    // The parts of a grapheme that is set in two directions mean its one edge.
    let apart = |of: &Range<usize>| {
        paragraph
            .glyphs()
            .iter()
            .any(|g| (of.start + 1..of.end).contains(&(g.byte as usize)))
    };
    assert!(
        near || letters.iter().any(apart),
        "the caret of {stop:?} is {} px from the point",
        (caret.x - x).abs()
    );
    stop
}

/// The place of a stop is the place of what is found there.
fn stays(paragraph: &Paragraph, stop: Stop) -> Stop {
    let caret = paragraph.caret(stop);
    let again = paragraph.stop_at(caret.x, middle(&caret));
    let second = paragraph.caret(again);
    assert_eq!(second.line, caret.line, "{stop:?} became {again:?}");
    assert!(
        (second.x - caret.x).abs() <= 0.3,
        "{stop:?} at {} became {again:?} at {}",
        caret.x,
        second.x
    );
    again
}

/// Every offset has a caret that means it again, and steps from it that lead back.
pub fn carets(paragraph: &Paragraph) {
    let stops = boundaries(paragraph.text());
    for offset in some(&stops) {
        let caret = paragraph.caret(offset);
        let again = stays(paragraph, offset.into());
        // Only at a character without width may the caret of one offset mean another.
        let walked = again.affinity == Affinity::Either;
        let clear = again.offset == offset || !walked || has_bare_at(paragraph, &caret);
        assert!(clear, "{offset} became {again:?}");
        for stop in [
            Stop::before(offset),
            Stop::behind(offset),
            Stop::upper(offset),
        ] {
            stays(paragraph, stop);
        }
        steps(paragraph, offset);
        let (start, end) = paragraph.line_ends(offset);
        assert_eq!(paragraph.line_of(start), caret.line);
        assert_eq!(paragraph.line_of(end), caret.line, "End leaves the line");
        assert_eq!(paragraph.line_ends(end), (start, end), "End is stable");
        let word = paragraph.word_at(offset);
        assert!(paragraph.text().get(word).is_some());
    }
    whole_walks(paragraph, &stops);
    up_and_down(paragraph);
}

/// Whether a character without width stands at the place of a caret.
fn has_bare_at(paragraph: &Paragraph, caret: &Caret) -> bool {
    let mut letters = graphemes(paragraph, caret.line).into_iter();
    letters.any(|of| {
        let there = paragraph.caret(Stop::behind(of.start));
        wide(paragraph, caret.line, &of).is_empty() && (there.x - caret.x).abs() < 2.0 * SLIVER
    })
}

/// A step moves as it is seen to, and the other way undoes it.
fn steps(paragraph: &Paragraph, offset: usize) {
    let here = paragraph.caret(offset);
    for (side, other) in [(Side::Left, Side::Right), (Side::Right, Side::Left)] {
        let Some(next) = paragraph.step(offset, side) else {
            continue;
        };
        assert_eq!(
            paragraph.step(next, other),
            Some(offset),
            "{other:?} undoes {side:?}"
        );
        let there = paragraph.caret(next);
        let moved = if side == Side::Left {
            here.x - there.x
        } else {
            there.x - here.x
        };
        assert!(
            there.line != here.line || moved >= -NEAR,
            "{offset} to {next} goes the other way"
        );
        let between = here.line.min(there.line) + 1..here.line.max(there.line);
        let mut walked = boundaries(paragraph.text()).into_iter();
        let passed =
            !between.is_empty() && walked.any(|at| between.contains(&paragraph.line_of(at)));
        assert!(!passed, "a step passes over a line");
    }
}

/// Walks to either side meet every offset once.
fn whole_walks(paragraph: &Paragraph, stops: &[usize]) {
    let (first, last) = match paragraph.direction() {
        Direction::Rtl => (Side::Left, Side::Right),
        Direction::Ltr => (Side::Right, Side::Left),
    };
    if stops.len() > 4 * LOOKED_AT {
        return;
    }
    for (from, side) in [(0, first), (paragraph.text().len(), last)] {
        let mut met = vec![from];
        let mut at = from;
        while let Some(next) = paragraph.step(at, side) {
            met.push(next);
            at = next;
            assert!(met.len() <= stops.len(), "walks in circles");
        }
        met.sort_unstable();
        assert_eq!(met, stops);
    }
}

/// The lines on which a caret can stand: in a column narrower than a letter with its marks, a line
/// may hold but the rest of one.
fn reached(paragraph: &Paragraph) -> Vec<usize> {
    let stops = boundaries(paragraph.text()).into_iter();
    let both = stops.flat_map(|stop| [Stop::before(stop), stop.into()]);
    let mut lines: Vec<usize> = both.map(|stop| paragraph.line_of(stop)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// ↓ and ↑ pass every line.
fn up_and_down(paragraph: &Paragraph) {
    let mut lines = reached(paragraph);
    lines.truncate(4 * LOOKED_AT);
    for x in [0.0, paragraph.width() * 0.37, paragraph.width()] {
        let mut at = paragraph.enter(x, Vertical::Down);
        for line in &lines[1..] {
            at = paragraph
                .vertical(at, x, Vertical::Down)
                .expect("a line below");
            assert_eq!(paragraph.line_of(at), *line, "down misses a line");
        }
        for line in lines.iter().rev().skip(1) {
            at = paragraph
                .vertical(at, x, Vertical::Up)
                .expect("a line above");
            assert_eq!(paragraph.line_of(at), *line, "up misses a line");
        }
        assert_eq!(paragraph.vertical(at, x, Vertical::Up), None);
    }
}

/// What a person does to a whole article: points, steps, lines up and down, Home and End.
pub fn article(shaper: &mut Shaper, text: &str, style: TextStyle, width: f32, at: (f32, f64)) {
    let mut document = Document::new(text.into(), style, width, 7.0);
    let shown = document.show(shaper, 0.0, 1e7);
    assert_eq!(shown.range, 0..text.len());
    let stop = document.stop_at(shaper, at.0, at.1);
    stays_in(shaper, &mut document, stop);
    for side in [Side::Left, Side::Right] {
        let other = if side == Side::Left {
            Side::Right
        } else {
            Side::Left
        };
        let walked = stop.offset;
        let next = document.step(shaper, walked, side);
        if next != walked {
            let back = document.step(shaper, next, other);
            assert_eq!(
                back, walked,
                "{other:?} undoes {side:?} from {walked} to {next}"
            );
        }
    }
    let (start, end) = document.line_ends(shaper, stop);
    let top = |document: &mut Document, shaper: &mut Shaper, stop: Stop| {
        let (top, caret) = document.caret(shaper, stop);
        top + f64::from(caret.y0)
    };
    let line = top(&mut document, shaper, stop);
    assert_eq!(
        top(&mut document, shaper, start.into()),
        line,
        "Home leaves the line"
    );
    assert_eq!(top(&mut document, shaper, end), line, "End leaves the line");
    let down = document.vertical(shaper, stop, at.0, Vertical::Down);
    stays_in(shaper, &mut document, down);
    let below = top(&mut document, shaper, down);
    if below > line {
        let up = document.vertical(shaper, down, at.0, Vertical::Up);
        assert_eq!(top(&mut document, shaper, up), line, "up undoes down");
    } else {
        assert_eq!(down.offset, text.len(), "↓ is stuck at {stop:?}");
    }
}

/// [`stays`] in an article.
fn stays_in(shaper: &mut Shaper, document: &mut Document, stop: Stop) {
    assert!(grapheme::is_boundary(document.text(), stop.offset));
    let (top, caret) = document.caret(shaper, stop);
    let y = top + f64::from(middle(&caret));
    let again = document.stop_at(shaper, caret.x, y);
    let (again_top, second) = document.caret(shaper, again);
    assert_eq!(
        (again_top, second.line),
        (top, caret.line),
        "{stop:?} became {again:?}"
    );
    assert!(
        (second.x - caret.x).abs() <= 0.3,
        "{stop:?} became {again:?}"
    );
}
