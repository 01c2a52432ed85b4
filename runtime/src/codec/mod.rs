//! How Rust values become DynamoDB attributes and come back.
//!
//! A generated type has one codec, written against [`Reader`] and [`Writer`]. Each has two
//! implementations: `AttributeValue` maps of the SDK, and DynamoDB JSON as it is on the wire,
//! which is how query results become structs without a map in between.

mod attribute;
mod error;
mod reader;
mod writer;

pub use attribute::{Attribute, Codec, Coded, Comparable, KeyAttribute};
pub use error::{CodecError, DecodeError, EncodeError, EncodeProblem};
pub use reader::{Reader, Value};
pub use writer::Writer;
