//! The items of a batch.

use super::super::lift::Sink;
use super::super::shape::{Shape, Whole};
use super::many::whole_item;
use super::split;
use crate::codec::DecodeError;
use crate::codec::wire::Scanner;
use crate::item::StoredItem;
use crate::model::Row;

/// The items in `Responses`, of whatever table.
pub(crate) struct Batch<R> {
    pub(crate) items: Vec<R>,
    /// What cannot be read, and the item if that much of it can.
    pub(crate) bad: Vec<(DecodeError, Option<StoredItem>)>,
}

impl<R: Row> Batch<R> {
    fn take(&mut self, scanner: &mut Scanner<'_>) -> Result<(), DecodeError> {
        scanner.begin_object()?;
        while scanner.next_key()?.is_some() {
            scanner.begin_array()?;
            while scanner.next_element()? {
                let mut here = scanner.clone();
                match scanner.item(R::read)? {
                    Ok(item) => self.items.push(item),
                    Err(error) => {
                        let item = whole_item(&mut here);
                        self.bad
                            .push((Whole::<R>::blame(error, item.as_ref()), item));
                    }
                }
            }
        }
        Ok(())
    }
}

impl<R> Default for Batch<R> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            bad: Vec::new(),
        }
    }
}

impl<R: Row> Sink for Batch<R> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.items.clear();
        self.bad.clear();
        split::without_member(body, "Responses", |scanner| self.take(scanner))
    }
}
