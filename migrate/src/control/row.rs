//! A row of the control table, read attribute by attribute.

use std::str::FromStr;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;

use crate::error::{Error, Refusal};
use crate::run::RunId;

/// A stored row, and where it stands, for errors.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(super) item: StoredItem,
    pub(super) sort_key: String,
    pub(super) run: RunId,
    pub(super) table: String,
}

impl Row {
    pub(super) fn get(&self, attribute: &str) -> Option<&AttributeValue> {
        self.item.attributes().get(attribute)
    }

    pub(super) fn text(&self, attribute: &'static str) -> Result<&str, Error> {
        match self.get(attribute) {
            Some(AttributeValue::S(text)) => Ok(text),
            _ => Err(self.damaged(attribute)),
        }
    }

    /// A number, or a word of an enumeration.
    pub(super) fn parsed<T: FromStr>(&self, attribute: &'static str) -> Result<T, Error> {
        match self.get(attribute) {
            Some(AttributeValue::N(text) | AttributeValue::S(text)) => {
                text.parse().map_err(|_| self.damaged(attribute))
            }
            _ => Err(self.damaged(attribute)),
        }
    }

    /// A number or a word that may be absent.
    pub(super) fn optional<T: FromStr>(&self, attribute: &'static str) -> Result<Option<T>, Error> {
        match self.get(attribute) {
            None => Ok(None),
            Some(_) => self.parsed(attribute).map(Some),
        }
    }

    pub(super) fn bytes(&self, attribute: &'static str) -> Result<Option<&[u8]>, Error> {
        match self.get(attribute) {
            None => Ok(None),
            Some(AttributeValue::B(bytes)) => Ok(Some(bytes.as_ref())),
            Some(_) => Err(self.damaged(attribute)),
        }
    }

    /// A set of strings; none if it is absent.
    pub(super) fn strings(&self, attribute: &'static str) -> Result<Vec<String>, Error> {
        match self.get(attribute) {
            None => Ok(Vec::new()),
            Some(AttributeValue::Ss(all)) => Ok(all.clone()),
            Some(_) => Err(self.damaged(attribute)),
        }
    }

    /// `true` if there is such an attribute with any value but `false` and `NULL`.
    pub(super) fn is_set(&self, attribute: &str) -> bool {
        let unset = |value: &AttributeValue| {
            matches!(value, AttributeValue::Bool(false) | AttributeValue::Null(_))
        };
        self.get(attribute).is_some_and(|value| !unset(value))
    }

    pub(super) fn damaged(&self, attribute: &'static str) -> Error {
        self.error(Refusal::DamagedRow {
            row: self.sort_key.clone(),
            attribute,
        })
    }

    pub(super) fn error(&self, refusal: Refusal) -> Error {
        Error::new(self.run.clone(), self.table.clone(), refusal)
    }
}

pub(super) fn text(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

pub(super) fn number(number: impl Into<u64>) -> AttributeValue {
    let number: u64 = number.into();
    AttributeValue::N(number.to_string())
}

pub(super) fn bytes(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}
