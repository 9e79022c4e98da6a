//! Sums of many heights that change one by one: a Fenwick tree.
//!
//! P. M. Fenwick, "A new data structure for cumulative frequency tables", 1994.

/// Heights of a sequence of blocks; updates and searches cost O(log n). Sums are kept in `f64`, so
/// that a hundred thousand paragraphs add up to the pixel.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    values: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    /// From the heights in order.
    #[must_use]
    pub fn new(values: Vec<f32>) -> Self {
        let mut tree = vec![0.0; values.len() + 1];
        for (at, value) in values.iter().enumerate() {
            tree[at + 1] += f64::from(*value);
            let parent = (at + 1) + lowest_bit(at + 1);
            if parent < tree.len() {
                tree[parent] += tree[at + 1];
            }
        }
        Self { values, tree }
    }

    /// Number of blocks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Height of one block.
    #[must_use]
    pub fn get(&self, at: usize) -> f32 {
        self.values.get(at).copied().unwrap_or_default()
    }

    /// Changes one height.
    pub fn set(&mut self, at: usize, height: f32) {
        let Some(value) = self.values.get_mut(at) else {
            return;
        };
        let difference = f64::from(height) - f64::from(*value);
        *value = height;
        let mut node = at + 1;
        while node < self.tree.len() {
            self.tree[node] += difference;
            node += lowest_bit(node);
        }
    }

    /// Sum of the heights before block `at`.
    #[must_use]
    pub fn before(&self, at: usize) -> f64 {
        let mut node = at.min(self.values.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.tree[node];
            node -= lowest_bit(node);
        }
        sum
    }

    /// Sum of all heights.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.before(self.values.len())
    }

    /// The block that contains the vertical position `y`; the first or last one outside.
    #[must_use]
    pub fn find(&self, y: f64) -> usize {
        let mut node = 0;
        let mut left = y;
        let mut step = self.tree.len().next_power_of_two() >> 1;
        while step > 0 {
            let next = node + step;
            if next < self.tree.len() && self.tree[next] <= left {
                node = next;
                left -= self.tree[next];
            }
            step >>= 1;
        }
        node.min(self.values.len().saturating_sub(1))
    }
}

fn lowest_bit(node: usize) -> usize {
    node & node.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_searches_agree_with_plain_addition(
            values in prop::collection::vec(1u16..500, 1..300),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 1u16..500), 0..50),
            at in any::<prop::sample::Index>(),
        ) {
            let mut plain: Vec<f32> = values.into_iter().map(f32::from).collect();
            let mut heights = Heights::new(plain.clone());
            for (index, value) in changes {
                let index = index.index(plain.len());
                plain[index] = f32::from(value);
                heights.set(index, f32::from(value));
            }
            let at = at.index(plain.len());
            let sum: f64 = plain[..at].iter().map(|v| f64::from(*v)).sum();
            prop_assert_eq!(heights.before(at), sum);
            prop_assert_eq!(heights.find(sum), at);
            prop_assert_eq!(heights.find(sum + f64::from(plain[at]) - 0.5), at);
        }
    }
}
