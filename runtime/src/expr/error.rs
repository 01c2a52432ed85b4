//! Errors of expressions.

use std::fmt;

use dynamite_core::limits::{
    MAX_ATTRIBUTE_NAME_BYTES, MAX_EXPRESSION_BYTES, MAX_EXPRESSION_OPERATORS,
    MAX_INDEX_KEY_ATTRIBUTES, MAX_SUBSTITUTION_BYTES,
};

use crate::codec::EncodeError;
use crate::path::DocumentPath;

/// The kinds of expression a request can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExpressionKind {
    /// `ConditionExpression`
    Condition,
    /// `FilterExpression`
    Filter,
    /// `KeyConditionExpression`
    KeyCondition,
    /// `ProjectionExpression`
    Projection,
    /// `UpdateExpression`
    Update,
}

impl fmt::Display for ExpressionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Condition => "condition",
            Self::Filter => "filter",
            Self::KeyCondition => "key condition",
            Self::Projection => "projection",
            Self::Update => "update",
        })
    }
}

/// The reason why a condition, an update, a selection or a page limit cannot be sent.
///
/// Detected before any request. Attributes are named by document path; values are never part of the
/// message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpressionError {
    /// A value cannot be written.
    Encode(EncodeError),
    /// `is_in` without values.
    EmptyIn {
        /// The attribute.
        attribute: String,
    },
    /// `Condition::all` or `Condition::any` without conditions.
    EmptyGroup,
    /// `between` with a lower bound above the upper one.
    EmptyRange {
        /// The attribute.
        attribute: String,
    },
    /// `between` with bounds that contain no time that the field's stored form can represent.
    NarrowRange {
        /// The attribute.
        attribute: String,
    },
    /// An empty set as an operand of `is_in`; it is stored as an absent attribute.
    EmptySet {
        /// The attribute.
        attribute: String,
    },
    /// A whole value is compared that holds fields which are being renamed: it may have one of their
    /// attributes, or both.
    ComparedWhileRenamed {
        /// The attribute.
        attribute: String,
    },
    /// An attribute is compared with itself.
    SameAttribute {
        /// The attribute.
        attribute: String,
    },
    /// A map key in a path is empty or longer than [`MAX_ATTRIBUTE_NAME_BYTES`].
    RefusedKey {
        /// The path.
        attribute: String,
        /// Length of the key in bytes.
        bytes: usize,
    },
    /// Two paths of one update are the same, or one contains the other.
    Overlap {
        /// The path given first.
        first: String,
        /// The path given later.
        second: String,
    },
    /// More operators and functions than [`MAX_EXPRESSION_OPERATORS`].
    TooManyOperators {
        /// Number of operators and functions.
        operators: usize,
    },
    /// The text of an expression is longer than [`MAX_EXPRESSION_BYTES`].
    TooLong {
        /// The kind of the expression.
        kind: ExpressionKind,
        /// Length in bytes.
        bytes: usize,
    },
    /// The names and values of a request are together larger than [`MAX_SUBSTITUTION_BYTES`].
    TooLarge {
        /// Size in bytes.
        bytes: usize,
    },
    /// A selection or filter uses an attribute that the queried index does not hold.
    NotProjected {
        /// The attribute.
        attribute: &'static str,
        /// The index.
        index: &'static str,
    },
    /// A filter uses an attribute of the queried key.
    FilterOnKey {
        /// The attribute.
        attribute: &'static str,
    },
    /// A query without a partition key.
    NoPartition,
    /// A page with a limit of 0, which would have no cursor.
    EmptyPage,
    /// More than four partition or sort key attributes in a key condition.
    TooManyKeyAttributes {
        /// The first excess attribute.
        attribute: &'static str,
    },
    /// A sort key condition follows one that is not an equality.
    AfterRange {
        /// The attribute with the range.
        range: &'static str,
        /// The later attribute.
        attribute: &'static str,
    },
}

impl From<EncodeError> for ExpressionError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl ExpressionError {
    /// Returns `true` if a value in the expression is wrong, and `false` if the program makes an
    /// expression that it has to make in another way: of nothing, or longer than DynamoDB accepts.
    pub fn is_of_values(&self) -> bool {
        match self {
            Self::Encode(error) => !error.problem().is_of_program(),
            Self::EmptyRange { .. }
            | Self::NarrowRange { .. }
            | Self::RefusedKey { .. }
            | Self::EmptyPage => true,
            Self::EmptyIn { .. }
            | Self::EmptyGroup
            | Self::EmptySet { .. }
            | Self::TooManyOperators { .. }
            | Self::TooLong { .. }
            | Self::TooLarge { .. }
            | Self::ComparedWhileRenamed { .. }
            | Self::SameAttribute { .. }
            | Self::Overlap { .. }
            | Self::NotProjected { .. }
            | Self::FilterOnKey { .. }
            | Self::NoPartition
            | Self::TooManyKeyAttributes { .. }
            | Self::AfterRange { .. } => false,
        }
    }

