//! Causes of canceled transactions.

use std::fmt;

use super::ErrorKind;
use crate::item::StoredItem;
use crate::rules::Violation;

/// A write that made DynamoDB cancel its transaction.
#[derive(Debug)]
#[non_exhaustive]
pub struct CanceledWrite {
    /// Its position in the transaction, counted from 0.
    pub position: usize,
    /// The operation: `create`, `update`, `save`, `upsert`, `replace`, `put`, `delete`, `purge`, `restore`
    /// or `check`.
    pub verb: &'static str,
    /// The model.
    pub model: &'static str,
    /// The key, as text.
    pub key: String,
    /// The reason for the rejection.
    pub cause: CancellationCause,
    /// The current item, where DynamoDB returns it.
    pub item: Option<StoredItem>,
}

/// The reason why a write of a transaction was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CancellationCause {
    /// An item with this key already exists.
    AlreadyExists {
        /// `true` if it is soft-deleted.
        deleted: bool,
    },
    /// There is no item with this key.
    NotFound,
    /// The item is soft-deleted.
    Deleted,
    /// The item is not deleted, so it cannot be restored.
    NotDeleted,
    /// The item has another version than expected.
    VersionConflict {
        /// The expected version.
        expected: i128,
        /// The stored version; `None` if the item has none, or one that is no integer.
        stored: Option<i128>,
    },
    /// Another item has a value that must be unique within the model.
    UniqueConflict {
        /// Stored names of the attributes whose values are taken.
        fields: &'static [&'static str],
        /// The key of the item that holds them, as text.
        owner: String,
        /// `true` if that item is soft-deleted.
        deleted: bool,
    },
    /// The guard of a unique value names an item of another table.
    ForeignGuard {
        /// Stored names of the attributes that the guard is for.
        fields: &'static [&'static str],
        /// The table that the guard names, with its prefix.
        table: String,
    },
    /// The condition does not hold.
    ConditionFailed,
    /// It sets a value inside one of these absent parents.
    MissingParent {
        /// The paths of the required parents.
        paths: Vec<String>,
    },
    /// It copies the value of one of these attributes, which is absent.
    MissingSource {
        /// The paths of the attributes that it copies.
        paths: Vec<String>,
    },
    /// It adds to one of these values, which is of another type or `NULL`.
    OtherType {
        /// The paths of the values that it adds to.
        paths: Vec<String>,
    },
    /// The item would be larger than 400 KB.
    ItemTooLarge,
    /// The stored value would break field rules.
    Invalid(Vec<Violation>),
    /// Another write or transaction was in progress on the same item, also after the SDK's retries.
    Conflict,
    /// The table or an index was throttled, also after the SDK's retries.
    Throttled,
    /// Another reason, as DynamoDB reports it.
    Other {
        /// The reason's name.
        code: String,
        /// Its message.
        message: String,
    },
}

impl CancellationCause {
    /// Returns the cause with this DynamoDB name, if it is transient.
    pub(crate) fn of_moment(code: &str) -> Option<Self> {
        match code {
            "TransactionConflict" => Some(Self::Conflict),
            "ThrottlingError" | "ProvisionedThroughputExceeded" => Some(Self::Throttled),
            _ => None,
        }
    }

    /// Converts a transient cause into the error of a failed read.
    pub(crate) fn into_kind_of_moment(self) -> Option<ErrorKind> {
        match self {
            Self::Conflict => Some(conflict()),
            Self::Throttled => Some(throttled()),
            _ => None,
        }
    }
}

pub(crate) fn conflict() -> ErrorKind {
    ErrorKind::Service {
        code: "TransactionConflictException".to_owned(),
        message: "another write or transaction was on the same item".to_owned(),
        status: 400,
    }
}

fn throttled() -> ErrorKind {
    ErrorKind::Throttled {
        reasons: Vec::new(),
    }
}

impl CanceledWrite {
    /// Makes the first write of a transaction, for tests of code that handles errors.
    pub fn new(
        verb: &'static str,
        model: &'static str,
        key: impl Into<String>,
        cause: CancellationCause,
    ) -> Self {
        Self {
            position: 0,
            verb,
            model,
            key: key.into(),
            cause,
            item: None,
        }
    }

