//! Stored items, and the types they are read as.

mod second_attributes;
pub(crate) mod shape;
mod stored;
pub(crate) mod unknown;

pub(crate) use second_attributes::{add_second_attribute, add_second_attributes, inside_out};
pub use shape::{Shape, Whole};
pub(crate) use shape::{Stored, Unread, of_item, stored};
pub use stored::StoredItem;

/// Attributes by stored name, as in the SDK.
pub(crate) type Attributes =
    std::collections::HashMap<String, aws_sdk_dynamodb::types::AttributeValue>;
