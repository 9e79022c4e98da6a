//! The lexicon's rules follow the labels they are about.

use std::collections::BTreeMap;

use crate::app::command::Fate;
use crate::edit::change::Edit;
use crate::model::ids::LabelId;
use crate::model::project::Project;
use crate::model::ruling::{Ruling, form_of};

/// Rules by form and label, with the name as it is written.
type Rules = BTreeMap<(String, LabelId), (String, Ruling)>;

/// The edits of the lexicon when labels are renamed, merged or deleted.
pub(super) fn edits(project: &Project, fates: &BTreeMap<LabelId, Fate>) -> Vec<Edit> {
    let mut before = Rules::new();
    for (name, label, ruling) in project.rulings() {
        let key = (form_of(name), label.clone());
        before.insert(key, (name.to_owned(), ruling.clone()));
    }
    let mut after = before.clone();
    after.retain(|(_, label), _| !fates.contains_key(label));
    for ((form, label), (name, ruling)) in &before {
        let Some(Fate::Relabel(to)) = fates.get(label) else {
            continue;
        };
        let there = after.entry((form.clone(), to.clone()));
        let there = there.or_insert_with(|| (name.clone(), Ruling::default()));
        join(&mut there.1, ruling);
    }
    difference(&before, &after)
}

/// Adds what was ruled of a name as a label that becomes this one. Where the two contradict each
/// other, what was ruled of the label that was there before counts.
fn join(there: &mut Ruling, come: &Ruling) {
    let blocks = |ruling: &Ruling| ruling.blocked || !ruling.blocked_in.is_empty();
    let contradicts = there.by_hand && blocks(come) || come.by_hand && blocks(there);
    if !contradicts {
        there.by_hand |= come.by_hand;
        there.blocked |= come.blocked;
        there.blocked_in.extend(come.blocked_in.iter().cloned());
    }
    // The decisions of both are decisions about one name now.
    there.forgotten.0 = there.forgotten.0.saturating_add(come.forgotten.0);
    there.forgotten.1 = there.forgotten.1.saturating_add(come.forgotten.1);
}

fn difference(before: &Rules, after: &Rules) -> Vec<Edit> {
    let new = after.iter().filter(|(key, _)| !before.contains_key(*key));
    let all = before.iter().chain(new);
    let edit = |((form, label), (name, _)): (&(String, LabelId), &(String, Ruling))| {
        let key = (form.clone(), label.clone());
        let ruling = |rules: &Rules| rules.get(&key).map(|(_, ruling)| ruling.clone());
        let before = ruling(before).unwrap_or_default();
        let after = ruling(after).unwrap_or_default();
        (before != after).then(|| Edit::Rule {
            name: name.clone(),
            label: label.clone(),
            before,
            after,
        })
    };
    all.filter_map(edit).collect()
}
