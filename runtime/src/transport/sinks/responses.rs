//! The items of a transactional read, which may belong to several models.

use super::super::lift::Sink;
use super::split;
use crate::codec::{DecodeError, Scanner};
use crate::item::Shape;

/// The bytes of the items in `Responses`, in the order of the reads.
#[derive(Default)]
pub(crate) struct Responses(Vec<Option<RawItem>>);

/// An item in the bytes of the response.
#[derive(Clone, Debug)]
pub struct RawItem(Vec<u8>);

impl Responses {
    pub(crate) fn into_items(self) -> Vec<Option<RawItem>> {
        self.0
    }

    fn take(&mut self, body: &[u8], scanner: &mut Scanner<'_>) -> Result<(), DecodeError> {
        scanner.begin_array()?;
        while scanner.next_element()? {
            let mut found = None;
            scanner.begin_object()?;
            while let Some(key) = scanner.next_key()? {
                let start = scanner.offset();
                scanner.skip_value()?;
                if key == "Item" {
                    found = body.get(start..scanner.offset()).map(RawItem::new);
                }
            }
            self.0.push(found);
        }
        Ok(())
    }
}

impl Sink for Responses {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.0.clear();
        split::without_member(body, "Responses", |scanner| self.take(body, scanner))
    }
}

impl RawItem {
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Reads the item as a shape.
    pub(crate) fn read<L: Shape>(&self, shape: &L) -> Result<L::Row, DecodeError> {
        Scanner::new(&self.0)?.item(|reader| shape.lift(reader))?
    }
}
