//! The item of a response with one item.

use super::super::lift::Sink;
use super::split;
use crate::codec::DecodeError;
use crate::item::Shape;

/// The item in one member of a response: `Item` or `Attributes`.
pub(crate) struct One<L: Shape> {
    member: &'static str,
    shape: L,
    item: Option<Result<L::Row, DecodeError>>,
}

impl<L: Shape> One<L> {
    pub(crate) fn of(member: &'static str, shape: L) -> Self {
        Self {
            member,
            shape,
            item: None,
        }
    }

    pub(crate) fn into_item(self) -> Option<Result<L::Row, DecodeError>> {
        self.item
    }
}

impl<L: Shape> Default for One<L> {
    fn default() -> Self {
        Self::of("", L::default())
    }
}

impl<L: Shape> Sink for One<L> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.item = None;
        split::without_member(body, self.member, |scanner| {
            self.item = Some(scanner.item(|reader| self.shape.lift(reader))?);
            Ok(())
        })
    }
}
