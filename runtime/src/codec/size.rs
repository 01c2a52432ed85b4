//! Sizes as DynamoDB counts them, and the limits of items.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::{MAX_ITEM_BYTES, MAX_NESTING_LEVELS};

use super::{EncodeError, EncodeProblem};

/// Overhead of a list or map, and of each of its members.
const CONTAINER_BYTES: usize = 3;
const MEMBER_BYTES: usize = 1;

/// The size and depth of an item so far, checked against the limits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    bytes: usize,
    /// Number of open lists and maps.
    depth: usize,
    in_set: bool,
}

impl Measure {
    /// Makes a measure for a value inside this many lists and maps.
    pub(super) fn inside(depth: usize) -> Self {
        Self {
            depth,
            ..Self::default()
        }
    }

    /// Returns the bytes so far.
    pub(super) fn bytes(self) -> usize {
        self.bytes
    }

    /// Counts the name of an attribute.
    #[inline]
    pub(super) fn name(&mut self, name: &str) {
        self.bytes += name.len();
    }

    /// Counts an `S` or `B`, or a set member of these kinds.
    #[inline]
    pub(super) fn text(&mut self, bytes: usize) -> Result<(), EncodeError> {
        self.place()?;
        self.bytes += bytes;
        Ok(())
    }

    /// Counts an `N`, or a set member of this kind.
    #[inline]
    pub(super) fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.text(number_bytes(text))
    }

    /// Counts a `BOOL` or `NULL`.
    #[inline]
    pub(super) fn flag(&mut self) -> Result<(), EncodeError> {
        self.text(1)
    }

    /// Counts the beginning of a list or map. The innermost allowed level is for its members, even
    /// if it has none.
    pub(super) fn begin_container(&mut self) -> Result<(), EncodeError> {
        self.text(CONTAINER_BYTES)?;
        self.depth += 1;
        if self.depth >= MAX_NESTING_LEVELS {
            return Err(EncodeError::new(EncodeProblem::NestedTooDeep));
        }
        Ok(())
    }

    pub(super) fn end_container(&mut self) {
        self.depth -= 1;
    }

    /// Counts the beginning of a set.
    pub(super) fn begin_set(&mut self, len: usize) -> Result<(), EncodeError> {
        if len == 0 {
            return Err(EncodeError::new(EncodeProblem::EmptySet));
        }
        self.place()?;
        self.in_set = true;
        Ok(())
    }

    pub(super) fn end_set(&mut self) {
        self.in_set = false;
    }

    /// Fails if the item is too large.
    pub(super) fn check_item(self) -> Result<(), EncodeError> {
        if self.bytes > MAX_ITEM_BYTES {
            return Err(EncodeError::new(EncodeProblem::ItemTooLarge {
                bytes: self.bytes,
            }));
        }
        Ok(())
    }

    /// Counts a value, and fails if it is inside too many containers.
    #[inline]
    fn place(&mut self) -> Result<(), EncodeError> {
        if self.depth == 0 || self.in_set {
            return Ok(());
        }
        if self.depth >= MAX_NESTING_LEVELS {
            return Err(EncodeError::new(EncodeProblem::NestedTooDeep));
        }
        self.bytes += MEMBER_BYTES;
        Ok(())
    }
}

/// Returns the size of a value as DynamoDB counts it.
pub fn stored_bytes(value: &AttributeValue) -> usize {
    let all = |values: &[String]| values.iter().map(String::len).sum();
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number_bytes(number),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Ss(texts) => all(texts),
        AttributeValue::Ns(numbers) => numbers.iter().map(|it| number_bytes(it)).sum(),
        AttributeValue::Bs(blobs) => blobs.iter().map(|it| it.as_ref().len()).sum(),
        AttributeValue::L(elements) => {
            let members = elements.iter().map(|it| MEMBER_BYTES + stored_bytes(it));
            CONTAINER_BYTES + members.sum::<usize>()
        }
        AttributeValue::M(entries) => {
            let members = entries
                .iter()
                .map(|(name, value)| MEMBER_BYTES + name.len() + stored_bytes(value));
            CONTAINER_BYTES + members.sum::<usize>()
        }
        _ => 1,
    }
}

/// Returns the size of an item as DynamoDB counts it: names and values.
pub(crate) fn item_bytes(item: &HashMap<String, AttributeValue>) -> usize {
    item.iter()
        .map(|(name, value)| name.len() + stored_bytes(value))
        .sum()
}

/// Digits are stored in pairs on both sides of the point, without leading and trailing zeros.
fn number_bytes(text: &str) -> usize {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.trim_end_matches('0');
    let pairs = if decimals.is_empty() {
        whole.trim_end_matches('0').len().div_ceil(2)
    } else if whole.is_empty() {
        decimals.trim_start_matches('0').len().div_ceil(2)
    } else {
        whole.len().div_ceil(2) + decimals.len().div_ceil(2)
    };
    pairs + 1 + usize::from(magnitude.len() < text.len())
}

#[cfg(test)]
mod tests {
    use super::number_bytes;

    #[test]
    fn numbers_take_a_byte_for_two_digits_and_one_or_two_more() {
        for (text, bytes) in [
            ("0", 1),
            ("1", 2),
            ("42", 2),
            ("-42", 3),
            ("123", 3),
            ("1200", 2),
            ("1.5", 3),
            ("0.0012", 2),
            ("12345678901234567890123456789012345678", 20),
        ] {
            assert_eq!(number_bytes(text), bytes, "{text}");
        }
    }
}
