//! Items as they are stored, and what is read out of them.

pub(crate) mod shape;
mod stored;
pub(crate) mod unknown;

pub use shape::{Shape, Whole};
pub(crate) use shape::{Stored, Unread, of_item, stored};
pub use stored::StoredItem;

/// Attributes by stored name, as the SDK takes them.
pub(crate) type Attributes =
    std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;
