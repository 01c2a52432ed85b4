//! The codec between Rust values and DynamoDB attributes.
//!
//! A generated type has one codec, written against [`Reader`] and [`Writer`]. Each has two
//! implementations: `AttributeValue` maps of the SDK, and DynamoDB JSON as sent on the wire. The
//! latter reads query results into structs without a map in between.

mod as_written;
mod attribute;
mod collections;
mod error;
mod fields;
mod flatten;
mod former;
pub mod generated;
mod handle;
pub mod key;
mod map;
mod mismatch;
mod reader;
mod recoded;
mod reread;
mod rules;
mod scalars;
mod serde_codec;
pub(crate) mod size;
mod tagged;
pub mod wire;
mod writer;

pub use as_written::{check_key, check_sensitive_key};
pub(crate) use as_written::{read_key, read_stored_key};
pub use attribute::{Attribute, Codec, Coded, Comparable, KeyAttribute, SetMember};
pub use collections::{List, Map, Set};
pub use error::{CodecError, DecodeError, EncodeError, EncodeProblem, UnknownEnumValue};
pub use fields::{
    Field, FieldWriter, Fields, Group, KeyPart, Nullable, OrAbsent, Secret, read_fields,
    read_flattened, read_optional_flattened, undeclared,
};
pub use flatten::Flatten;
pub(crate) use former::converted;
pub use former::{Former, FormerNames, FormerValues, Printed};
pub use handle::Handle;
pub use map::{ItemReader, ItemWriter, decode_value, encode_value};
pub(crate) use map::{encode_key_value, encode_value_inside};
pub(crate) use mismatch::{mismatch_of, no_map_of};
pub use reader::{Reader, Value};
pub use recoded::Recoded;
pub(crate) use reread::reread;
pub use scalars::Bytes;
pub(crate) use scalars::{
    ScalarVisitor, SetVisitor, encode_at_offset, encode_or_never, visit_scalar, visit_set,
};
pub use serde_codec::SerdeCodec;
pub use tagged::{VariantFields, read_adjacent, read_tagged, write_content};
pub use wire::{Scanner, WireReader, WireWriter};
pub use writer::{SetKind, Writer};
