//! Dialogs of our own: paths where there is no native dialog, label chooser, list of keys.

use std::path::PathBuf;

use eframe::egui::{Context, Key, Modifiers, Response, Ui};

use crate::app::action::Action;
use crate::app::command::{Command, ExportPlan};
use crate::i18n::action;
use crate::i18n::window::W;
use crate::model::label::Label;
use crate::text::normalize;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::describe::Describe;
use crate::ui::details::Details;
use crate::ui::dialogs::Purpose;
use crate::ui::everywhere::List;
use crate::ui::export::ExportDialog;
use crate::ui::import::ImportDialog;
use crate::ui::label_editor::LabelEditor;
use crate::ui::lexicon::Lexicon;
use crate::ui::palette::Palette;
use crate::ui::past::Past;
use crate::ui::relate::Relate;
use crate::ui::remark::Remark;
use crate::ui::set_keys::SetKeys;
use crate::ui::trial::Bench;
use crate::ui::widgets::{self, Answer, Choice, FieldState};
use crate::ui::{appearance, guidelines, keymap, recent, report, statistics, words};

/// A dialog that is open.
pub enum Prompt {
    /// Which format, and where to.
    Export(Box<ExportDialog>),
    /// A path, because there is no native dialog, or a new project's labels.
    Path {
        /// What the path is for.
        purpose: Purpose,
        /// As typed.
        path: FieldState,
        /// Index of the label template, for a new project.
        template: usize,
    },
    /// A label by typing.
    Label {
        /// As typed.
        typed: FieldState,
        /// Which of the matches Enter takes.
        picked: usize,
    },
    /// The list of keys.
    Keys,
    /// Face, size, spacing and theme.
    Appearance,
    /// One decision on many places.
    Everywhere(List),
    /// What was learned and ruled about names.
    Lexicon(Lexicon),
    /// Patterns tried on a text.
    Trial(Bench),
    /// Every action, by typing.
    Palette(Palette),
    /// How an import goes on, and what has to be decided for it.
    Import(Box<ImportDialog>),
    /// What came of an import.
    Report,
    /// State of the article and the note on it.
    Remark(Remark),
    /// Attributes and note of an annotation.
    Describe(Describe),
    /// Relations of an annotation.
    Relate(Box<Relate>),
    /// The project in numbers.
    Statistics,
    /// Other keys for actions.
    SetKeys(SetKeys),
    /// The label set.
    Labels(Box<LabelEditor>),
    /// The guidelines, to be written.
    Guidelines(guidelines::Edit),
    /// Who decided what when.
    Past(Past),
    /// What is known about the article.
    Details(Box<Details>),
    /// The projects opened before.
    Recent,
}

/// What the window has to do after a dialog.
pub enum Next {
    /// The dialog stays.
    Stay,
    /// The dialog goes.
    Close,
    /// The dialog stays, and a native one is opened for its path.
    Browse(Purpose),
    /// The dialog goes, and the inbox lists what was rejected of this text.
    LookUp(String),
    /// The dialog goes, and the action is done.
    Act(Action),
    /// The dialog goes, and files are looked at whose annotations are to become suggestions.
    Take(Vec<PathBuf>),
}

const TEMPLATES: [&str; 2] = ["news", "core"];

impl Prompt {
    /// Asks for a path in the window.
    #[must_use]
    pub fn path(purpose: Purpose, path: &str) -> Self {
        Self::Path {
            purpose,
            path: FieldState::new(path),
            template: 0,
        }
    }

    /// The dialog on what is on screen, if the action asks for one and there is something.
    #[must_use]
    pub fn on_screen(action: Action, cx: &Cx<'_>) -> Option<Self> {
        match action {
            Action::ArticleDetails => Details::open(cx).map(|d| Self::Details(Box::new(d))),
            Action::Remark => Remark::open(cx).map(Self::Remark),
            Action::Describe => Describe::open(cx).map(Self::Describe),
            Action::Relate => Relate::open(cx).map(|relate| Self::Relate(Box::new(relate))),
            _ => None,
        }
    }

