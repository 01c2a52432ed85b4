//! A write that took place, and what is known of its item before and after it.

use std::sync::Arc;

use super::subject::Subject;
use crate::Error;
use crate::codec::DecodeError;
use crate::error::{ErrorKind, Outcome};
use crate::item::{Stored, StoredItem, Whole};
use crate::model::Model;
use crate::transport::RawItem;

/// A write that took place.
pub struct Applied {
    subject: Subject,
    /// DynamoDB's name of the request.
    operation: &'static str,
    table: Arc<str>,
    before: Before,
    after: Option<ReturnedItem>,
}

/// The item before a write.
pub(crate) enum Before {
    /// Nobody asked.
    Unread,
    /// There was none.
    Absent,
    /// It was in a response that was lost, or it may be what an earlier attempt made.
    Lost,
    /// This one.
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

    /// With the item before the write.
    pub(crate) fn before(self, before: Before) -> Self {
        Self { before, ..self }
    }

    /// With the item after the write.
    pub(crate) fn after(self, after: Option<ReturnedItem>) -> Self {
        Self { after, ..self }
    }

    /// The item after the write.
    pub(crate) fn into_after<M: Model>(self) -> Result<M, Error> {
        match &self.after {
            Some(item) => self.decoded(item),
            None => Err(self.without_item()),
        }
    }

    /// The item before the write, which was there.
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

    /// The item before the write with all its attributes, as far as it is known.
    pub(crate) fn old(&self) -> Option<Result<StoredItem, DecodeError>> {
        match &self.before {
            Before::Item(item) => Some(item.stored()),
            Before::Unread | Before::Absent | Before::Lost => None,
        }
    }

    /// The item before the write as the model, as far as it is known.
    pub(crate) fn old_as<M: Model>(&self) -> Option<Result<M, Error>> {
        match &self.before {
            Before::Item(item) => Some(self.decoded(item)),
            Before::Unread | Before::Absent | Before::Lost => None,
        }
    }

    /// The item after the write, with all its attributes. It was asked for.
    pub(crate) fn into_stored(self) -> Result<StoredItem, Error> {
        match &self.after {
            Some(item) => item.stored().map_err(|error| self.unreadable(error)),
            None => Err(self.without_item()),
        }
    }

    /// The item after the write as the model, if it was returned.
    pub(crate) fn new_as<M: Model>(&self) -> Option<Result<M, Error>> {
        let item = self.after.as_ref()?;
        Some(self.decoded(item))
    }

    /// Whether it is known that there was an item before: its conditions say so, or it was
    /// returned.
    pub(crate) fn is_of_existing(&self) -> bool {
        matches!(self.before, Before::Unread | Before::Item(_))
    }

    /// Whether it is known that there was no item before.
    pub(crate) fn made_of_nothing(&self) -> bool {
        matches!(self.before, Before::Absent)
    }

    fn decoded<M: Model>(&self, item: &ReturnedItem) -> Result<M, Error> {
        item.decode().map_err(|error| self.unreadable(error))
    }

    /// The error of a write that took place and whose item cannot be read.
    pub(crate) fn unreadable(&self, error: DecodeError) -> Error {
        let error = error.of_item(self.subject.model.name, Some(self.subject.key_text()));
        Error::from(error)
            .during(self.operation, &self.table)
            .with_outcome(Outcome::Applied)
    }

    /// The error of a write that took place, and whose response holds no item.
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
    /// The item as a model.
    fn decode<M: Model>(&self) -> Result<M, DecodeError> {
        match self {
            Self::Raw(item) => item.read(&Whole::<M>::default()),
            Self::Stored(item) => item.decode(),
        }
    }

    /// The item with all its attributes.
    pub(crate) fn stored(&self) -> Result<StoredItem, DecodeError> {
        match self {
            Self::Raw(item) => item.read(&Stored),
            Self::Stored(item) => Ok(item.clone()),
        }
    }
}
