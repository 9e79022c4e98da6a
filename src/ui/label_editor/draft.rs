//! A label while it is being edited: every part as typed.

use crate::i18n::labels::LabelFault;
use crate::model::ids::LabelId;
use crate::model::label::{Attribute, AttributeKind, Bilingual, Colour, Label};
use crate::ui::widgets::FieldState;

/// A label as typed so far.
pub(super) struct Draft {
    /// Tells drafts apart while their ids are being typed.
    pub(super) number: usize,
    /// The label that it changes, if there was one.
    pub(super) origin: Option<LabelId>,
    pub(super) id: FieldState,
    pub(super) name_ar: FieldState,
    pub(super) name_en: FieldState,
    pub(super) key: FieldState,
    pub(super) colour: FieldState,
    pub(super) about_ar: FieldState,
    pub(super) about_en: FieldState,
    pub(super) examples: FieldState,
    pub(super) attributes: Vec<AttributeDraft>,
}

/// An attribute as typed so far.
pub(super) struct AttributeDraft {
    pub(super) id: FieldState,
    pub(super) name_ar: FieldState,
    pub(super) name_en: FieldState,
    /// Place in [`KINDS`].
    pub(super) kind: usize,
    pub(super) options: FieldState,
}

/// The place of choices among the kinds of attributes; then text, then yes or no.
pub(super) const CHOICE: usize = 0;
const TEXT: usize = 1;
const BOOLEAN: usize = 2;

impl Draft {
    pub(super) fn of(label: &Label, number: usize, origin: Option<LabelId>) -> Self {
        let key = label.key.map(String::from).unwrap_or_default();
        Self {
            number,
            origin,
            id: FieldState::new(label.id.as_str()),
            name_ar: FieldState::new(&label.name.ar),
            name_en: FieldState::new(&label.name.en),
            key: FieldState::new(&key.to_ascii_uppercase()),
            colour: FieldState::new(&code(label.colour)),
            about_ar: FieldState::new(&label.description.ar),
            about_en: FieldState::new(&label.description.en),
            examples: FieldState::new(&label.examples.join("، ")),
            attributes: label.attributes.iter().map(AttributeDraft::of).collect(),
        }
    }

    /// The label that was typed.
    ///
    /// # Errors
    /// What in it is none.
    pub(super) fn label(&self) -> Result<Label, LabelFault> {
        let colour = self.colour.text().trim();
        let colour = parsed(colour).ok_or_else(|| LabelFault::BadColour(colour.to_owned()))?;
        let name = Bilingual::new(self.name_ar.text().trim(), self.name_en.text().trim());
        let mut label = Label::new(self.id().into(), name, colour);
        label.key = self.key()?;
        label.description =
            Bilingual::new(self.about_ar.text().trim(), self.about_en.text().trim());
        label.examples = list(self.examples.text());
        label.attributes = self
            .attributes
            .iter()
            .map(AttributeDraft::attribute)
            .collect();
        Ok(label)
    }

    pub(super) fn id(&self) -> &str {
        self.id.text().trim()
    }

    pub(super) fn colour(&self) -> Option<Colour> {
        parsed(self.colour.text().trim())
    }

    fn key(&self) -> Result<Option<char>, LabelFault> {
        let typed = self.key.text().trim();
        let mut chars = typed.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Ok(None),
            (Some(key), None) if key.is_ascii_alphanumeric() => Ok(Some(key.to_ascii_lowercase())),
            _ => Err(LabelFault::BadKey(typed.to_owned())),
        }
    }
}

impl AttributeDraft {
    fn of(attribute: &Attribute) -> Self {
        let (kind, options) = match &attribute.kind {
            AttributeKind::Choice(options) => (CHOICE, options.join("، ")),
            AttributeKind::Text => (TEXT, String::new()),
            AttributeKind::Boolean => (BOOLEAN, String::new()),
        };
        Self {
            id: FieldState::new(&attribute.id),
            name_ar: FieldState::new(&attribute.name.ar),
            name_en: FieldState::new(&attribute.name.en),
            kind,
            options: FieldState::new(&options),
        }
    }

    /// Nothing typed yet.
    pub(super) fn empty() -> Self {
        Self {
            id: FieldState::new(""),
            name_ar: FieldState::new(""),
            name_en: FieldState::new(""),
            kind: CHOICE,
            options: FieldState::new(""),
        }
    }

    fn attribute(&self) -> Attribute {
        Attribute {
            id: self.id.text().trim().to_owned(),
            name: Bilingual::new(self.name_ar.text().trim(), self.name_en.text().trim()),
            kind: match self.kind {
                TEXT => AttributeKind::Text,
                BOOLEAN => AttributeKind::Boolean,
                _ => AttributeKind::Choice(list(self.options.text())),
            },
        }
    }
}

/// The parts between Arabic or Latin commas.
fn list(text: &str) -> Vec<String> {
    let parts = text.split(['،', ',']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `#rrggbb`.
pub(super) fn code(Colour { r, g, b }: Colour) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn parsed(code: &str) -> Option<Colour> {
    let digits = code.strip_prefix('#').unwrap_or(code);
    let whole = digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok();
    let [_, r, g, b] = number.filter(|_| whole)?.to_be_bytes();
    Some(Colour { r, g, b })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_comes_back_as_it_was_and_nonsense_is_told() {
        let mut label = Label::new(
            "PER".into(),
            Bilingual::new("شخص", "Person"),
            Colour { r: 1, g: 2, b: 3 },
        );
        label.key = Some('p');
        label.examples = vec!["محمد".into(), "فاطمة الزهراء".into()];
        label.attributes = vec![Attribute {
            id: "state".into(),
            name: Bilingual::new("حالة", "State"),
            kind: AttributeKind::Choice(vec!["حي".into(), "ميت".into()]),
        }];
        let mut draft = Draft::of(&label, 0, None);
        assert_eq!(draft.label().unwrap(), label);
        draft.key.set_text("م");
        assert_eq!(draft.label(), Err(LabelFault::BadKey("م".into())));
        draft.key.set_text("");
        draft.colour.set_text("+12345");
        assert_eq!(draft.label(), Err(LabelFault::BadColour("+12345".into())));
        draft.colour.set_text("أحمر");
        assert_eq!(draft.label(), Err(LabelFault::BadColour("أحمر".into())));
    }
}
