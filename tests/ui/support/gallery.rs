//! Every widget on one page.

use eframe::egui::{self, Ui};
use tawsim::i18n::Lang;
use tawsim::model::label::Colour;
use tawsim::ui::theme::{self, Mode, look};
use tawsim::ui::widgets::{
    Answer, Choice, FieldState, OnHover as _, Row, Side, TextField, Tone, VirtualList, button,
    card, checkbox, chip, column, combo_box, content_label, context_menu, danger_button, dialog,
    heading, indented, label, link, menu, menu_bar, menu_item, menu_toggle, notice, primary_button,
    progress, radio_value, row, separator, side_panel, spread, strong_label, title, toast,
    toggle_button, tool_button, weak_label, wrapping_row,
};

/// What the page remembers.
pub(crate) struct Page {
    pub(crate) lang: Lang,
    pub(crate) mode: Mode,
    pub(crate) checked: bool,
    pub(crate) snap: usize,
    pub(crate) kind: usize,
    pub(crate) on: bool,
    pub(crate) chosen: usize,
    pub(crate) field: FieldState,
    pub(crate) empty: FieldState,
    pub(crate) dialog: Option<Answer>,
    pub(crate) toast: bool,
    pub(crate) with_field: bool,
    pub(crate) said: Vec<String>,
}

impl Page {
    pub(crate) fn new(lang: Lang, mode: Mode) -> Self {
        Self {
            lang,
            mode,
            checked: true,
            snap: 1,
            kind: 0,
            on: true,
            chosen: 2,
            field: FieldState::new(""),
            empty: FieldState::default(),
            dialog: None,
            toast: false,
            with_field: false,
            said: Vec::new(),
        }
    }

    fn t(&self, ar: &'static str, en: &'static str) -> &'static str {
        if self.lang.is_rtl() { ar } else { en }
    }
}

const HUES: [(u8, u8, u8, &str, &str); 6] = [
    (66, 133, 244, "شخص", "Person"),
    (15, 157, 88, "منظمة", "Organisation"),
    (244, 180, 0, "مكان", "Place"),
    (171, 71, 188, "تاريخ", "Date"),
    (219, 68, 55, "حدث", "Event"),
    (0, 172, 193, "منصب", "Title"),
];

pub(crate) fn show(ui: &mut Ui, page: &mut Page) {
    theme::apply(ui.ctx(), page.lang, page.mode);
    egui::Panel::top("bar").show(ui, |ui| bar(ui, page));
    let start = side_panel(ui, Side::Start, "articles").exact_size(230.0);
    start.show(ui, |ui| column(ui, |ui| rows(ui, page)));
    let end = side_panel(ui, Side::End, "labels").exact_size(220.0);
    end.show(ui, |ui| column(ui, |ui| labels(ui, page)));
    let frame = egui::Frame::new()
        .fill(look(ui.ctx()).tokens.palette.surface)
        .inner_margin(16.0);
    egui::CentralPanel::default()
        .frame(frame)
        .show(ui, |ui| column(ui, |ui| centre(ui, page)));
    ask(ui, page);
    if page.toast {
        let text = page.t("صُدّر 12 مقالًا.", "12 articles were exported.");
        let close = page.t("حسنًا", "All right");
        toast(ui.ctx(), Tone::Calm, text, |ui| {
            page.toast = !tool_button(ui, close).clicked();
        });
    }
}

fn bar(ui: &mut Ui, page: &mut Page) {
    let name = page.t("القائمة", "Menu");
    menu_bar(ui, name, |ui| {
        menu(ui, page.t("ملف", "File"), |ui| {
            if menu_item(ui, page.t("فتح مشروع…", "Open project…"), Some("Ctrl+O")).clicked()
            {
                page.said.push("open".to_owned());
            }
            if menu_item(
                ui,
                page.t("تصدير (JSONL)", "Export (JSONL)"),
                Some("Ctrl+E"),
            )
            .clicked()
            {
                page.said.push("export".to_owned());
            }
            separator(ui);
            if menu_toggle(ui, page.on, page.t("وضع القراءة", "Reading mode"), None).clicked()
            {
                page.on = !page.on;
            }
        });
        menu(ui, page.t("تحرير", "Edit"), |ui| {
            if menu_item(ui, page.t("تراجع", "Undo"), Some("Ctrl+Z")).clicked() {
                page.said.push("undo".to_owned());
            }
        });
        menu(ui, page.t("مساعدة", "Help"), |ui| {
            menu_item(ui, page.t("المفاتيح", "Keys"), Some("F1"));
        });
    });
}

fn rows(ui: &mut Ui, page: &mut Page) {
    title(ui, page.t("المقالات (12)", "Articles (12)"));
    progress(ui, 0.4, page.t("التقدّم", "Progress"));
    let name = page.t("بحث في المقالات", "Search articles");
    TextField::new(name)
        .placeholder(name)
        .show(ui, &mut page.empty);
    let count = 100_000;
    VirtualList::new(ui, "list", count).show(ui, |ui, at| {
        let text = match at {
            0 => page
                .t(
                    "تعاون أمني.. زيارة مستشار الأمن القومي العراقي إلى طهران",
                    "Security cooperation: the adviser's visit",
                )
                .to_owned(),
            1 => "Microsoft (شركة) 2024".to_owned(),
            at => format!("{} {}", page.t("مقال", "Article"), at + 1),
        };
        let detail = if at % 3 == 0 { "7/21" } else { "" };
        let row = Row::new(&text)
            .detail(detail)
            .chosen(page.chosen == at)
            .show(ui);
        context_menu(&row, |ui| {
            if menu_item(ui, page.t("حذف", "Delete"), Some("Del")).clicked() {
                page.said.push(format!("delete {at}"));
            }
        });
        if row.clicked() {
            page.chosen = at;
        }
    });
}

