//! The one item of an answer.

use super::super::lift::Sink;
use super::{Lifted, split};
use crate::codec::DecodeError;

/// The item in one member of an answer: `Item` or `Attributes`.
pub(crate) struct One<R> {
    member: &'static str,
    item: Option<Result<R, DecodeError>>,
}

impl<R> One<R> {
    pub(crate) fn of(member: &'static str) -> Self {
        Self { member, item: None }
    }

    pub(crate) fn into_item(self) -> Option<Result<R, DecodeError>> {
        self.item
    }
}

impl<R> Default for One<R> {
    fn default() -> Self {
        Self::of("")
    }
}

impl<R: Lifted> Sink for One<R> {
    fn lift(&mut self, body: &[u8]) -> Option<Vec<u8>> {
        self.item = None;
        split::without_member(body, self.member, |scanner| {
            self.item = Some(scanner.item(R::lift)?);
            Ok(())
        })
    }
}
