//! Shares articles out so that every part has its share of every label and no source is in two.
//!
//! Iterative stratification (Sechidis, Tsoumakas, Vlahavas 2011) over groups: the rarest label is
//! shared out first, each group goes where its label is needed most.

use std::collections::{BTreeMap, HashMap};

use crate::store::ids::sha256;

/// An article, as far as sharing out goes.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// What it must stay together with: others with one of these keys.
    pub keys: Vec<String>,
    /// Annotations by label.
    pub counts: BTreeMap<String, usize>,
}

/// Articles that stay together.
struct Group {
    items: Vec<usize>,
    counts: BTreeMap<String, usize>,
    /// Decides between equals.
    lot: String,
}

/// There are fewer groups than parts: how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew(pub usize);

/// The part of each item. `shares` are those of the parts, none of them zero.
///
/// # Errors
/// A part would be empty.
pub fn assign(items: &[Item], shares: &[u32], seed: u64) -> Result<Vec<usize>, TooFew> {
    let groups = groups(items, seed);
    if groups.len() < shares.len() && !items.is_empty() {
        return Err(TooFew(groups.len()));
    }
    let mut part_of = place(&groups, shares);
    fill_empty(&groups, &mut part_of, shares.len());
    let mut parts = vec![0; items.len()];
    for (group, part) in groups.iter().zip(part_of) {
        group.items.iter().for_each(|item| parts[*item] = part);
    }
    Ok(parts)
}

/// A place in the order of a seed, which does not depend on what else there is.
pub(super) fn lot(seed: u64, id: &str) -> String {
    sha256(&format!("{seed}\n{id}"))
}

/// The count that stands for the article itself; no label is empty.
const ARTICLE: &str = "";

