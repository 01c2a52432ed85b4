//! Features of DynamoDB that the engines lack, by name.

use std::fmt;

/// A feature of DynamoDB that one of the engines lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Index keys of up to four partition and four sort attributes.
    MultiAttributeKeys,
    /// Vector indexes and `SearchVectors`.
    VectorSearch,
    /// `BatchExecuteStatement` returns the old item of a failed condition.
    OldItemOfFailedStatement,
    /// An index added to a live table is `CREATING` before it is `ACTIVE`.
    GradualIndexCreation,
    /// An index added to a live table is `ACTIVE` at once, so that a test can say at which request it is
    /// made. DynamoDB takes its time, and changes one index of a table at a time.
    IndexesActiveAtOnce,
    /// An eventually consistent `BatchGetItem` consumes half a unit for 4 KB of an item.
    HalfUnitsInBatches,
}

impl Feature {
    pub(super) fn is_embedded(self) -> bool {
        self != Self::GradualIndexCreation
    }

    pub(super) fn is_in_dynamodb_local(self) -> bool {
        self == Self::GradualIndexCreation
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MultiAttributeKeys => "multi-attribute index keys",
            Self::VectorSearch => "vector indexes",
            Self::OldItemOfFailedStatement => "the old item of a failed batch statement",
            Self::GradualIndexCreation => "indexes that are created gradually",
            Self::IndexesActiveAtOnce => "indexes that are active at once",
            Self::HalfUnitsInBatches => "half a read unit for an item of a batch",
        })
    }
}
