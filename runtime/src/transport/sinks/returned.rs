//! The item that a write returns.

use super::super::lift::Sink;
use super::{RawItem, split};

/// The bytes of the item in `Attributes`. They are decoded by the caller: the code that sends
/// writes does not depend on the model.
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
