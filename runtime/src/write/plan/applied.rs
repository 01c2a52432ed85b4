//! Applied writes, with the known states of their items before and after.

use std::sync::Arc;

use super::subject::Subject;
use crate::Error;
use crate::codec::DecodeError;
use crate::error::{ErrorKind, Outcome};
use crate::item::{Stored, StoredItem, Whole};
use crate::model::Model;
use crate::transport::RawItem;

/// A write that was applied.
pub struct Applied {
    subject: Subject,
    /// DynamoDB's name of the operation.
    operation: &'static str,
    table: Arc<str>,
    before: Before,
    after: Option<ReturnedItem>,
}

/// The item before a write.
pub(crate) enum Before {
    /// Not requested.
    Unread,
    /// There was no item.
    Absent,
    /// The response that held it was lost, or it may be the work of an earlier attempt.
    Lost,
    /// This item.
    Item(ReturnedItem),
}

/// An item as it was returned.
pub(crate) enum ReturnedItem {
    Raw(RawItem),
    Stored(StoredItem),
}

impl Applied {
    pub(crate) fn new(subject: Subject, operation: &'static str, table: Arc<str>) -> Self {
        Self {
            subject,
            operation,
            table,
            before: Before::Unread,
            after: None,
        }
    }

    /// Sets the item before the write.
    pub(crate) fn before(self, before: Before) -> Self {
        Self { before, ..self }
    }

    /// Sets the item after the write.
    pub(crate) fn after(self, after: Option<ReturnedItem>) -> Self {
        Self { after, ..self }
    }

    /// Returns the item after the write.
    pub(crate) fn into_after<M: Model>(self) -> Result<M, Error> {
        match &self.after {
            Some(item) => self.decoded(item),
            None => Err(self.without_item()),
        }
    }

    /// Returns the item before the write, which must have existed.
    pub(crate) fn before_as<M: Model>(&self) -> Result<M, Error> {
        match &self.before {
            Before::Item(item) => self.decoded(item),
            Before::Unread | Before::Absent | Before::Lost => {
                Err(self.lacking(ErrorKind::NoAnswer {
                    cause: "the response with the old item was lost".to_owned(),
                }))
            }
        }
    }

    /// Returns the item before the write with all its attributes, as far as it is known.
    pub(crate) fn old(&self) -> Option<Result<StoredItem, DecodeError>> {
        match &self.before {
            Before::Item(item) => Some(item.stored()),
            Before::Unread | Before::Absent | Before::Lost => None,
        }
    }

    /// Returns the item before the write as the model, as far as it is known.
    pub(crate) fn old_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match &self.before {
            Before::Item(item) => Some(self.decoded(item)),
            Before::Unread | Before::Absent | Before::Lost => None,
        }
    }

    /// Returns the item after the write with all its attributes. It must have been requested.
    pub(crate) fn into_stored(self) -> Result<StoredItem, Error> {
        match &self.after {
            Some(item) => item.stored().map_err(|error| self.unreadable(error)),
            None => Err(self.without_item()),
        }
    }

    /// Returns the item after the write as the model, if it was returned.
    pub(crate) fn new_as<M: Model>(&self) -> Option<Result<M, Error>> {
        let item = self.after.as_ref()?;
        Some(self.decoded(item))
    }

    /// Returns `true` if it is known that there was an item before: the conditions require it, or
    /// it was returned.
    pub(crate) fn is_of_existing(&self) -> bool {
        matches!(self.before, Before::Unread | Before::Item(_))
    }

    /// Returns `true` if it is known that there was no item before.
    pub(crate) fn made_of_nothing(&self) -> bool {
        matches!(self.before, Before::Absent)
    }

    fn decoded<M: Model>(&self, item: &ReturnedItem) -> Result<M, Error> {
        item.decode().map_err(|error| self.unreadable(error))
    }

    /// Returns the error of an applied write whose item cannot be read.
    pub(crate) fn unreadable(&self, error: DecodeError) -> Error {
        let error = error.of_item(self.subject.model.name, Some(self.subject.key_text()));
        Error::from(error)
            .during(self.operation, &self.table)
            .with_outcome(Outcome::Applied)
    }

    /// Returns the error of an applied write whose response holds no item.
    fn without_item(&self) -> Error {
        self.lacking(ErrorKind::Service {
            code: "NoAttributes".to_owned(),
            message: "the response holds no item although one was asked for".to_owned(),
            status: 200,
        })
    }

    fn lacking(&self, kind: ErrorKind) -> Error {
        Error::new(kind)
            .during(self.operation, &self.table)
            .with_outcome(Outcome::Applied)
    }
}

impl ReturnedItem {
    /// Decodes the item as a model.
    fn decode<M: Model>(&self) -> Result<M, DecodeError> {
        match self {
            Self::Raw(item) => item.read(&Whole::<M>::default()),
            Self::Stored(item) => item.decode(),
        }
    }

    /// Returns the item with all its attributes.
    pub(crate) fn stored(&self) -> Result<StoredItem, DecodeError> {
        match self {
            Self::Raw(item) => item.read(&Stored),
            Self::Stored(item) => Ok(item.clone()),
        }
    }
}