fn labels(ui: &mut Ui, page: &mut Page) {
    title(ui, page.t("الوسوم", "Labels"));
    let tokens = look(ui.ctx()).tokens;
    for (at, (r, g, b, ar, en)) in HUES.into_iter().enumerate() {
        let colours = tokens.label(Colour { r, g, b });
        let key = (at + 1).to_string();
        let text = page.t(ar, en);
        let row = Row::new(text)
            .dot(colours.chip)
            .detail(&key)
            .chosen(at == 0);
        drop(
            row.show(ui)
                .on_hover(page.t("وسم أسماء الأشخاص", "Names of people")),
        );
    }
    separator(ui);
    wrapping_row(ui, |ui| {
        for (r, g, b, ar, en) in HUES {
            chip(ui, page.t(ar, en), tokens.label(Colour { r, g, b }));
        }
    });
    card(ui, |ui| {
        strong_label(ui, "القاهرة");
        weak_label(
            ui,
            page.t("معجم: عاصمة (3 مواضع)", "Gazetteer: capital (3 places)"),
        );
        content_label(ui, "John Smith (لندن)");
    });
}

fn centre(ui: &mut Ui, page: &mut Page) {
    heading(ui, page.t("معرض الأدوات", "Gallery of widgets"));
    weak_label(ui, page.t(
        "كل كلمة تمرّ بمحرّك النصوص: «أقواس» (2024) و Latin و ١٢٫٥٪، وهذه جملة طويلة تلتفّ على أكثر من سطر حين يضيق بها المكان.",
        "Every word goes through the text engine: brackets (2024), العربية and digits; this sentence is long so that it wraps onto a second line when there is no room.",
    ));
    row(ui, |ui| {
        primary_button(ui, page.t("قبول", "Accept"));
        button(ui, page.t("رفض", "Reject"));
        danger_button(ui, page.t("حذف الكل (12)", "Delete all (12)"));
        tool_button(ui, page.t("تراجع", "Undo"));
        let text = page.t("محاذاة", "Snap");
        toggle_button(ui, &mut page.on, text);
        ui.add_enabled_ui(false, |ui| button(ui, page.t("معطّل", "Disabled")));
    });
    choices(ui, page);
    let name = page.t("ملاحظة", "Note");
    TextField::new(name)
        .placeholder(name)
        .show(ui, &mut page.field);
    indented(ui, |ui| {
        label(
            ui,
            page.t(
                "نص مُزاح: قال John Smith في 2024 (لندن).",
                "Indented: قال John Smith in 2024.",
            ),
        );
    });
    notice(
        ui,
        Tone::Good,
        page.t(
            "حُفظ المشروع في 12 ملفًّا.",
            "The project was saved in 12 files.",
        ),
        |ui| {
            tool_button(ui, page.t("إغلاق", "Close"));
        },
    );
    notice(
        ui,
        Tone::Danger,
        page.t(
            "تعذّر الحفظ: القرص ممتلئ.",
            "Could not save: the disk is full.",
        ),
        |_| {},
    );
    spread(
        ui,
        |ui| label(ui, page.t("محفوظ", "Saved")),
        |ui| weak_label(ui, page.t("Enter للقبول", "Enter accepts")),
    );
    if button(ui, page.t("افتح مربع حوار", "Open a dialog")).clicked() {
        page.dialog = Some(Answer::Open);
    }
}

fn ask(ui: &Ui, page: &mut Page) {
    if page.dialog != Some(Answer::Open) {
        return;
    }
    let choices = [
        Choice::primary(page.t("حذف", "Delete")),
        Choice::plain(page.t("إلغاء", "Cancel")),
    ];
    let title = page.t("حذف المقال؟", "Delete the article?");
    let reason = page.t("السبب", "Reason");
    let why = page.t("لماذا؟", "Why?");
    let mut asked = false;
    let text = page.t(
        "سيُحذف المقال «زيارة طهران» مع 12 توسيمًا. يمكنك التراجع.",
        "The article “Tehran visit” and its 12 annotations go. You can undo this.",
    );
    let (answer, ()) = dialog(ui.ctx(), title, 380.0, &choices, |ui| {
        label(ui, text);
        if page.with_field {
            let field = TextField::new(reason).left_to_right();
            field.show(ui, &mut page.empty);
            asked = button(ui, why).clicked();
        }
    });
    page.dialog = Some(answer);
    if asked {
        page.said.push("why".to_owned());
    }
}

fn choices(ui: &mut Ui, page: &mut Page) {
    row(ui, |ui| {
        let text = page.t("تفعيل الخيار رقم 12 (Beta)", "Enable option 12 (Beta)");
        checkbox(ui, &mut page.checked, text);
        let (a, b) = (page.t("حرف", "Letter"), page.t("كلمة", "Word"));
        radio_value(ui, &mut page.snap, 0, a);
        radio_value(ui, &mut page.snap, 1, b);
    });
    row(ui, |ui| {
        label(ui, page.t("نوع الكيان:", "Kind of entity:"));
        let options = if page.lang.is_rtl() {
            ["منظمة", "شخص", "مكان"]
        } else {
            ["Organisation", "Person", "Place"]
        };
        combo_box(
            ui,
            page.t("نوع الكيان", "Kind of entity"),
            &options,
            &mut page.kind,
        );
        link(ui, page.t("ما الفرق؟", "What is the difference?"));
    });
}