    /// Shows the dialog for one frame.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> Next {
        match self {
            Self::Export(dialog) => dialog.show(ctx, cx),
            Self::Path {
                purpose,
                path,
                template,
            } => path_prompt(ctx, cx, purpose, path, template),
            Self::Label { typed, picked } => label(ctx, cx, typed, picked),
            Self::Keys => keys(ctx, cx),
            Self::Appearance => appearance::show(ctx, cx),
            Self::Everywhere(list) => list.show(ctx, cx),
            Self::Lexicon(lexicon) => lexicon.show(ctx, cx),
            Self::Trial(bench) => bench.show(ctx, cx),
            Self::Palette(palette) => palette.show(ctx, cx),
            Self::Import(dialog) => dialog.show(ctx, cx),
            Self::Report => report::show(ctx, cx),
            Self::Remark(remark) => remark.show(ctx, cx),
            Self::Describe(describe) => describe.show(ctx, cx),
            Self::Relate(relate) => relate.show(ctx, cx),
            Self::Statistics => statistics::show(ctx, cx),
            Self::SetKeys(keys) => keys.show(ctx, cx),
            Self::Guidelines(edit) => edit.show(ctx, cx),
            Self::Labels(editor) => editor.show(ctx, cx),
            Self::Past(past) => past.show(ctx, cx),
            Self::Details(details) => details.show(ctx, cx),
            Self::Recent => recent::show(ctx, cx),
        }
    }

    /// Puts a path chosen in a native dialog into the field.
    pub fn set_path(&mut self, chosen: &std::path::Path) {
        match self {
            Self::Export(dialog) => dialog.set_path(chosen),
            Self::Path { path, .. } => path.set_text(&chosen.display().to_string()),
            _ => {}
        }
    }
}

fn path_prompt(
    ctx: &Context,
    cx: &Cx<'_>,
    purpose: &Purpose,
    path: &mut FieldState,
    template: &mut usize,
) -> Next {
    let (title, verb) = match purpose {
        Purpose::OpenProject => (W::OpenProjectTitle, W::Open),
        Purpose::NewProject => (W::NewProjectTitle, W::Create),
        Purpose::ImportArticles | Purpose::ImportFolder => (W::ImportTitle, W::Import),
        Purpose::ImportSuggestions => (W::ImportSuggestionsTitle, W::Open),
        Purpose::Export(..) => (W::ExportTitle, W::Export),
    };
    let choices = [
        Choice::primary(verb.say(cx.lang)).enabled(!path.text().trim().is_empty()),
        Choice::plain(W::Cancel.say(cx.lang)),
    ];
    let (answer, ()) = widgets::dialog(ctx, title.say(cx.lang), 520.0, &choices, |ui| {
        if path.text().is_empty() {
            widgets::weak_label(ui, W::TypePath.say(cx.lang));
        }
        widgets::TextField::new(title.say(cx.lang))
            .left_to_right()
            .show(ui, path);
        if *purpose == Purpose::NewProject {
            widgets::strong_label(ui, W::LabelTemplate.say(cx.lang));
            for (at, name) in [W::TemplateNews, W::TemplateCore].into_iter().enumerate() {
                if widgets::radio(ui, *template == at, name.say(cx.lang)).clicked() {
                    *template = at;
                }
            }
        }
    });
    match answer {
        Answer::Chosen(0) => {
            let chosen = PathBuf::from(path.text().trim());
            if *purpose == Purpose::ImportSuggestions {
                return Next::Take(vec![chosen]);
            }
            let template = TEMPLATES.get(*template).copied().unwrap_or(TEMPLATES[0]);
            cx.send(command(purpose, vec![chosen], template));
            Next::Close
        }
        Answer::Chosen(_) | Answer::Dismissed => Next::Close,
        Answer::Open => Next::Stay,
    }
}

/// What to do with chosen paths.
#[must_use]
pub fn command(purpose: &Purpose, paths: Vec<PathBuf>, template: &str) -> Command {
    let first = paths.first().cloned().unwrap_or_default();
    match purpose {
        Purpose::OpenProject => Command::OpenProject(first),
        Purpose::NewProject => Command::CreateProject(first, template.to_owned()),
        Purpose::ImportArticles | Purpose::ImportFolder | Purpose::ImportSuggestions => {
            Command::Import(paths)
        }
        Purpose::Export(format, _) => Command::Export(ExportPlan::new(format, first)),
    }
}

