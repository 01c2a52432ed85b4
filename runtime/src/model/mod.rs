//! Descriptions of models for the runtime, implemented by generated code.

mod descriptor;
mod into_key;
mod into_optional;
mod key_escape;
pub(crate) mod key_text;
mod lifecycle;
mod model_descriptor;
mod phased;
mod shape;
mod stored_key;
mod traits;
mod unique;

pub use dynamite_core::{IndexKind, KeyKind};

pub(crate) use descriptor::KeyNames;
pub use descriptor::{IndexDescriptor, KeyAttributeDescriptor, Projection, TableDescriptor};
pub use into_key::IntoKey;
pub use into_optional::IntoOptional;
pub use key_text::KeyTextError;
pub use lifecycle::{ByVersion, Overwrite, SoftDelete, Unlocked, Versioned, WriteInBatches};
pub use model_descriptor::{AutoTimestamp, ModelDescriptor};
pub use phased::PhasedAttribute;
pub(crate) use shape::shape_of;
pub use shape::{NestedAttribute, Shape, StructShape, UnionShape};
pub use stored_key::StoredKey;
pub use traits::{ConsistentReads, Draft, Index, Key, Model, Pair, Row};
pub(crate) use unique::{EXPIRES, GUARD};
pub use unique::{GuardPart, Guarded, UNIQUE_GUARDS, UniqueDescriptor, canonical};
