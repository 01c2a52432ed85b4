//! Stored attributes as values of expressions, and back.

mod read;
mod write;

pub(crate) use read::{Attributes, Item, Reader};
pub(crate) use write::Writer;
