//! DynamoDB's messages about writes that do not fit the stored item.
//!
//! DynamoDB has no separate codes for these: as an exception it is a `ValidationException`, as the
//! reason of a canceled transaction a `ValidationError`. The messages are those that AWS documents
//! for `TransactionCanceledException`.

/// The reason why a write does not fit the stored item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InvalidWrite {
    /// It sets a value inside an absent parent.
    MissingParent,
    /// It copies the value of an absent attribute.
    MissingSource,
    /// It adds to a value of another type.
    OtherType,
    /// The item would be larger than 400 KB.
    ItemTooLarge,
}

impl InvalidWrite {
    /// Parses a message of DynamoDB.
    pub(crate) fn of(message: &str) -> Option<Self> {
        let says = |text| message.contains(text);
        if says("The document path provided in the update expression is invalid") {
            Some(Self::MissingParent)
        } else if says("refers to an attribute that does not exist in the item") {
            Some(Self::MissingSource)
        } else if says("An operand in the update expression has an incorrect data type")
            || says("Type mismatch for attribute to update")
        {
            Some(Self::OtherType)
        } else if says("Item size") && says("exceeded the maximum allowed size") {
            Some(Self::ItemTooLarge)
        } else {
            None
        }
    }
}
