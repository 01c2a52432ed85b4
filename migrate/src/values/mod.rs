//! Stored attributes as values of expressions, and back.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use read::{Attributes, Item, Reader};
pub(crate) use write::Writer;
