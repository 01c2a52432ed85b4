//! The item that a write returns.

use super::super::lift::Sink;
use super::{RawItem, split};

/// The bytes of the item in `Attributes`. What is made of them depends on the model, which the
/// code that sends writes does not know.
#[derive(Default)]
pub(crate) struct ReturnedItem(Option<RawItem>);

impl ReturnedItem {
    pub(crate) fn into_item(self) -> Option<RawItem> {
        self.0
    }
}

impl Sink for ReturnedItem {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.0 = None;
        split::without_member(body, "Attributes", |scanner| {
            let start = scanner.offset();
            scanner.skip_value()?;
            self.0 = body.get(start..scanner.offset()).map(RawItem::new);
            Ok(())
        })
    }
}