/// Labels whose name or id begins with, else contains, what was typed in either language.
fn label(ctx: &Context, cx: &Cx<'_>, typed: &mut FieldState, picked: &mut usize) -> Next {
    let wanted = normalize::match_form(typed.text());
    let labels = cx.session.project().labels();
    let matching: Vec<_> = labels
        .iter()
        .filter(|label| {
            let names = [label.id.as_str(), &label.name.ar, &label.name.en];
            names
                .iter()
                .any(|name| normalize::match_form(name).contains(&wanted))
        })
        .collect();
    *picked = (*picked).min(matching.len().saturating_sub(1));
    let (down, up) = ctx.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
        )
    });
    if down && *picked + 1 < matching.len() {
        *picked += 1;
    } else if up {
        *picked = picked.saturating_sub(1);
    }
    let pick = Pick {
        at: *picked,
        moved: down || up,
    };
    let choices = [
        Choice::primary(W::ChooseLabel.say(cx.lang)).enabled(!matching.is_empty()),
        Choice::plain(W::Cancel.say(cx.lang)),
    ];
    let (answer, clicked) =
        widgets::dialog(ctx, W::ChooseLabel.say(cx.lang), 360.0, &choices, |ui| {
            label_list(ui, cx, typed, pick, &matching)
        });
    let chosen = match answer {
        Answer::Chosen(0) => Some(*picked),
        Answer::Chosen(_) | Answer::Dismissed => return Next::Close,
        Answer::Open => clicked,
    };
    match chosen.and_then(|at| matching.get(at)) {
        Some(label) => {
            cx.send(Command::Label(label.id.clone()));
            Next::Close
        }
        None => Next::Stay,
    }
}

/// The label that Enter chooses.
#[derive(Clone, Copy)]
struct Pick {
    at: usize,
    /// Whether the arrow keys have just moved it.
    moved: bool,
}

fn label_list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    typed: &mut FieldState,
    pick: Pick,
    matching: &[&Label],
) -> Option<usize> {
    let field = widgets::TextField::new(W::ChooseLabel.say(cx.lang));
    let field = field
        .placeholder(W::ChooseLabelHint.say(cx.lang))
        .above_list()
        .show(ui, typed);
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if matching.is_empty() {
        widgets::weak_label(ui, W::NoLabel.say(cx.lang));
    }
    let height = widgets::list_height(ui, matching.len());
    widgets::scroll_within(ui, height, "choices", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut clicked = None;
        for (at, label) in matching.iter().enumerate() {
            let row = label_row(ui, cx, label, (at, matching.len(), pick.at));
            if at == pick.at && at > 0 {
                widgets::attend(&field, &row);
            }
            if at == pick.at && pick.moved {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                clicked = Some(at);
            }
        }
        clicked
    })
}

/// A label with its key, at that place of so many, of which one is picked.
fn label_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    label: &Label,
    (at, of, picked): (usize, usize, usize),
) -> Response {
    let colours = crate::ui::theme::look(ui.ctx()).tokens.label(label.colour);
    let name = words::label(label, cx.lang);
    let key = label.key.map(|key| key.to_ascii_uppercase().to_string());
    let row = widgets::Row::new(&name).dot(colours.stroke);
    row.detail(&key.unwrap_or_default())
        .place(at, of)
        .chosen(at == picked)
        .show(ui)
}

fn keys(ctx: &Context, cx: &Cx<'_>) -> Next {
    let choices = [Choice::primary(W::Close.say(cx.lang))];
    let (answer, ()) = widgets::dialog(ctx, W::KeysTitle.say(cx.lang), 620.0, &choices, |ui| {
        let room = ctx.content_rect().height() * 0.62;
        widgets::scroll_within(ui, room, "keys", |ui| {
            key_row(ui, W::KeysCaret.say(cx.lang), W::KeysCaretHelp.say(cx.lang));
            for action in Action::all() {
                let Some(shortcut) = cx.session.keys().of(action) else {
                    continue;
                };
                let key = keymap::spell(shortcut, Direction::Rtl);
                key_row(ui, &key, &action::help(action.id(), cx.lang));
            }
            widgets::heading(ui, W::KeysLabels.say(cx.lang));
            for label in cx.session.project().labels().iter() {
                if let Some(key) = label.key {
                    key_row(
                        ui,
                        &key.to_ascii_uppercase().to_string(),
                        &words::label(label, cx.lang),
                    );
                }
            }
        });
    });
    if answer == Answer::Open {
        Next::Stay
    } else {
        Next::Close
    }
}

fn key_row(ui: &mut Ui, key: &str, help: &str) {
    widgets::spread(
        ui,
        |ui| widgets::label(ui, help),
        |ui| widgets::strong_label(ui, key),
    );
}
