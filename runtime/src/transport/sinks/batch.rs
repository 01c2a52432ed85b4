//! The items of a batch.

use super::super::lift::Sink;
use super::many::whole_item;
use super::split;
use crate::codec::{DecodeError, Scanner};
use crate::item::{Shape, StoredItem};

/// The items in `Responses`, of all tables.
pub(crate) struct Batch<L: Shape> {
    shape: L,
    pub(crate) items: Vec<L::Row>,
    /// The errors of unreadable items, with the items where possible.
    pub(crate) bad: Vec<(DecodeError, Option<StoredItem>)>,
}

impl<L: Shape> Batch<L> {
    pub(crate) fn of(shape: L) -> Self {
        Self {
            shape,
            items: Vec::new(),
            bad: Vec::new(),
        }
    }

    fn take(&mut self, scanner: &mut Scanner<'_>) -> Result<(), DecodeError> {
        scanner.begin_object()?;
        while scanner.next_key()?.is_some() {
            scanner.begin_array()?;
            while scanner.next_element()? {
                let mut here = scanner.clone();
                match scanner.item(|reader| self.shape.lift(reader))? {
                    Ok(item) => self.items.push(item),
                    Err(error) => {
                        let item = whole_item(&mut here);
                        self.bad.push((L::blame(error, item.as_ref()), item));
                    }
                }
            }
        }
        Ok(())
    }
}

impl<L: Shape> Default for Batch<L> {
    fn default() -> Self {
        Self::of(L::default())
    }
}

impl<L: Shape> Sink for Batch<L> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.items.clear();
        self.bad.clear();
        split::without_member(body, "Responses", |scanner| self.take(scanner))
    }
}
