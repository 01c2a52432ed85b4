//! Related items read for some links, and their distribution to the items with these links.

use crate::codec::DecodeError;

/// Related items; several links may share an item.
#[derive(Debug)]
pub struct Related<R, X = ()> {
    /// Each related item once.
    pub(super) rows: Vec<R>,
    /// For each link the positions of its items, in order, and the data of the pair.
    pub(super) of_links: Vec<Vec<(usize, X)>>,
    pub(super) unreadable: UnreadableRelated,
}

/// A value that was read, with the errors of items that could not be.
#[derive(Debug)]
pub struct Loaded<T> {
    pub(super) items: Vec<T>,
    pub(super) unreadable: UnreadableRelated,
}

/// Related items that could not be read.
#[derive(Debug, Default)]
pub(super) struct UnreadableRelated {
    pub(super) bad: Vec<DecodeError>,
    /// `true` if one of them must not be skipped.
    pub(super) fails: bool,
}

/// A failure, and the position of the link it occurred at.
#[derive(Debug)]
pub struct Failure {
    pub(super) link: usize,
    pub(super) error: crate::Error,
}

impl UnreadableRelated {
    pub(super) fn new(bad: Vec<DecodeError>, skip: bool) -> Self {
        Self {
            fails: !skip && !bad.is_empty(),
            bad,
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.fails |= other.fails;
        self.bad.extend(other.bad);
        self
    }
}

impl<T> Loaded<T> {
    /// Returns these items, without errors.
    pub(super) fn sound(items: Vec<T>) -> Self {
        Self {
            items,
            unreadable: UnreadableRelated::default(),
        }
    }
}

/// Hands out rows by position, as often as they are wanted. The last use of a row takes it without
/// a copy.
pub(super) struct Shared<R> {
    rows: Vec<Option<R>>,
    wanted: Vec<usize>,
}

impl<R: Clone> Shared<R> {
    /// Collects rows for these items: `of_links` lists the rows of each link, `of_items` the link
    /// of each item.
    pub(super) fn new<X>(
        rows: Vec<R>,
        of_links: &[Vec<(usize, X)>],
        of_items: &[Option<usize>],
    ) -> Self {
        let mut wanted = vec![0; rows.len()];
        for link in of_items.iter().flatten() {
            for (row, _) in &of_links[*link] {
                wanted[*row] += 1;
            }
        }
        let rows = rows.into_iter().map(Some).collect();
        Self { rows, wanted }
    }

    /// Returns the row at this position; `None` only if it has been handed out as often as it was
    /// wanted.
    pub(super) fn take(&mut self, row: usize) -> Option<R> {
        self.wanted[row] = self.wanted[row].saturating_sub(1);
        if self.wanted[row] == 0 {
            self.rows[row].take()
        } else {
            self.rows[row].clone()
        }
    }
}
