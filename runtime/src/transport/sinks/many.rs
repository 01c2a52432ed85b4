//! The items of a query or scan.

use super::super::item_condition::ItemCondition;
use super::super::lift::Sink;
use super::split;
use crate::codec::{DecodeError, Scanner};
use crate::expr::Conjunction;
use crate::item::{Shape, Stored, StoredItem};

/// The number of items wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quota {
    /// `None` for all of them.
    pub(crate) items: Option<usize>,
    /// `true` if unreadable items are skipped and do not count.
    pub(crate) skip_bad: bool,
}

impl Quota {
    /// Returns the number of items that count.
    pub(crate) fn counted(self, good: usize, bad: usize) -> usize {
        good + if self.skip_bad { 0 } else { bad }
    }

    /// Returns `true` if all items so far count.
    pub(crate) fn counts_all(self, bad: usize) -> bool {
        bad == 0 || !self.skip_bad
    }

    /// Returns the quota that is left after these items.
    pub(crate) fn left(self, good: usize, bad: usize) -> Self {
        let counted = self.counted(good, bad);
        let items = self.items.map(|items| items.saturating_sub(counted));
        Self { items, ..self }
    }

    /// Returns `true` if these items are enough.
    pub(crate) fn is_met(self, good: usize, bad: usize) -> bool {
        self.left(good, bad).items == Some(0)
    }
}

/// The items in `Items`, up to the wanted number.
pub(crate) struct Many<L: Shape> {
    shape: L,
    quota: Quota,
    /// The condition for an item to count.
    checked: ItemCondition,
    pub(crate) items: Vec<L::Row>,
    pub(crate) bad: Vec<DecodeError>,
    /// The last item taken, if there were more than wanted.
    pub(crate) cut: Option<StoredItem>,
}

impl<L: Shape> Many<L> {
    pub(crate) fn up_to(quota: Quota, shape: L, checked: &Conjunction) -> Self {
        Self {
            shape,
            quota,
            checked: ItemCondition::of(checked, &[]),
            ..Self::default()
        }
    }

    fn take(&mut self, scanner: &mut Scanner<'_>) -> Result<(), DecodeError> {
        scanner.begin_array()?;
        let mut last = None;
        while scanner.next_element()? {
            if self.quota.is_met(self.items.len(), self.bad.len()) {
                self.cut = last.as_mut().and_then(whole_item);
                scanner.skip_value()?;
                while scanner.next_element()? {
                    scanner.skip_value()?;
                }
                break;
            }
            let mut here = scanner.clone();
            if !self.is_one(&here) {
                scanner.skip_value()?;
                continue;
            }
            match scanner.item(|reader| self.shape.lift(reader))? {
                Ok(item) => self.items.push(item),
                Err(error) => self
                    .bad
                    .push(L::blame(error, whole_item(&mut here).as_ref())),
            }
            last = Some(here);
        }
        Ok(())
    }
}

impl<L: Shape> Many<L> {
    /// Returns `true` if the item at the scanner counts. An unreadable one does: its error is
    /// reported when it is read.
    fn is_one(&self, scanner: &Scanner<'_>) -> bool {
        if self.checked.is_empty() {
            return true;
        }
        let read = scanner.clone().item(|reader| self.checked.read(reader));
        !matches!(read, Ok(Ok(None)))
    }
}

/// Returns the item at an earlier position of the scanner, with all its attributes.
pub(super) fn whole_item(scanner: &mut Scanner<'_>) -> Option<StoredItem> {
    scanner.item(|reader| Stored.lift(reader)).ok()?.ok()
}

impl<L: Shape> Default for Many<L> {
    fn default() -> Self {
        Self {
            shape: L::default(),
            quota: Quota::default(),
            checked: ItemCondition::default(),
            items: Vec::new(),
            bad: Vec::new(),
            cut: None,
        }
    }
}

impl<L: Shape> Sink for Many<L> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.items.clear();
        self.bad.clear();
        self.cut = None;
        split::without_member(body, "Items", |scanner| self.take(scanner))
    }
}
