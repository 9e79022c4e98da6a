//! What can be seen by everybody: contrast in every theme, and shapes where there are colours.

use eframe::egui::accesskit::{Action, ActionData, Rect, Role};
use eframe::egui::{Color32, Key, Shape};
use tawsim::model::label::Label;
use tawsim::ui::theme::{Mode, Tokens, contrast};

use super::desk::{CTRL, Desk};
use super::tree::Tree;

/// Text (WCAG 1.4.3).
const READABLE: f32 = 4.5;
/// Parts of the interface that mean something (WCAG 1.4.11).
const VISIBLE: f32 = 3.0;

fn check(mode: Mode, pairs: &[(&str, Color32, Color32, f32)]) -> Vec<String> {
    let failed = pairs.iter().filter_map(|(what, a, b, least)| {
        let got = contrast(*a, *b);
        (got < *least).then(|| format!("{mode:?}, {what}: {got:.2} < {least}"))
    });
    failed.collect()
}

#[test]
fn the_keyboard_ring_the_caret_and_outlines_are_seen_in_every_theme() {
    let mut faults = Vec::new();
    for mode in Mode::ALL {
        let p = &Tokens::of(mode).palette;
        faults.extend(check(
            mode,
            &[
                ("ring on background", p.focus, p.background, VISIBLE),
                ("ring on the page", p.focus, p.surface, VISIBLE),
                ("ring on raised", p.focus, p.raised, VISIBLE),
                ("ring on a chosen row", p.focus, p.accent_soft, VISIBLE),
                ("ring on hover", p.focus, p.hover, VISIBLE),
                ("ring around a control", p.focus, p.control, VISIBLE),
                ("ring without keyboard", p.border_strong, p.surface, VISIBLE),
                ("caret on the page", p.caret, p.surface, VISIBLE),
                ("caret in a field", p.caret, p.control, VISIBLE),
                ("caret in a selection", p.caret, p.selection, VISIBLE),
                (
                    "field on background",
                    p.border_strong,
                    p.background,
                    VISIBLE,
                ),
                ("field on raised", p.border_strong, p.raised, VISIBLE),
                ("field inside", p.border_strong, p.control, VISIBLE),
                ("check mark", p.on_accent, p.accent, VISIBLE),
                ("full box on raised", p.accent, p.raised, VISIBLE),
                ("full box on background", p.accent, p.background, VISIBLE),
                ("bar of a chosen row", p.accent, p.accent_soft, VISIBLE),
                ("progress", p.accent, p.sunken, VISIBLE),
                ("arrow of a list", p.weak_text, p.control, VISIBLE),
                ("invisible sign", p.warning, p.surface, VISIBLE),
                ("saved", p.good, p.background, READABLE),
                ("not saved", p.danger, p.background, READABLE),
                ("read only", p.warning, p.background, READABLE),
            ],
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_label_is_read_and_seen_in_every_theme() {
    let desk = Desk::sample();
    let labels: Vec<&Label> = desk.window.session().project().labels().iter().collect();
    assert!(labels.len() > 15);
    let mut faults = Vec::new();
    for mode in Mode::ALL {
        let tokens = Tokens::of(mode);
        let p = &tokens.palette;
        for label in &labels {
            let c = tokens.label(label.colour);
            let found = check(
                mode,
                &[
                    ("words of an annotation", p.text, c.fill, READABLE),
                    ("words of a suggestion", p.text, c.ghost_fill, READABLE),
                    ("name on its chip", c.chip_text, c.chip, READABLE),
                    ("name on the page", c.text, p.surface, READABLE),
                    ("name on a panel", c.text, p.background, READABLE),
                    ("outline on the page", c.stroke, p.surface, VISIBLE),
                    ("dot on a panel", c.stroke, p.background, VISIBLE),
                    ("ring on an annotation", p.focus, c.fill, VISIBLE),
                    ("ring on a suggestion", p.focus, c.ghost_fill, VISIBLE),
                    ("caret in an annotation", p.caret, c.fill, VISIBLE),
                ],
            );
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", label.id)),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Short lines at the foot of a mark.
fn dashes(desk: &Desk, mark: Rect) -> usize {
    let foot = |y: f32| (f64::from(y) - mark.y1).abs() < 4.0;
    let within = |x: f32| f64::from(x) > mark.x0 - 2.0 && f64::from(x) < mark.x1 + 2.0;
    let short = desk.shapes.iter().filter(|shape| match shape {
        Shape::LineSegment { points: [a, b], .. } => {
            a.y == b.y && foot(a.y) && within(a.x) && within(b.x) && (a.x - b.x).abs() < 9.0
        }
        _ => false,
    });
    short.count()
}

/// Whether a framed box stands where a mark is.
fn framed(desk: &Desk, mark: Rect) -> bool {
    let near = |a: f32, b: f64| (f64::from(a) - b).abs() < 2.0;
    desk.shapes.iter().any(|shape| match shape {
        Shape::Rect(rect) => {
            rect.stroke.width > 0.0
                && near(rect.rect.left(), mark.x0)
                && near(rect.rect.right(), mark.x1)
        }
        _ => false,
    })
}

#[test]
fn suggested_and_accepted_differ_in_shape_not_only_in_colour() {
    let mut desk = Desk::sample();
    desk.press(Key::Escape);
    let tree = desk.tree();
    let (id, node) = tree.named(Role::Mark, "كيان سياسي، تل أبيب، مقترح، ثقة 91٪");
    let bounds = node.bounds().unwrap();
    assert!(dashes(&desk, bounds) >= 3 && !framed(&desk, bounds));
    desk.ask(id, Action::CustomAction, Some(ActionData::CustomAction(0)));
    desk.press(Key::Escape);
    let tree = desk.tree();
    let (_, node) = tree.named(Role::Mark, "كيان سياسي، تل أبيب، مقبول");
    let bounds = node.bounds().unwrap();
    assert!(dashes(&desk, bounds) == 0 && framed(&desk, bounds));
}

#[test]
fn labels_are_named_wherever_their_colour_is_shown() {
    let mut desk = Desk::sample();
    let tree = desk.tree();
    let session = desk.window.session();
    let names: Vec<&str> = session
        .project()
        .labels()
        .iter()
        .map(|l| l.name.ar.as_str())
        .collect();
    let mut keys = session
        .project()
        .labels()
        .iter()
        .filter_map(|label| label.key);
    // The palette: name and key.
    for name in &names {
        let key = keys.next().map(|key| key.to_ascii_uppercase());
        let text = key.map_or((*name).to_owned(), |key| format!("{name} {key}"));
        tree.named(Role::Button, &text);
    }
    // The inbox and the article.
    let coloured = |tree: &Tree| {
        let rows = tree
            .all(Role::ListBoxOption)
            .into_iter()
            .filter(|(_, row)| row.label().is_some_and(|label| label.contains("ثقة")));
        rows.chain(tree.all(Role::Mark))
            .map(|(_, node)| node.label().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let shown = coloured(&tree);
    assert!(shown.len() > 20);
    for text in shown {
        let named = text.split('،').any(|part| names.contains(&part.trim()));
        assert!(named, "{text}");
    }
}

#[test]
fn a_chosen_row_has_a_bar_and_a_switch_that_is_on_a_frame() {
    let mut desk = Desk::sample();
    let tree = desk.press_with(CTRL, Key::Home);
    let accent = tawsim::ui::theme::look(&desk.ctx).tokens.palette.accent;
    let chosen = tree.all(Role::ListBoxOption).into_iter();
    let chosen = chosen.filter(|(_, row)| row.is_selected() == Some(true));
    let mut seen = 0;
    for (_, row) in chosen {
        let bounds = row.bounds().unwrap();
        let bar = desk.shapes.iter().any(|shape| match shape {
            Shape::Rect(rect) => {
                rect.fill == accent
                    && rect.rect.width() < 5.0
                    && f64::from(rect.rect.top()) > bounds.y0
                    && f64::from(rect.rect.bottom()) < bounds.y1
            }
            _ => false,
        });
        assert!(bar, "{row:?}");
        seen += 1;
    }
    assert!(seen > 0);
}
