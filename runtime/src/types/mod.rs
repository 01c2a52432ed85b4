//! Scalar types of models, re-exported or our own, and the stored forms that are not types.

pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use ulid::Ulid;
pub use uuid::Uuid;
