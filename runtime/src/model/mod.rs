//! What generated code tells the runtime about a model.

mod descriptor;
mod traits;

pub use descriptor::{
    AutoTimestamp, IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, ModelDescriptor,
    Projection, TableDescriptor, TimestampFormat,
};
pub use traits::{ConsistentReads, Draft, Index, Key, Model, Row};
