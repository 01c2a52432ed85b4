//! Reading from `AttributeValue`s.

use std::borrow::Cow;
use std::collections::{HashMap, hash_map};
use std::{slice, vec};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::MAX_NESTING_LEVELS;

use crate::codec::{DecodeError, Reader, Value};

/// Reads an item of the SDK.
#[derive(Clone)]
pub struct ItemReader<'de> {
    current: Option<&'de AttributeValue>,
    open: Container<'de>,
    parents: Vec<Container<'de>>,
    /// `true` if map entries are read in the order of their names.
    is_ordered: bool,
}

/// The unread rest of an open container.
#[derive(Clone)]
enum Container<'de> {
    Map(hash_map::Iter<'de, String, AttributeValue>),
    /// A map whose entries have a fixed order.
    OrderedMap(vec::IntoIter<(&'de String, &'de AttributeValue)>),
    List(slice::Iter<'de, AttributeValue>),
    StringSet(slice::Iter<'de, String>),
    NumberSet(slice::Iter<'de, String>),
    BinarySet(slice::Iter<'de, Blob>),
}

impl<'de> ItemReader<'de> {
    /// Makes a reader of this item.
    pub fn new(item: &'de HashMap<String, AttributeValue>) -> Self {
        Self {
            current: None,
            open: Container::Map(item.iter()),
            parents: Vec::new(),
            is_ordered: false,
        }
    }

    /// Makes a reader of this item that reads the given attributes first, in this order. Other
    /// attributes and the entries of maps follow in the order of their names.
    pub(crate) fn in_order_of(
        item: &'de HashMap<String, AttributeValue>,
        attributes: &[&str],
    ) -> Self {
        let place = |name: &str| attributes.iter().position(|known| *known == name);
        let mut entries: Vec<_> = item.iter().collect();
        entries.sort_unstable_by_key(|(name, _)| (place(name).unwrap_or(usize::MAX), *name));
        Self {
            open: Container::OrderedMap(entries.into_iter()),
            is_ordered: true,
            ..Self::new(item)
        }
    }

    /// Makes a reader at this value.
    pub(crate) fn of_value(value: &'de AttributeValue) -> Self {
        Self {
            current: Some(value),
            open: Container::List([].iter()),
            parents: Vec::new(),
            is_ordered: false,
        }
    }

    fn open(&mut self, container: Container<'de>) -> Result<(), DecodeError> {
        if self.parents.len() >= MAX_NESTING_LEVELS {
            return Err(DecodeError::new(
                "at most 32 levels of nesting",
                "a value nested deeper",
            ));
        }
        self.parents
            .push(std::mem::replace(&mut self.open, container));
        Ok(())
    }

    fn close(&mut self) {
        if let Some(parent) = self.parents.pop() {
            self.open = parent;
        }
    }
}

impl<'de> Reader<'de> for ItemReader<'de> {
    fn next_attribute(&mut self) -> Result<Option<Cow<'de, str>>, DecodeError> {
        let next = match &mut self.open {
            Container::Map(entries) => entries.next(),
            Container::OrderedMap(entries) => entries.next(),
            _ => return Err(not_open("M")),
        };
        if let Some((name, value)) = next {
            self.current = Some(value);
            return Ok(Some(Cow::Borrowed(name)));
        }
        self.close();
        Ok(None)
    }

    fn next_element(&mut self) -> Result<bool, DecodeError> {
        let Container::List(elements) = &mut self.open else {
            return Err(not_open("L"));
        };
        if let Some(value) = elements.next() {
            self.current = Some(value);
            return Ok(true);
        }
        self.close();
        Ok(false)
    }

    fn next_member(&mut self) -> Result<Option<Value<'de>>, DecodeError> {
        let member = match &mut self.open {
            Container::StringSet(members) => members.next().map(|text| Value::String(text.into())),
            Container::NumberSet(members) => members.next().map(|text| Value::Number(text.into())),
            Container::BinarySet(members) => members
                .next()
                .map(|blob| Value::Binary(blob.as_ref().into())),
            Container::Map(_) | Container::OrderedMap(_) | Container::List(_) => {
                return Err(not_open("a set"));
            }
        };
        if member.is_none() {
            self.close();
        }
        Ok(member)
    }

    fn value(&mut self) -> Result<Value<'de>, DecodeError> {
        let Some(value) = self.current.take() else {
            return Err(not_open("a value that is not read yet"));
        };
        Ok(match value {
            AttributeValue::S(text) => Value::String(text.into()),
            AttributeValue::N(text) => Value::Number(text.into()),
            AttributeValue::B(blob) => Value::Binary(blob.as_ref().into()),
            AttributeValue::Bool(value) => Value::Bool(*value),
            AttributeValue::Null(_) => Value::Null,
            AttributeValue::L(elements) => {
                self.open(Container::List(elements.iter()))?;
                Value::List
            }
            AttributeValue::M(entries) if self.is_ordered => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_unstable_by_key(|(name, _)| *name);
                self.open(Container::OrderedMap(entries.into_iter()))?;
                Value::Map
            }
            AttributeValue::M(entries) => {
                self.open(Container::Map(entries.iter()))?;
                Value::Map
            }
            AttributeValue::Ss(members) => {
                self.open(Container::StringSet(members.iter()))?;
                Value::StringSet
            }
            AttributeValue::Ns(members) => {
                self.open(Container::NumberSet(members.iter()))?;
                Value::NumberSet
            }
            AttributeValue::Bs(members) => {
                self.open(Container::BinarySet(members.iter()))?;
                Value::BinarySet
            }
            _ => {
                return Err(DecodeError::new(
                    "one of the ten kinds of DynamoDB value",
                    "a kind that this version of the SDK does not know",
                ));
            }
        })
    }

    fn skip(&mut self) -> Result<(), DecodeError> {
        self.current = None;
        Ok(())
    }
}

/// Makes the error for a read of something that is not open.
#[cold]
fn not_open(expected: &'static str) -> DecodeError {
    DecodeError::new(expected, "something else at this place of the item")
}