fn groups(items: &[Item], seed: u64) -> Vec<Group> {
    let mut root: Vec<usize> = (0..items.len()).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for key in &item.keys {
            let other = *first.entry(key).or_insert(at);
            let (a, b) = (find(&mut root, at), find(&mut root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        let group = groups.entry(find(&mut root, at)).or_insert_with(|| Group {
            items: Vec::new(),
            counts: BTreeMap::new(),
            lot: lot(seed, &item.id),
        });
        group.items.push(at);
        *group.counts.entry(ARTICLE.to_owned()).or_default() += 1;
        for (label, count) in &item.counts {
            *group.counts.entry(label.clone()).or_default() += count;
        }
    }
    groups.into_values().collect()
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

fn place(groups: &[Group], shares: &[u32]) -> Vec<usize> {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, count) in groups.iter().flat_map(|group| &group.counts) {
        *totals.entry(label).or_default() += count;
    }
    let whole: f64 = shares.iter().map(|share| f64::from(*share)).sum();
    let need = |share: &u32| {
        let part = f64::from(*share) / whole;
        let wanted = totals
            .iter()
            .map(|(label, total)| (*label, number(*total) * part));
        wanted.collect::<BTreeMap<&str, f64>>()
    };
    let mut needs: Vec<BTreeMap<&str, f64>> = shares.iter().map(need).collect();
    let mut part_of = vec![usize::MAX; groups.len()];
    while let Some(label) = rarest(groups, &part_of) {
        let mut having: Vec<usize> = (0..groups.len())
            .filter(|at| part_of[*at] == usize::MAX && groups[*at].counts.contains_key(&label))
            .collect();
        having.sort_by(|a, b| {
            let [a, b] = [&groups[*a], &groups[*b]];
            (b.counts[&label].cmp(&a.counts[&label])).then_with(|| a.lot.cmp(&b.lot))
        });
        for at in having {
            let part = neediest(&needs, &label);
            part_of[at] = part;
            for (label, count) in &groups[at].counts {
                if let Some(need) = needs[part].get_mut(label.as_str()) {
                    *need -= number(*count);
                }
            }
        }
    }
    part_of
}

/// The label of which the fewest are left; articles as such come last.
fn rarest(groups: &[Group], part_of: &[usize]) -> Option<String> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    let open = groups
        .iter()
        .zip(part_of)
        .filter(|(_, part)| **part == usize::MAX);
    for (label, count) in open.flat_map(|(group, _)| &group.counts) {
        *left.entry(label).or_default() += count;
    }
    let key = |(label, count): &(&str, usize)| (label.is_empty(), *count, (*label).to_owned());
    left.into_iter()
        .min_by_key(key)
        .map(|(label, _)| label.to_owned())
}

fn neediest(needs: &[BTreeMap<&str, f64>], label: &str) -> usize {
    let need = |part: usize, label: &str| needs[part].get(label).copied().unwrap_or_default();
    let mut best = 0;
    for part in 1..needs.len() {
        let order = need(part, label).total_cmp(&need(best, label));
        let order = order.then(need(part, ARTICLE).total_cmp(&need(best, ARTICLE)));
        if order.is_gt() {
            best = part;
        }
    }
    best
}

/// A part that got nothing takes the smallest group of the part with the most.
fn fill_empty(groups: &[Group], part_of: &mut [usize], parts: usize) {
    let size = |part_of: &[usize], part: usize| part_of.iter().filter(|p| **p == part).count();
    for part in 0..parts {
        if size(part_of, part) > 0 {
            continue;
        }
        let fullest = (0..parts).max_by_key(|other| size(part_of, *other));
        let there = (0..groups.len()).filter(|at| Some(part_of[*at]) == fullest);
        let smallest = there.min_by_key(|at| (groups[*at].items.len(), groups[*at].lot.clone()));
        if let Some(at) = smallest {
            part_of[at] = part;
        }
    }
}

fn number(count: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of annotations are small"
    )]
    let number = count as f64;
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(at: usize, source: usize) -> Item {
        let count = |label: &str, n: usize| (label.to_owned(), n);
        // PER is everywhere, LAW in every tenth source only.
        let mut counts = BTreeMap::from([count("PER", 3 + at % 4)]);
        if source.is_multiple_of(10) {
            counts.extend([count("LAW", 1)]);
        }
        Item {
            id: format!("a{at}"),
            keys: vec![format!("source {source}")],
            counts,
        }
    }

    #[test]
    fn every_part_has_its_share_of_every_label_and_no_source_is_in_two() {
        let items: Vec<Item> = (0..600).map(|at| item(at, at / 3)).collect();
        let parts = assign(&items, &[80, 10, 10], 7).unwrap();
        for label in ["PER", "LAW"] {
            let count = |part: Option<usize>| -> usize {
                let of = items
                    .iter()
                    .zip(&parts)
                    .filter(|(_, p)| part.is_none_or(|q| q == **p));
                of.filter_map(|(item, _)| item.counts.get(label)).sum()
            };
            for (part, share) in [0.8, 0.1, 0.1].into_iter().enumerate() {
                let got = number(count(Some(part))) / number(count(None));
                assert!((got - share).abs() < 0.02, "{label} in part {part}: {got}");
            }
        }
        for (three, items) in parts.chunks(3).zip(items.chunks(3)) {
            assert!(
                three.iter().all(|part| *part == three[0]),
                "{}",
                items[0].keys[0]
            );
        }
        assert_eq!(assign(&items, &[80, 10, 10], 7).unwrap(), parts);
        assert_ne!(assign(&items, &[80, 10, 10], 8).unwrap(), parts);
    }

    #[test]
    fn no_part_is_empty_and_too_few_groups_are_told() {
        let items: Vec<Item> = (0..4).map(|at| item(at, at)).collect();
        let mut parts = assign(&items, &[98, 1, 1], 1).unwrap();
        parts.sort_unstable();
        parts.dedup();
        assert_eq!(parts, [0, 1, 2]);
        let one: Vec<Item> = (0..4).map(|at| item(at, 1)).collect();
        assert_eq!(assign(&one, &[80, 10, 10], 1), Err(TooFew(1)));
        assert_eq!(assign(&[], &[80, 10, 10], 1), Ok(Vec::new()));
    }
}
