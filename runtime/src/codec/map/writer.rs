//! Writing `AttributeValue`s.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::size::Measure;
use crate::codec::{EncodeError, SetKind, Writer};

/// Writes an item for the SDK.
pub struct ItemWriter {
    open: Container,
    parents: Vec<Container>,
    measure: Measure,
}

/// A container that is being written.
enum Container {
    /// Not a container, but a slot for a single value.
    Value(AttributeValue),
    Map {
        entries: HashMap<String, AttributeValue>,
        name: String,
    },
    List(Vec<AttributeValue>),
    StringSet(Vec<String>),
    NumberSet(Vec<String>),
    BinarySet(Vec<Blob>),
}

impl Container {
    fn map(capacity: usize) -> Self {
        Self::Map {
            entries: HashMap::with_capacity(capacity),
            name: String::new(),
        }
    }

    fn into_value(self) -> AttributeValue {
        match self {
            Self::Value(value) => value,
            Self::Map { entries, .. } => AttributeValue::M(entries),
            Self::List(elements) => AttributeValue::L(elements),
            Self::StringSet(members) => AttributeValue::Ss(members),
            Self::NumberSet(members) => AttributeValue::Ns(members),
            Self::BinarySet(members) => AttributeValue::Bs(members),
        }
    }
}

impl ItemWriter {
    /// Makes a writer of an item with about this many attributes.
    pub fn with_capacity(attributes: usize) -> Self {
        Self::into_container(Container::map(attributes))
    }

    /// Returns the item, unless it is larger than 400 KB.
    pub fn finish(self) -> Result<HashMap<String, AttributeValue>, EncodeError> {
        self.measure.check_item()?;
        Ok(match self.open {
            Container::Map { entries, .. } => entries,
            _ => HashMap::new(),
        })
    }

    /// Makes a writer of a single value inside this many lists and maps.
    pub(crate) fn of_value(depth: usize) -> Self {
        Self {
            measure: Measure::inside(depth),
            ..Self::into_container(Container::Value(AttributeValue::Null(true)))
        }
    }

    pub(crate) fn into_value(self) -> AttributeValue {
        self.open.into_value()
    }

    fn into_container(open: Container) -> Self {
        Self {
            open,
            parents: Vec::new(),
            measure: Measure::default(),
        }
    }

    /// Puts a value into the current container.
    fn put(&mut self, value: AttributeValue) {
        match &mut self.open {
            Container::Value(place) => *place = value,
            Container::Map { entries, name } => {
                entries.insert(std::mem::take(name), value);
            }
            Container::List(elements) => elements.push(value),
            Container::StringSet(_) | Container::NumberSet(_) | Container::BinarySet(_) => {}
        }
    }

    fn begin(&mut self, container: Container) {
        self.parents
            .push(std::mem::replace(&mut self.open, container));
    }

    fn end(&mut self) {
        if let Some(parent) = self.parents.pop() {
            let ended = std::mem::replace(&mut self.open, parent);
            self.put(ended.into_value());
        }
    }
}

impl Writer for ItemWriter {
    fn attribute(&mut self, name: &str) {
        self.measure.name(name);
        if let Container::Map { name: place, .. } = &mut self.open {
            // The slot is empty, so there is nothing to clone into.
            *place = String::from(name);
        }
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.measure.text(value.len())?;
        match &mut self.open {
            Container::StringSet(members) => members.push(value.to_owned()),
            _ => self.put(AttributeValue::S(value.to_owned())),
        }
        Ok(())
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        self.measure.number(text)?;
        match &mut self.open {
            Container::NumberSet(members) => members.push(text.to_owned()),
            _ => self.put(AttributeValue::N(text.to_owned())),
        }
        Ok(())
    }

    fn binary(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.measure.text(value.len())?;
        match &mut self.open {
            Container::BinarySet(members) => members.push(Blob::new(value)),
            _ => self.put(AttributeValue::B(Blob::new(value))),
        }
        Ok(())
    }

    fn boolean(&mut self, value: bool) -> Result<(), EncodeError> {
        self.measure.flag()?;
        self.put(AttributeValue::Bool(value));
        Ok(())
    }

    fn null(&mut self) -> Result<(), EncodeError> {
        self.measure.flag()?;
        self.put(AttributeValue::Null(true));
        Ok(())
    }

    fn begin_list(&mut self, len: usize) -> Result<(), EncodeError> {
        self.measure.begin_container()?;
        self.begin(Container::List(Vec::with_capacity(len)));
        Ok(())
    }

    fn end_list(&mut self) {
        self.measure.end_container();
        self.end();
    }

    fn begin_map(&mut self) -> Result<(), EncodeError> {
        self.measure.begin_container()?;
        self.begin(Container::map(0));
        Ok(())
    }

    fn end_map(&mut self) {
        self.measure.end_container();
        self.end();
    }

    fn begin_set(&mut self, kind: SetKind, len: usize) -> Result<(), EncodeError> {
        self.measure.begin_set(len)?;
        self.begin(match kind {
            SetKind::String => Container::StringSet(Vec::with_capacity(len)),
            SetKind::Number => Container::NumberSet(Vec::with_capacity(len)),
            SetKind::Binary => Container::BinarySet(Vec::with_capacity(len)),
        });
        Ok(())
    }

    fn end_set(&mut self) {
        self.measure.end_set();
        self.end();
    }
}
