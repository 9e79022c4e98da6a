//! `tawsim history`: who decided what when, as lines for people.

use crate::app::headless::history::{Moment, Touch, names};
use crate::model::moment::moment;

/// A line for people: when, who, what, where.
#[must_use]
pub fn line(of: &Moment) -> String {
    let (step, deed) = names(of);
    let step = if step == "do" {
        String::new()
    } else {
        format!("{step} ")
    };
    let places: Vec<String> = of.touches.iter().filter_map(place).collect();
    let when = moment(of.at.0);
    format!(
        "{when}\t{}\t{step}{deed}\t{}\n",
        of.annotator,
        places.join("; ")
    )
}

fn place(touch: &Touch) -> Option<String> {
    let article = touch.article.as_ref()?;
    let text = touch.text.as_deref().map(|text| {
        let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!(" «{one_line}»")
    });
    let label = touch.label.as_ref().map(|label| format!(" {label}"));
    let act = touch.act.name();
    Some(format!(
        "{act} {article}{}{}",
        text.unwrap_or_default(),
        label.unwrap_or_default()
    ))
}