    /// Returns `true` if the same write may succeed later without any change.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.cause,
            CancellationCause::Conflict | CancellationCause::Throttled
        )
    }

    /// Converts into the error of a single write.
    pub(crate) fn into_kind(self) -> ErrorKind {
        let Self {
            model, key, item, ..
        } = self;
        match self.cause {
            CancellationCause::AlreadyExists { deleted } => ErrorKind::AlreadyExists {
                model,
                key,
                deleted,
                item,
            },
            CancellationCause::NotFound => ErrorKind::NotFound {
                model,
                key,
                deleted: false,
            },
            CancellationCause::Deleted => ErrorKind::NotFound {
                model,
                key,
                deleted: true,
            },
            CancellationCause::NotDeleted => ErrorKind::NotDeleted { model, key, item },
            CancellationCause::VersionConflict { expected, stored } => ErrorKind::VersionConflict {
                model,
                key,
                expected,
                stored,
                item,
            },
            CancellationCause::UniqueConflict {
                fields,
                owner,
                deleted,
            } => ErrorKind::UniqueConflict {
                model,
                key,
                fields,
                owner,
                deleted,
            },
            CancellationCause::ForeignGuard { fields, table } => ErrorKind::ForeignGuard {
                model,
                key,
                fields,
                table,
            },
            CancellationCause::ConditionFailed => ErrorKind::ConditionFailed { model, key, item },
            CancellationCause::MissingParent { paths } => {
                ErrorKind::MissingParent { model, key, paths }
            }
            CancellationCause::MissingSource { paths } => {
                ErrorKind::MissingSource { model, key, paths }
            }
            CancellationCause::OtherType { paths } => ErrorKind::OtherType { model, key, paths },
            CancellationCause::ItemTooLarge => ErrorKind::ItemTooLarge {
                model,
                key,
                bytes: None,
            },
            CancellationCause::Invalid(violations) => ErrorKind::Invalid { model, violations },
            CancellationCause::Throttled => throttled(),
            CancellationCause::Conflict => conflict(),
            CancellationCause::Other { code, message } => ErrorKind::Service {
                code,
                message,
                status: 400,
            },
        }
    }
}

impl fmt::Display for CanceledWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            position,
            verb,
            model,
            key,
            cause,
            ..
        } = self;
        write!(f, "write {position} ({verb} {model} {key}): {cause}")
    }
}

impl fmt::Display for CancellationCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyExists { deleted: false } => f.write_str("it already exists"),
            Self::AlreadyExists { deleted: true } => {
                f.write_str("it already exists, soft-deleted: `restore` brings it back")
            }
            Self::NotFound => f.write_str("there is no such item"),
            Self::Deleted => f.write_str("it is soft-deleted: `restore` brings it back"),
            Self::NotDeleted => f.write_str("it is not deleted, so there is nothing to restore"),
            Self::VersionConflict { expected, stored } => {
                f.write_str("it ")?;
                super::display::write_versions(f, *expected, *stored)
            }
            Self::UniqueConflict {
                fields,
                owner,
                deleted,
            } => super::display::write_taken(f, fields, owner, *deleted),
            Self::ForeignGuard { fields, table } => {
                super::display::write_foreign_guard(f, fields, table)
            }
            Self::ConditionFailed => f.write_str("its condition does not hold"),
            Self::MissingParent { paths } => write!(
                f,
                "{} is absent, or neither a map nor a list, so nothing can be set inside it: set the whole of it, or make it before",
                super::display::OneOf(paths)
            ),
            Self::MissingSource { paths } => write!(
                f,
                "{} is absent, or stored as NULL, so that it cannot be copied: copy it on the condition that it is present",
                super::display::OneOf(paths)
            ),
            Self::OtherType { paths } => write!(
                f,
                "{} is stored as another type, or as NULL, and cannot be added to: set it to a value of its type; a version has to be set with the SDK (`Client::sdk`)",
                super::display::OneOf(paths)
            ),
            Self::ItemTooLarge => f.write_str(
                "its item would be larger than 400 KB: move large attributes to items of their own",
            ),
            Self::Invalid(violations) => {
                f.write_str("it would break rules of its schema:")?;
                for violation in violations {
                    write!(f, " {violation}")?;
                }
                Ok(())
            }
            Self::Conflict => f.write_str("another write was on the same item; try again"),
            Self::Throttled => {
                f.write_str("DynamoDB throttled it; slow down, or raise the capacity")
            }
            Self::Other { code, message } => write!(f, "{code}: {message}"),
        }
    }
}
