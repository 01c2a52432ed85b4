//! One write of a transaction, made of an operation that could be awaited as well.

use std::fmt;

use aws_sdk_dynamodb::types::CancellationReason;

use crate::Error;
use crate::error::{CanceledWrite, CancellationCause};
use crate::expr::DocumentPath;
use crate::item::StoredItem;
use crate::model::{Model, ModelDescriptor};
use crate::ops::key::{self, Identity};
use crate::ops::lifecycle::{Demands, Unmet};
use crate::ops::rules;
use crate::ops::unique::Touch;
use crate::request::{NewItem, TransactedAction, TransactedWrite, names_missing_parent};
use crate::rules::Bound;

/// An operation that can be part of a transaction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a transaction",
    note = "create, update, save, upsert, replace, delete, purge, restore and check can"
)]
pub trait Transact: sealed::IntoWrite {}

impl<T: sealed::IntoWrite> Transact for T {}

pub(in crate::ops) mod sealed {
    use super::super::Part;
    use crate::Error;

    /// Not for users to implement.
    pub trait IntoWrite {
        /// The write, with ids and times fixed unless hooks are called before it.
        fn into_write(self) -> Result<Part, Error>;
    }
}

/// A write that is part of a transaction.
pub struct Planned {
    write: TransactedWrite,
    pub(in crate::ops) subject: Subject,
    /// What it means to guards of unique fields, if it means anything.
    touch: Option<Touch>,
}

/// What a write is about, and what its refusal means.
pub(in crate::ops) struct Subject {
    verb: Verb,
    model: &'static ModelDescriptor,
    key: Identity,
    bounds: Vec<Bound>,
    /// What has to be there for an update to set something inside it.
    parents: Vec<DocumentPath>,
    demands: Demands,
}

/// The operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ops) enum Verb {
    Create,
    Update,
    Save,
    Upsert,
    Replace,
    Delete,
    Purge,
    Restore,
    Check,
}

impl Verb {
    fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Save => "save",
            Self::Upsert => "upsert",
            Self::Replace => "replace",
            Self::Delete => "delete",
            Self::Purge => "purge",
            Self::Restore => "restore",
            Self::Check => "check",
        }
    }
}

impl Planned {
    /// A write of an item of this model.
    pub(in crate::ops) fn new<M: Model>(
        verb: Verb,
        write: TransactedWrite,
        bounds: Vec<Bound>,
        demands: Demands,
    ) -> Result<Self, Error> {
        let key = match &write.action {
            TransactedAction::Put {
                item: NewItem::Encoded(item),
            } => item.read(|reader| key::identity_of_read::<M>(reader.clone()))?,
            TransactedAction::Put {
                item: NewItem::Attributes(key),
            }
            | TransactedAction::Update { key, .. }
            | TransactedAction::Delete { key }
            | TransactedAction::Check { key } => key::identity_of_item::<M>(Some(key)),
        };
        let model = M::DESCRIPTOR;
        Ok(Self {
            touch: Touch::of_whole(model, &key, &write.action, verb == Verb::Create)?,
            write,
            subject: Subject {
                verb,
                model,
                key,
                bounds,
                parents: Vec::new(),
                demands,
            },
        })
    }

    /// The same write, which sets something inside these.
    pub(in crate::ops) fn inside(mut self, parents: Vec<DocumentPath>) -> Self {
        self.subject.parents = parents;
        self
    }

    /// The same write, which is an update with these effects on guards.
    pub(in crate::ops) fn touching(self, touch: Option<Touch>) -> Self {
        Self { touch, ..self }
    }

    /// The request, and what its refusal means.
    pub(in crate::ops) fn split(self) -> (TransactedWrite, Subject) {
        (self.write, self.subject)
    }

    /// The request, as far as it does not depend on what is stored.
    pub(in crate::ops) fn write(&self) -> &TransactedWrite {
        &self.write
    }

    /// What it means to guards of unique fields, if it means anything.
    pub(in crate::ops) fn touch(&self) -> Option<&Touch> {
        self.touch.as_ref()
    }

    /// The name of the model.
    pub(in crate::ops) fn model(&self) -> &'static str {
        self.subject.model.name
    }

    /// The key as text for messages, which few need.
    pub(in crate::ops) fn key_text(&self) -> String {
        self.subject.key_text()
    }

    /// What tells apart the items of a transaction.
    pub(super) fn item(&self) -> (&str, &Identity) {
        (&self.write.table, &self.subject.key)
    }
}

/// Without values, which may be sensitive.
impl fmt::Debug for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, model) = (self.subject.verb.name(), self.model());
        write!(f, "{verb} {model} {}", self.key_text())
    }
}

impl Subject {
    fn key_text(&self) -> String {
        self.key.text(self.model)
    }

    /// What DynamoDB's reason means; `None` if this write was not at fault.
    pub(in crate::ops) fn canceled(
        &self,
        position: usize,
        reason: CancellationReason,
    ) -> Option<CanceledWrite> {
        let item = reason.item.map(StoredItem::new);
        let message = reason.message.unwrap_or_default();
        let cause = match reason.code.as_deref()? {
            "None" => return None,
            "ConditionalCheckFailed" => self.failed(item.as_ref()),
            "ValidationError" if names_missing_parent(&message) => {
                let paths = self.parents.iter().map(ToString::to_string).collect();
                CancellationCause::MissingParent { paths }
            }
            code => CancellationCause::of_moment(code).unwrap_or_else(|| {
                let code = code.to_owned();
                CancellationCause::Other { code, message }
            }),
        };
        Some(CanceledWrite {
            position,
            verb: self.verb.name(),
            model: self.model.name,
            key: self.key_text(),
            cause,
            item,
        })
    }

    fn failed(&self, item: Option<&StoredItem>) -> CancellationCause {
        let Some(item) = item else {
            return CancellationCause::NotFound;
        };
        match self.demands.unmet(item) {
            Some(Unmet::Deleted) => return CancellationCause::Deleted,
            Some(Unmet::NotDeleted) => return CancellationCause::NotDeleted,
            Some(Unmet::Version { expected }) => {
                return CancellationCause::VersionConflict { expected };
            }
            Some(Unmet::LastVersion { attribute, last }) => {
                let broken = Unmet::no_next_version(attribute, last);
                return CancellationCause::Invalid(vec![broken]);
            }
            None => {}
        }
        let broken = rules::broken(&self.bounds, item);
        match (self.verb, broken.is_empty()) {
            (Verb::Create, _) => CancellationCause::AlreadyExists,
            (_, true) => CancellationCause::ConditionFailed,
            (_, false) => CancellationCause::Invalid(broken),
        }
    }
}
