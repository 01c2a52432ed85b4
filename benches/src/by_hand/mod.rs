//! What a careful user of the SDK writes without Dynamite, for the same structs and the same
//! effect in the table.

mod decode;
mod encode;
mod operations;

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

pub use decode::order;
pub use operations::{create, create_all, get, query, update, with_orders, with_status};

/// An item as the SDK has it.
pub type Item = HashMap<String, AttributeValue>;

/// An attribute that is absent, or is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadAttribute(pub &'static str);

impl fmt::Display for BadAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "attribute `{}` is absent or of another type", self.0)
    }
}

impl std::error::Error for BadAttribute {}
