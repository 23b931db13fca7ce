//! Sorting of short lists. The standard sorts are quick on long ones and cost the web module some ten kilobytes a kind;
//! little here sorts more than a few hundred things.

use alloc::vec::Vec;

/// The places of a list of so many things in their order, which `compare` tells of two places; equals keep theirs. For
/// lists that strangers make long.
#[must_use]
pub fn by(count: usize, compare: &dyn Fn(usize, usize) -> core::cmp::Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Sorts by a key; equal keys keep their order. Quadratic in the length, linear when already in order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && matches!((items.get(at - 1), items.get(at)), (Some(a), Some(b)) if key(a) > key(b)) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_sort_does(mut items: Vec<(u8, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            super::by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(items, expected);
        }
    }
}
