//! Which articles come, in which order, in which part.

use std::collections::{BTreeMap, HashMap};

use super::recipe::{Duplicates, Grouping, Order, Recipe};
use super::source::{Place, Source};
use super::split::{self, Item};
use super::{Refusal, Watch};
use crate::model::dataset::Record;
use crate::store::ids::sha256;
use crate::text::normalize::match_form;

/// A part of the dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name; empty if the dataset is one whole.
    pub(super) name: &'static str,
    /// Its articles in order.
    pub(super) places: Vec<Place>,
}

/// What will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) parts: Vec<Part>,
    /// Articles left out because another has their text, which is named behind them.
    pub(super) duplicates: Vec<(String, String)>,
}

/// An article that was looked at.
struct Seen {
    place: Place,
    item: Item,
    /// The same for equal texts of one person.
    text: String,
    annotations: usize,
}

/// Looks at every article if need be and lays out the parts.
pub(super) fn plan(
    source: &Source<'_>,
    recipe: &Recipe,
    watch: &Watch<'_>,
) -> Result<Plan, Refusal> {
    let mut places = source.places();
    if recipe.order == Order::Shuffled {
        places.sort_by_cached_key(|place| split::lot(recipe.seed, &place.id));
    }
    if !recipe.looks_ahead() {
        let parts = vec![Part { name: "", places }];
        let duplicates = Vec::new();
        return Ok(Plan { parts, duplicates });
    }
    let total = places.len();
    let mut seen = Vec::new();
    for (at, place) in places.into_iter().enumerate() {
        watch.step(at, total, (0.0, 0.5))?;
        if let Some(record) = source.record(&place)? {
            seen.push(look(place, &record, recipe.grouping));
        }
    }
    let mut duplicates = Vec::new();
    if recipe.duplicates == Duplicates::Drop {
        (seen, duplicates) = without_duplicates(seen);
    }
    let parts = parts(seen, recipe)?;
    Ok(Plan { parts, duplicates })
}

fn look(place: Place, record: &Record, grouping: Grouping) -> Seen {
    // Spelling and white space do not make another text.
    let mut form = match_form(&record.article.text);
    form.retain(|c| !c.is_whitespace());
    let text = sha256(&form);
    let mut keys = vec![format!("text {text}")];
    if let (Grouping::Source, Some(source)) = (grouping, &record.article.meta.source) {
        keys.push(format!("source {source}"));
    }
    let mut counts = BTreeMap::new();
    for annotation in &record.annotations {
        *counts.entry(annotation.label.to_string()).or_default() += 1;
    }
    let who = place.id.strip_prefix(place.article()).unwrap_or_default();
    Seen {
        item: Item {
            id: place.id.clone(),
            keys,
            counts,
        },
        text: format!("{text}{who}"),
        annotations: record.annotations.len(),
        place,
    }
}

fn without_duplicates(seen: Vec<Seen>) -> (Vec<Seen>, Vec<(String, String)>) {
    let mut best: HashMap<&str, usize> = HashMap::new();
    for (at, one) in seen.iter().enumerate() {
        let known = best.entry(&one.text).or_insert(at);
        if seen[*known].annotations < one.annotations {
            *known = at;
        }
    }
    let kept: Vec<usize> = seen.iter().map(|one| best[one.text.as_str()]).collect();
    let ids: Vec<String> = seen.iter().map(|one| one.place.id.clone()).collect();
    let (mut left, mut duplicates) = (Vec::new(), Vec::new());
    for (at, one) in seen.into_iter().enumerate() {
        if kept[at] == at {
            left.push(one);
        } else {
            duplicates.push((one.place.id, ids[kept[at]].clone()));
        }
    }
    (left, duplicates)
}

fn parts(seen: Vec<Seen>, recipe: &Recipe) -> Result<Vec<Part>, Refusal> {
    let Some(shares) = recipe.shares else {
        let places = seen.into_iter().map(|one| one.place).collect();
        return Ok(vec![Part { name: "", places }]);
    };
    let (names, shares): (Vec<_>, Vec<_>) = shares.parts().into_iter().unzip();
    let items: Vec<Item> = seen.iter().map(|one| one.item.clone()).collect();
    let assigned = split::assign(&items, &shares, recipe.seed);
    let assigned = assigned.map_err(|few| Refusal::TooFewGroups(few.0, shares.len()))?;
    let empty = |name| Part {
        name,
        places: Vec::new(),
    };
    let mut parts: Vec<Part> = names.into_iter().map(empty).collect();
    for (one, part) in seen.into_iter().zip(assigned) {
        parts[part].places.push(one.place);
    }
    Ok(parts)
}