    /// Makes the error for two overlapping paths.
    #[cold]
    pub(crate) fn overlap(first: &DocumentPath, second: &DocumentPath) -> Self {
        Self::Overlap {
            first: first.to_string(),
            second: second.to_string(),
        }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(error) => fmt::Display::fmt(error, f),
            Self::EmptyIn { attribute } => write!(
                f,
                "`is_in` on `{attribute}` has no values, so that nothing matches: give at least one, or leave the request out"
            ),
            Self::EmptyGroup => f.write_str(
                "`Condition::all` or `Condition::any` has no conditions: give at least one, or leave the condition out",
            ),
            Self::EmptyRange { attribute } => write!(
                f,
                "`between` on `{attribute}` has its lower bound above the upper one: swap them"
            ),
            Self::NarrowRange { attribute } => write!(
                f,
                "`between` on `{attribute}` is narrower than the unit that its times are stored in, so that nothing matches: widen the range"
            ),
            Self::EmptySet { attribute } => write!(
                f,
                "`is_in` on `{attribute}` has an empty set, which is stored as an absent attribute: use `.eq(..)` for that case, joined by `.or(..)`"
            ),
            Self::ComparedWhileRenamed { attribute } => write!(
                f,
                "`{attribute}` holds fields that are being renamed, and one or both of their attributes: \
                 compare the fields inside"
            ),
            Self::SameAttribute { attribute } => write!(
                f,
                "`{attribute}` is compared with itself: compare it with another attribute or a value"
            ),
            Self::RefusedKey { attribute, bytes: 0 } => write!(
                f,
                "`{attribute}` has an empty key, and DynamoDB does not: give it at least one character"
            ),
            Self::RefusedKey { bytes, .. } => write!(
                f,
                "a path has a key of {bytes} bytes, and DynamoDB accepts {MAX_ATTRIBUTE_NAME_BYTES}: shorten it"
            ),
            Self::Overlap { first, second } if first == second => write!(
                f,
                "`{first}` is given twice, and DynamoDB accepts one action for a path: keep one of them"
            ),
            Self::Overlap { first, second } => write!(
                f,
                "`{first}` and `{second}` overlap, and DynamoDB accepts one action for a path and all inside it: keep one of them, or use two requests"
            ),
            Self::TooManyOperators { operators } => write!(
                f,
                "an expression has {operators} operators and functions, and DynamoDB accepts {MAX_EXPRESSION_OPERATORS}: use `is_in` for many values of one attribute, or several requests"
            ),
            Self::TooLong { kind, bytes } => write!(
                f,
                "the {kind} expression has {bytes} bytes, and DynamoDB accepts {MAX_EXPRESSION_BYTES}: use several requests"
            ),
            Self::TooLarge { bytes } => write!(
                f,
                "the names and values of a request have {bytes} bytes, and DynamoDB accepts {MAX_SUBSTITUTION_BYTES}: use several requests"
            ),
            Self::NotProjected { attribute, index } => write!(
                f,
                "index `{index}` does not hold `{attribute}`: add it to the index's `project`, or read the items by `get_many` with the keys that the index returns"
            ),
            Self::FilterOnKey { attribute } => write!(
                f,
                "a filter is on `{attribute}`, which is part of the key of the query, and DynamoDB accepts no such filter: use the query's argument or its `sort_…` methods instead"
            ),
            Self::NoPartition => f.write_str(
                "a query has no partition key: give the value of every partition key attribute",
            ),
            Self::EmptyPage => f.write_str(
                "a page with `limit(0)` has no items and nothing to go on from: give a limit of at least 1, or leave it out",
            ),
            Self::TooManyKeyAttributes { attribute } => write!(
                f,
                "`{attribute}` is one key attribute too many: an index has at most {MAX_INDEX_KEY_ATTRIBUTES} on each side"
            ),
            Self::AfterRange { range, attribute } => write!(
                f,
                "a condition on sort key attribute `{attribute}` follows a range on `{range}`, and DynamoDB accepts a range on the last one only: use `eq` on `{range}`, or a filter"
            ),
        }
    }
}

impl std::error::Error for ExpressionError {}
