//! Short lists of rows: a million transactions have three each, and most of those hold a single row.

use core::ops::Deref;

/// Rows that a list holds without memory of its own.
const HERE: usize = 3;

/// Numbers of rows, in the order in which they came.
#[derive(Clone, Debug)]
pub(crate) enum Few {
    /// How many, and they.
    Here(u8, [u32; HERE]),
    There(Vec<u32>),
}

impl Default for Few {
    fn default() -> Self {
        Self::Here(0, [0; HERE])
    }
}

impl Deref for Few {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        match self {
            Self::Here(count, rows) => rows.get(..usize::from(*count)).unwrap_or_default(),
            Self::There(rows) => rows,
        }
    }
}

impl<'a> IntoIterator for &'a Few {
    type Item = &'a u32;
    type IntoIter = core::slice::Iter<'a, u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Few {
    /// Adds a row at the end.
    pub(crate) fn push(&mut self, row: u32) {
        match self {
            Self::There(rows) => rows.push(row),
            Self::Here(count, rows) => match rows.get_mut(usize::from(*count)) {
                Some(place) => {
                    *place = row;
                    *count += 1;
                }
                None => {
                    let mut more = rows.to_vec();
                    more.push(row);
                    *self = Self::There(more);
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stay_in_their_order_however_many_they_are() {
        let mut few = Few::default();
        assert!(few.is_empty());
        for row in 0..10 {
            few.push(row);
            assert_eq!(few.to_vec(), (0..=row).collect::<Vec<_>>());
        }
        assert_eq!(size_of::<Few>(), size_of::<Vec<u32>>());
    }
}
