//! The subject of a write, and the interpretation of its refusal.

use aws_sdk_dynamodb::types::CancellationReason;

use dynamite_core::limits::MAX_ITEM_BYTES;

use super::preconditions::{Preconditions, Unmet};
use super::rules;
use crate::Error;
use crate::error::{CanceledWrite, CancellationCause, ErrorKind};
use crate::expr::update::bounds::Bound;
use crate::expr::{AddedTo, Copied, Node};
use crate::item::{Attributes, StoredItem};
use crate::model::ModelDescriptor;
use crate::path::DocumentPath;
use crate::repository::key::Identity;
use crate::transport::InvalidWrite;

/// The item, operation and assumptions of a write, for its errors.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) verb: Verb,
    pub(crate) model: &'static ModelDescriptor,
    key: Identity,
    pub(crate) preconditions: Preconditions,
    /// The bounds on stored values that keep the field rules.
    pub(super) bounds: Vec<Bound>,
    /// The parents that must exist for an update to set something inside them.
    pub(super) parents: Vec<DocumentPath>,
    /// The values that it adds to or removes from.
    pub(super) added_to: Vec<AddedTo>,
    /// The attributes whose values it copies.
    pub(super) copied: Vec<Copied>,
    /// The condition of a write that copies values, besides that they are there.
    pub(super) copying_if: Option<Node>,
}

/// The operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Create,
    Update,
    Save,
    Upsert,
    Replace,
    Put,
    Delete,
    Purge,
    Restore,
    Check,
}

impl Verb {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Save => "save",
            Self::Upsert => "upsert",
            Self::Replace => "replace",
            Self::Put => "put",
            Self::Delete => "delete",
            Self::Purge => "purge",
            Self::Restore => "restore",
            Self::Check => "check",
        }
    }
}

impl Subject {
    pub(super) fn new(
        verb: Verb,
        model: &'static ModelDescriptor,
        key: Identity,
        preconditions: Preconditions,
    ) -> Self {
        Self {
            verb,
            model,
            key,
            preconditions,
            bounds: Vec::new(),
            parents: Vec::new(),
            added_to: Vec::new(),
            copied: Vec::new(),
            copying_if: None,
        }
    }

    /// Refuses an item that would be larger than DynamoDB's limit.
    pub(super) fn check_size(&self, bytes: usize) -> Result<(), Error> {
        if bytes <= MAX_ITEM_BYTES {
            return Ok(());
        }
        Err(Error::new(ErrorKind::ItemTooLarge {
            model: self.model.name,
            key: self.key_text(),
            bytes: Some(bytes),
        }))
    }

    /// Returns the key of the item.
    pub(crate) fn key(&self) -> &Identity {
        &self.key
    }

    /// Returns the key as text for messages.
    pub(crate) fn key_text(&self) -> String {
        self.key.text(self.model)
    }

    /// Interprets DynamoDB's reason for a cancellation; `None` if this write did not cause it.
    pub(crate) fn canceled(
        &self,
        position: usize,
        reason: CancellationReason,
    ) -> Option<CanceledWrite> {
        let item = reason.item.map(StoredItem::new);
        let message = reason.message.unwrap_or_default();
        let cause = match reason.code.as_deref()? {
            "None" => return None,
            "ConditionalCheckFailed" => self.refusal(item.as_ref()),
            code => match (code, InvalidWrite::of(&message)) {
                ("ValidationError", Some(invalid)) => self.invalid_write(invalid),
                _ => CancellationCause::of_moment(code).unwrap_or_else(|| {
                    let code = code.to_owned();
                    CancellationCause::Other { code, message }
                }),
            },
        };
        Some(self.refused(position, cause, item))
    }

    /// Returns this write as refused for this cause.
    pub(super) fn refused(
        &self,
        position: usize,
        cause: CancellationCause,
        item: Option<StoredItem>,
    ) -> CanceledWrite {
        CanceledWrite {
            position,
            verb: self.verb.name(),
            model: self.model.name,
            key: self.key_text(),
            cause,
            item,
        }
    }

