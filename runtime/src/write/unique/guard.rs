//! Guards as they are stored, and the conditions of their writes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use super::super::item;
use super::super::plan::GuardEffect;
use crate::codec::DecodeError;
use crate::error::ErrorKind;
use crate::item::{Attributes, StoredItem};
use crate::model::{EXPIRES, GUARD, ModelDescriptor, UNIQUE_GUARDS, UniqueDescriptor};
use crate::request::Conditional;
use crate::{Client, Error};

/// The attribute that names the table of the item.
pub(super) const TABLE: &str = "table";
const OWNER: &str = "owner";
/// The attribute that identifies the transaction that wrote the guard.
pub(super) const CLAIM: &str = "claim";
const FORMAT: &str = "format";

/// The format of guards that this crate writes, and the newest it reads.
const FORMAT_NUMBER: u32 = 2;

/// The item that holds a value: its table, by the full name with the client's prefix, and its key.
#[derive(Clone, PartialEq)]
pub(crate) struct Owner {
    pub(super) table: Arc<str>,
    pub(super) key: Attributes,
}

/// The location of a guard: a transaction may span tables of several prefixes, each with its own
/// table of guards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct GuardKey {
    pub(super) table: Arc<str>,
    pub(super) guard: String,
}

/// A guard as it is stored.
#[derive(Clone, PartialEq)]
pub(super) struct Guard {
    pub(super) owner: Owner,
    /// The claim of the transaction that wrote it, so that a repeated write is recognized.
    claim: String,
}

impl Guard {
    /// Reads a guard from this table, consistently.
    pub(super) async fn read(
        client: &Client,
        table: &str,
        key: &str,
    ) -> Result<Option<Self>, Error> {
        let item = item::stored(client, table, key_of(key)).await?;
        item.map(|item| Self::of(&item)).transpose()
    }

    /// Returns the guard in a stored item.
    pub(super) fn of(item: &Attributes) -> Result<Self, Error> {
        let text = |name: &str| item.get(name).and_then(|it| it.as_s().ok());
        let format = item.get(FORMAT).and_then(|it| it.as_n().ok()?.parse().ok());
        if format.is_some_and(|format: u32| format > FORMAT_NUMBER) {
            return Err(Error::configuration(format!(
                "a guard of a unique field has format {}, and this version of dynamite-runtime \
                 knows {FORMAT_NUMBER}: use a newer version",
                format.unwrap_or_default()
            )));
        }
        match (text(TABLE), item.get(OWNER), text(CLAIM)) {
            (Some(table), Some(AttributeValue::M(key)), Some(claim)) => Ok(Self {
                owner: Owner {
                    table: table.as_str().into(),
                    key: key.clone(),
                },
                claim: claim.clone(),
            }),
            _ => Err(DecodeError::new("a guard of a unique field", "another item").into()),
        }
    }

    /// Returns `true` if a transaction with this claim wrote it.
    pub(super) fn is_claimed_by(&self, claim: &str) -> bool {
        self.claim == claim
    }

    /// Returns the error of a lookup that found this guard, which names an item of another table.
    pub(super) fn of_other_table(
        self,
        model: &'static ModelDescriptor,
        unique: &UniqueDescriptor,
    ) -> Error {
        Error::new(ErrorKind::ForeignGuard {
            model: model.name,
            key: StoredItem::new(self.owner.key).key_text_of(model),
            fields: unique.attributes,
            table: self.owner.table.to_string(),
        })
    }

    /// Returns the condition that it has not been written since it was read.
    pub(super) fn unchanged(&self) -> Conditional {
        let terms = Terms {
            text: "#claim = :claim".to_owned(),
            names: &[("#claim", CLAIM)],
            values: vec![(":claim".to_owned(), AttributeValue::S(self.claim.clone()))],
        };
        terms.into_conditional()
    }
}

/// Returns the table of a client's guards.
pub(super) fn table(client: &Client) -> Arc<str> {
    client.table_name(UNIQUE_GUARDS.name).into()
}

/// Returns the item of a guard that a transaction claims for this owner.
pub(super) fn claimed(
    key: &str,
    owner: &Owner,
    expires: Option<&AttributeValue>,
    claim: &str,
) -> Attributes {
    let mut item = key_of(key);
    let format = AttributeValue::N(FORMAT_NUMBER.to_string());
    item.insert(TABLE.to_owned(), AttributeValue::S(owner.table.to_string()));
    item.insert(OWNER.to_owned(), AttributeValue::M(owner.key.clone()));
    item.insert(CLAIM.to_owned(), AttributeValue::S(claim.to_owned()));
    item.insert(FORMAT.to_owned(), format);
    if let Some(expires) = expires {
        item.insert(EXPIRES.to_owned(), expires.clone());
    }
    item
}

/// Returns the condition that a guard is absent, or held by one of these items.
pub(super) fn free_or_held_by(owners: &[Owner]) -> Conditional {
    let mut terms = Terms::of_owners();
    terms.text.push_str("attribute_not_exists(#guard)");
    for (position, owner) in owners.iter().enumerate() {
        terms.text.push_str(" OR ");
        terms.add_owner(position, owner);
    }
    terms.into_conditional()
}

/// Returns the condition that a guard is held by none of these items.
pub(super) fn not_held_by(owners: &[Owner]) -> Conditional {
    let mut terms = Terms::of_owners();
    terms.text.push_str("attribute_not_exists(#guard)");
    for (position, owner) in owners.iter().enumerate() {
        let joined = if position == 0 { "OR" } else { "AND" };
        // Writing to a string cannot fail.
        let _ = write!(terms.text, " {joined} NOT ");
        terms.add_owner(position, owner);
    }
    terms.into_conditional()
}

/// Returns the key of a guard.
pub(super) fn key_of(key: &str) -> Attributes {
    HashMap::from([(GUARD.to_owned(), AttributeValue::S(key.to_owned()))])
}

/// A condition under construction.
struct Terms {
    text: String,
    names: &'static [(&'static str, &'static str)],
    values: Vec<(String, AttributeValue)>,
}

impl Terms {
    /// Begins a condition on the owner of a guard.
    fn of_owners() -> Self {
        Self {
            text: String::new(),
            names: &[("#guard", GUARD), ("#table", TABLE), ("#owner", OWNER)],
            values: Vec::new(),
        }
    }

    /// Adds that a guard is held by this item.
    fn add_owner(&mut self, position: usize, owner: &Owner) {
        let (table, key) = (format!(":table{position}"), format!(":owner{position}"));
        // Writing to a string cannot fail.
        let _ = write!(self.text, "(#table = {table} AND #owner = {key})");
        let value = AttributeValue::S(owner.table.to_string());
        self.values.push((table, value));
        let value = AttributeValue::M(owner.key.clone());
        self.values.push((key, value));
    }

    fn into_conditional(self) -> Conditional {
        let names = self.names.iter();
        let names =
            names.map(|(placeholder, name)| ((*placeholder).to_owned(), (*name).to_owned()));
        Conditional {
            condition: Some(self.text),
            substitutions: (
                Some(names.collect()),
                Some(self.values.into_iter().collect()),
            ),
        }
    }
}

impl GuardEffect {
    /// Returns the item as guards of this table name it, then as those of the former table do,
    /// whose guards it may take over.
    pub(crate) fn owners(&self, table: &Arc<str>) -> Vec<Owner> {
        let tables = std::iter::once(table).chain(&self.former_table);
        let owners = tables.map(|table| Owner {
            table: Arc::clone(table),
            key: self.key.clone(),
        });
        owners.collect()
    }
}
