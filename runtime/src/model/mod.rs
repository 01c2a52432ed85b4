//! What generated code tells the runtime about a model.

mod descriptor;
mod lifecycle;
mod traits;
mod unique;

pub(crate) use descriptor::KeyNames;
pub use descriptor::{
    AutoTimestamp, IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, ModelDescriptor,
    Projection, TableDescriptor,
};
pub use lifecycle::{ByVersion, SoftDelete, Unlocked, Versioned, WriteInBatches};
pub use traits::{ConsistentReads, Draft, Index, Key, Model, Pair, Row};
pub(crate) use unique::{EXPIRES, GUARD};
pub use unique::{UNIQUE_GUARDS, UniqueDescriptor};
