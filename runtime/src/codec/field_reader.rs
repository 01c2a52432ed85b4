//! The reader of fields in generated code, for items and nested maps: one call for each field.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Attribute, DecodeError, Flatten, Reader, Value, flatten, read_key};
use crate::types::Document;

/// Reads fields in the order of their attributes, up to the first that cannot be read.
///
/// It keeps that error until the end: a `?` after each field would do the same, but would have to
/// be compiled in every model. For the same reason, the name of the attribute is looked up only on
/// an error.
///
/// It holds a copy of the reader: a reference, with its lifetimes, would make every call slower to
/// compile.
pub struct FieldReader<R> {
    reader: R,
    /// The reader at the first attribute.
    start: R,
    /// Number of attributes announced.
    announced: usize,
    problem: Option<DecodeError>,
}

/// A marker for a handled attribute. A match arm that returns `()` needs a semicolon, and takes
/// three lines where it does not fit into one.
#[derive(Clone, Copy, Debug)]
pub struct Seen;

impl<R> FieldReader<R> {
    /// Makes a reader of the fields of the map that `reader` has opened.
    #[inline]
    pub fn new<'de>(reader: &R) -> Self
    where
        R: Reader<'de>,
    {
        Self {
            reader: reader.clone(),
            start: reader.clone(),
            announced: 0,
            problem: None,
        }
    }

    /// Returns the name of the next attribute; `None` at the end and after an error.
    #[inline]
    pub fn next_attribute<'de>(&mut self) -> Option<Cow<'de, str>>
    where
        R: Reader<'de>,
    {
        if self.problem.is_some() {
            return None;
        }
        self.announced += 1;
        match self.reader.next_attribute() {
            Ok(name) => name,
            Err(error) => {
                self.problem = Some(error);
                None
            }
        }
    }

    /// Reads the announced attribute.
    #[inline]
    pub fn read<'de, A: Attribute>(&mut self, field: &mut Option<A::Value>) -> Seen
    where
        R: Reader<'de>,
    {
        match self.value::<A>() {
            Ok(value) => *field = Some(value),
            Err(error) => self.fail(error),
        }
        Seen
    }

    /// Does the same as [`read`](Self::read), with `NULL` read as absent.
    #[inline]
    pub fn read_nullable<'de, A: Attribute>(&mut self, field: &mut Option<A::Value>) -> Seen
    where
        R: Reader<'de>,
    {
        match self.nullable_value::<A>() {
            Ok(value) => *field = value,
            Err(error) => self.fail(error),
        }
        Seen
    }

    /// Does the same as [`read`](Self::read) for a sensitive field: the error does not show the
    /// value.
    #[inline]
    pub fn read_sensitive<'de, A: Attribute>(&mut self, field: &mut Option<A::Value>) -> Seen
    where
        R: Reader<'de>,
    {
        match self.value::<A>() {
            Ok(value) => *field = Some(value),
            Err(error) => self.fail_in_secret(error),
        }
        Seen
    }

