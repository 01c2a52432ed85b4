//! Documents to and from the values of `serde_json`.

use serde_json::{Error, Value};

use crate::types::Document;

/// JSON has fewer kinds: bytes become base64 text, sets arrays, and numbers that no 64-bit integer
/// holds and no float prints as become text.
impl From<&Document> for Value {
    fn from(document: &Document) -> Self {
        // Only keys that are not text would be an error, and all are.
        serde_json::to_value(document).unwrap_or_default()
    }
}

/// Does the same as the conversion of a reference.
impl From<Document> for Value {
    fn from(document: Document) -> Self {
        Self::from(&document)
    }
}

/// Fails for numbers outside DynamoDB's range.
impl TryFrom<Value> for Document {
    type Error = Error;

    fn try_from(value: Value) -> Result<Self, Error> {
        serde_json::from_value(value)
    }
}