    /// Returns this write as refused because it does not fit the stored item.
    pub(crate) fn invalid(&self, position: usize, invalid: InvalidWrite) -> CanceledWrite {
        self.refused(position, self.invalid_write(invalid), None)
    }

    /// Returns `true` if it adds to a value.
    pub(crate) fn adds(&self) -> bool {
        !self.added_to.is_empty()
    }

    /// Returns `true` if it copies a value.
    pub(crate) fn copies(&self) -> bool {
        !self.copied.is_empty()
    }

    /// Returns the way in which it does not fit the stored item.
    pub(crate) fn invalid_write(&self, invalid: InvalidWrite) -> CancellationCause {
        let texts = |paths: &[DocumentPath]| paths.iter().map(ToString::to_string).collect();
        match invalid {
            InvalidWrite::MissingParent => CancellationCause::MissingParent {
                paths: texts(&self.parents),
            },
            InvalidWrite::MissingSource => CancellationCause::MissingSource {
                paths: self.copied.iter().map(Copied::text).collect(),
            },
            InvalidWrite::OtherType => other_type(&self.added_to),
            InvalidWrite::ItemTooLarge => CancellationCause::ItemTooLarge,
        }
    }

    /// Returns the values that it adds to that are stored as another type.
    pub(crate) fn mistyped(&self, item: &Attributes) -> Vec<&AddedTo> {
        let added_to = self.added_to.iter();
        added_to.filter(|it| it.is_of_another_type(item)).collect()
    }

    /// Returns `true` if it copies a value that may be `NULL`, for which there is another one.
    pub(crate) fn may_copy_null(&self) -> bool {
        self.copied.iter().any(Copied::depends_on_null)
    }

    /// Returns `true` if it copies a value that this item does not have.
    pub(crate) fn lacks_copied(&self, item: &Attributes) -> bool {
        self.copied.iter().any(|it| it.is_missing(item))
    }

    /// Returns the values that it copies that are absent, or `NULL`, which a write of its own copies.
    fn missing(&self, item: &Attributes) -> Vec<String> {
        if (self.copying_if.as_ref()).is_some_and(|condition| !condition.holds(item)) {
            return Vec::new();
        }
        let copied = self.copied.iter();
        let missing = copied.filter(|it| it.is_missing(item) || it.has_null(item));
        missing.map(Copied::text).collect()
    }

    /// Returns the reason a condition did not hold, given the stored item.
    pub(super) fn refusal(&self, item: Option<&StoredItem>) -> CancellationCause {
        let Some(item) = item else {
            // Some compatible engines do not return the item.
            return match self.verb {
                Verb::Create => CancellationCause::AlreadyExists { deleted: false },
                _ => CancellationCause::NotFound,
            };
        };
        let unmet = self.preconditions.unmet(item);
        if self.verb == Verb::Create {
            let deleted = unmet == Some(Unmet::Deleted);
            return CancellationCause::AlreadyExists { deleted };
        }
        match unmet {
            Some(Unmet::Deleted) => return CancellationCause::Deleted,
            Some(Unmet::NotDeleted) => return CancellationCause::NotDeleted,
            Some(Unmet::Version { expected, stored }) => {
                return CancellationCause::VersionConflict { expected, stored };
            }
            Some(Unmet::LastVersion { attribute, last }) => {
                let broken = Unmet::no_next_version(attribute, last);
                return CancellationCause::Invalid(vec![broken]);
            }
            None => {}
        }
        let mistyped = self.mistyped(item.attributes());
        if !mistyped.is_empty() {
            return other_type(mistyped);
        }
        let missing = self.missing(item.attributes());
        if !missing.is_empty() {
            return CancellationCause::MissingSource { paths: missing };
        }
        match rules::broken(&self.bounds, item) {
            broken if broken.is_empty() => CancellationCause::ConditionFailed,
            broken => CancellationCause::Invalid(broken),
        }
    }
}

/// Returns the cause of values that are stored as another type.
fn other_type<'a>(added_to: impl IntoIterator<Item = &'a AddedTo>) -> CancellationCause {
    let paths = added_to.into_iter().map(|it| it.path.to_string());
    CancellationCause::OtherType {
        paths: paths.collect(),
    }
}