    /// Does the same as [`read_nullable`](Self::read_nullable) for a sensitive field: the error
    /// does not show the value.
    #[inline]
    pub fn read_nullable_sensitive<'de, A: Attribute>(
        &mut self,
        field: &mut Option<A::Value>,
    ) -> Seen
    where
        R: Reader<'de>,
    {
        match self.nullable_value::<A>() {
            Ok(value) => *field = value,
            Err(error) => self.fail_in_secret(error),
        }
        Seen
    }

    /// Does the same as [`read`](Self::read) for a part of the primary key, which must be stored in
    /// the form in which it is written.
    #[inline]
    pub fn read_key<'de, A: Attribute>(&mut self, field: &mut Option<A::Value>) -> Seen
    where
        R: Reader<'de>,
    {
        match self.key::<A>() {
            Ok(value) => *field = Some(value),
            Err(error) => self.fail(error),
        }
        Seen
    }

    /// Does the same as [`read_key`](Self::read_key) for a sensitive field: the error does not show
    /// the value.
    #[inline]
    pub fn read_key_sensitive<'de, A: Attribute>(&mut self, field: &mut Option<A::Value>) -> Seen
    where
        R: Reader<'de>,
    {
        match self.key::<A>() {
            Ok(value) => *field = Some(value),
            Err(error) => self.fail_in_secret(error),
        }
        Seen
    }

    /// Reads a flattened union, whose attributes are among those of the item.
    #[inline]
    pub fn read_flattened<'de, U: Flatten>(&self) -> Result<U::Value, DecodeError>
    where
        R: Reader<'de>,
    {
        flatten::read::<U, R>(self.start.clone())
    }

    /// Does the same as [`read_flattened`](Self::read_flattened) for an optional union, which is
    /// `None` if the item has no tag of it.
    #[inline]
    pub fn read_optional_flattened<'de, U: Flatten>(&self) -> Result<Option<U::Value>, DecodeError>
    where
        R: Reader<'de>,
    {
        flatten::read_optional::<U, R>(self.start.clone())
    }

    /// Skips the announced attribute.
    #[inline]
    pub fn skip<'de>(&mut self) -> Seen
    where
        R: Reader<'de>,
    {
        if let Err(error) = self.reader.skip() {
            self.problem = Some(error);
        }
        Seen
    }

    /// Returns `true` if all attributes were read, and moves the reader past them.
    #[inline]
    pub fn finish<'de>(&self, reader: &mut R) -> bool
    where
        R: Reader<'de>,
    {
        if self.problem.is_some() {
            return false;
        }
        reader.clone_from(&self.reader);
        true
    }

    /// Returns the undeclared attributes. The error does not show values: a newer schema may
    /// declare them as sensitive.
    pub fn rest<'de>(&self, declared: &[&str]) -> Result<BTreeMap<String, Document>, DecodeError>
    where
        R: Reader<'de>,
    {
        let mut reader = self.start.clone();
        let mut rest = BTreeMap::new();
        while let Some(name) = reader.next_attribute()? {
            if declared.contains(&&*name) {
                reader.skip()?;
                continue;
            }
            let value = reader.value();
            let value = value.and_then(|value| Document::read(value, &mut reader));
            let value = value.map_err(|error| error.sensitive().in_attribute(&name))?;
            rest.insert(name.into_owned(), value);
        }
        Ok(rest)
    }

    /// Returns the error: the one that stopped the reading, or else the absence of a required
    /// attribute.
    #[cold]
    pub fn problem<'de>(self, required: &[&'static str]) -> DecodeError
    where
        R: Reader<'de>,
    {
        self.problem
            .or_else(|| absent(self.start, required).err())
            .unwrap_or_else(|| DecodeError::absent(required.first().copied().unwrap_or_default()))
    }

    #[inline]
    fn value<'de, A: Attribute>(&mut self) -> Result<A::Value, DecodeError>
    where
        R: Reader<'de>,
    {
        let value = self.reader.value()?;
        A::read(value, &mut self.reader)
    }

    #[inline]
    fn key<'de, A: Attribute>(&mut self) -> Result<A::Value, DecodeError>
    where
        R: Reader<'de>,
    {
        let value = self.reader.value()?;
        read_key::<A, R>(value, &mut self.reader)
    }

    #[inline]
    fn nullable_value<'de, A: Attribute>(&mut self) -> Result<Option<A::Value>, DecodeError>
    where
        R: Reader<'de>,
    {
        match self.reader.value()? {
            Value::Null => Ok(None),
            value => A::read(value, &mut self.reader).map(Some),
        }
    }

    #[cold]
    fn fail<'de>(&mut self, error: DecodeError)
    where
        R: Reader<'de>,
    {
        self.problem = Some(match name_of(self.start.clone(), self.announced) {
            Ok(name) => error.in_attribute(&name),
            Err(error) => error,
        });
    }

    #[cold]
    fn fail_in_secret<'de>(&mut self, error: DecodeError)
    where
        R: Reader<'de>,
    {
        self.fail(error.sensitive());
    }
}

/// Returns the name of an attribute by its position, counted from 1.
fn name_of<'de>(mut reader: impl Reader<'de>, place: usize) -> Result<Cow<'de, str>, DecodeError> {
    for _ in 1..place {
        reader.next_attribute()?;
        reader.skip()?;
    }
    Ok(reader.next_attribute()?.unwrap_or_default())
}

/// Fails with the first of the required attributes that is absent or `NULL`.
fn absent<'de>(mut reader: impl Reader<'de>, required: &[&'static str]) -> Result<(), DecodeError> {
    let mut missing = required.to_vec();
    while let Some(name) = reader.next_attribute()? {
        if !matches!(reader.clone().value(), Ok(Value::Null)) {
            missing.retain(|required| *required != name);
        }
        reader.skip()?;
    }
    match missing.first() {
        Some(name) => Err(DecodeError::absent(name)),
        None => Ok(()),
    }
}
