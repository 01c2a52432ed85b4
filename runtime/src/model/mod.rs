//! What generated code tells the runtime about a model.

mod descriptor;
mod redacted;
mod traits;

pub use descriptor::{
    AutoTimestamp, IndexDescriptor, IndexKind, KeyAttributeDescriptor, KeyKind, ModelDescriptor,
    Projection, TableDescriptor, TimestampFormat,
};
pub use redacted::Redacted;
pub use traits::{ConsistentReads, Draft, Index, Key, Model, Row};
