//! The items of a query or scan.

use super::super::lift::Sink;
use super::{Lifted, split};
use crate::codec::DecodeError;
use crate::codec::wire::Scanner;
use crate::item::StoredItem;

/// The items in `Items`, up to a number that is wanted.
pub(crate) struct Many<R> {
    wanted: usize,
    pub(crate) items: Vec<R>,
    pub(crate) bad: Vec<DecodeError>,
    /// The last item that was taken, if there were more than wanted.
    pub(crate) cut: Option<StoredItem>,
}

impl<R: Lifted> Many<R> {
    pub(crate) fn up_to(wanted: Option<usize>) -> Self {
        Self {
            wanted: wanted.unwrap_or(usize::MAX),
            ..Self::default()
        }
    }

    fn take(&mut self, scanner: &mut Scanner<'_>) -> Result<(), DecodeError> {
        scanner.begin_array()?;
        let mut last = None;
        while scanner.next_element()? {
            if self.items.len() + self.bad.len() >= self.wanted {
                self.cut = last.as_mut().and_then(whole_item);
                scanner.skip_value()?;
                while scanner.next_element()? {
                    scanner.skip_value()?;
                }
                break;
            }
            let mut here = scanner.clone();
            match scanner.item(R::lift)? {
                Ok(item) => self.items.push(item),
                Err(error) => self
                    .bad
                    .push(R::blame(error, whole_item(&mut here).as_ref())),
            }
            last = Some(here);
        }
        Ok(())
    }
}

/// The item at a place that the scanner has been at before, with all its attributes.
pub(super) fn whole_item(scanner: &mut Scanner<'_>) -> Option<StoredItem> {
    scanner.item(StoredItem::lift).ok()?.ok()
}

impl<R> Default for Many<R> {
    fn default() -> Self {
        Self {
            wanted: usize::MAX,
            items: Vec::new(),
            bad: Vec::new(),
            cut: None,
        }
    }
}

impl<R: Lifted> Sink for Many<R> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.items.clear();
        self.bad.clear();
        self.cut = None;
        split::without_member(body, "Items", |scanner| self.take(scanner))
    }
}
