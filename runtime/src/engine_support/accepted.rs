//! Checks of keys and values before they are sent.
//!
//! Generated types cannot write what DynamoDB rejects; attributes of any origin can hold it. It is
//! rejected here, because DynamoDB's messages name neither the model nor the attribute, and repeat
//! the value, which may be sensitive.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::Number;
use dynamite_core::limits::{MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES};

use super::Changes;
use crate::Error;
use crate::codec::key::check_length;
use crate::codec::{EncodeError, EncodeProblem};
use crate::item::{Attributes, StoredItem};
use crate::model::{IndexDescriptor, KeyKind, ModelDescriptor};
use crate::repository::key as keys;

/// Returns the key of an item.
///
/// # Errors
/// If a key attribute is absent, of another type, empty or too long.
pub(super) fn key(model: &'static ModelDescriptor, item: &StoredItem) -> Result<Attributes, Error> {
    check_key(model, item.attributes())?;
    Ok(keys::of_item(model, item.attributes()))
}

fn check_key(model: &'static ModelDescriptor, item: &Attributes) -> Result<(), Error> {
    let partition = (model.table.partition, MAX_PARTITION_KEY_BYTES);
    let sort = model.table.sort.map(|sort| (sort, MAX_SORT_KEY_BYTES));
    for (attribute, limit) in std::iter::once(partition).chain(sort) {
        check_key_attribute(attribute.kind, limit, item.get(attribute.name))
            .map_err(|error| refused(model, attribute.name, error))?;
    }
    Ok(())
}

/// Checks that an index can hold an item: its key attributes are absent, or can be in the key. DynamoDB
/// leaves other items out of an index that is built, and refuses every write of them from then on.
///
/// # Errors
/// If a key attribute is there and of another type, empty or too long. The error shows no values.
pub fn index_key(index: &IndexDescriptor, item: &StoredItem) -> Result<(), EncodeError> {
    let partition = index
        .partition
        .iter()
        .map(|it| (it, MAX_PARTITION_KEY_BYTES));
    let sort = index.sort.iter().map(|it| (it, MAX_SORT_KEY_BYTES));
    for (attribute, limit) in partition.chain(sort) {
        if let stored @ Some(_) = item.attributes().get(attribute.name) {
            check_key_attribute(attribute.kind, limit, stored)
                .map_err(|error| error.sensitive().in_attribute(attribute.name))?;
        }
    }
    Ok(())
}

fn check_key_attribute(
    expected: KeyKind,
    limit: usize,
    stored: Option<&AttributeValue>,
) -> Result<(), EncodeError> {
    match (expected, stored) {
        (KeyKind::String, Some(stored @ AttributeValue::S(_)))
        | (KeyKind::Number, Some(stored @ AttributeValue::N(_)))
        | (KeyKind::Binary, Some(stored @ AttributeValue::B(_))) => {
            check_length(stored, limit)?;
            value(stored)
        }
        _ => Err(EncodeError::new(EncodeProblem::NoKey { expected })),
    }
}

/// Checks the key and all values of an item.
///
/// # Errors
/// The first attribute that DynamoDB rejects, in alphabetical order.
pub(super) fn item(model: &'static ModelDescriptor, item: &StoredItem) -> Result<(), Error> {
    check_key(model, item.attributes())?;
    let mut attributes: Vec<_> = item.attributes().iter().collect();
    attributes.sort_unstable_by_key(|(name, _)| *name);
    for (name, stored) in attributes {
        value(stored).map_err(|error| refused(model, name, error))?;
    }
    Ok(())
}

/// Checks the changes of an update, and writes their numbers as DynamoDB stores them, so that the
/// item after them is known.
///
/// # Errors
/// The first change that DynamoDB rejects for its value, or that is of a key attribute.
pub(super) fn changes(
    model: &'static ModelDescriptor,
    mut changes: Changes,
) -> Result<Changes, Error> {
    if let Some(name) = model.table.key_names().find(|name| changes.changes(name)) {
        let error = EncodeError::new(EncodeProblem::KeyChange);
        return Err(refused(model, name, error));
    }
    for (name, operand) in changes.operands() {
        value(operand).map_err(|error| refused(model, name, error))?;
        canonicalize(operand);
    }
    Ok(changes)
}

/// Names the attribute, but no place inside it: keys of maps are user data.
fn refused(model: &'static ModelDescriptor, attribute: &str, error: EncodeError) -> Error {
    let error = error
        .sensitive()
        .in_attribute(attribute)
        .of_model(model.name);
    Error::encode(model.name, error)
}

/// Checks a value and all values inside it.
fn value(value: &AttributeValue) -> Result<(), EncodeError> {
    match value {
        AttributeValue::N(text) => number(text).map(drop),
        AttributeValue::Ss(members) => set(members.iter().map(Ok).collect()),
        AttributeValue::Ns(members) => set(members.iter().map(|it| number(it)).collect()),
        AttributeValue::Bs(members) => set(members.iter().map(|it| Ok(it.as_ref())).collect()),
        AttributeValue::L(elements) => elements.iter().try_for_each(self::value),
        AttributeValue::M(entries) => entries.iter().try_for_each(|(name, entry)| {
            if name.is_empty() {
                return Err(EncodeError::new(EncodeProblem::EmptyName));
            }
            self::value(entry)
        }),
        _ => Ok(()),
    }
}

fn number(text: &str) -> Result<Number, EncodeError> {
    Ok(Number::parse(text.as_bytes())?)
}

fn set<T: Ord>(members: Result<Vec<T>, EncodeError>) -> Result<(), EncodeError> {
    let mut members = members?;
    if members.is_empty() {
        return Err(EncodeError::new(EncodeProblem::EmptySet));
    }
    members.sort_unstable();
    if members.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(EncodeError::new(EncodeProblem::RepeatedMember));
    }
    Ok(())
}

/// Writes all numbers of a checked value as DynamoDB stores them.
fn canonicalize(value: &mut AttributeValue) {
    match value {
        AttributeValue::N(text) => canonicalize_number(text),
        AttributeValue::Ns(members) => members.iter_mut().for_each(canonicalize_number),
        AttributeValue::L(elements) => elements.iter_mut().for_each(canonicalize),
        AttributeValue::M(entries) => entries.values_mut().for_each(canonicalize),
        _ => {}
    }
}

fn canonicalize_number(text: &mut String) {
    if let Ok(number) = Number::parse(text.as_bytes()) {
        *text = number.text();
    }
}
