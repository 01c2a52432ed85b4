//! Serialization of generated types with serde, as web services need it: what goes out, what comes
//! in.
//!
//! Values are written and read by their fields' names in the schema. The implementations are small
//! calls into this module instead of serde's derives, which take several times as long to compile.

mod adjacent;
mod bytes;
mod content;
mod document;
mod form;
mod former;
mod input;
mod large_integers;
mod number;
mod output;
mod tagged;
mod text;
mod ulids;
mod untagged;

pub use adjacent::deserialize_adjacent;
pub use form::{InputForm, OutputForm, OwnForm};
pub use input::{Input, InputFields, deserialize_fields};
pub use output::{ContentOutput, Output};
pub use serde_core::de::MapAccess;
pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
pub use tagged::{TaggedInput, deserialize_tagged, unknown_tag};
pub use text::{deserialize_text, serialize_text};
pub use untagged::{VariantInput, VariantValue, deserialize_variant};
