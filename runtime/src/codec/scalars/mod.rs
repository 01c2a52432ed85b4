//! Stored forms of scalars.

mod boolean;
mod bytes;
mod decimal;
mod document;
mod floats;
mod ids;
mod integers;
mod string;
mod times;

pub use crate::types::Bytes;
pub(crate) use times::encode_at_offset;
