//! How generated code reads an item, or a map of a nested type: one call for a field.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Attribute, DecodeError, Reader, Value, read_key};
use crate::types::Document;

/// Reads fields as their attributes come along, up to the first that cannot be read.
///
/// It keeps that error until the end: a `?` behind each field does the same, and the compiler has
/// to check it in every model. For the same reason only an error looks up what its attribute is
/// called.
///
/// It reads with a copy of the reader: with a reference to it, and its lifetimes, every call would
/// be more for the compiler to prove.
pub struct FieldReader<R> {
    reader: R,
    /// Where the attributes begin.
    start: R,
    /// How many were announced.
    announced: usize,
    problem: Option<DecodeError>,
}

/// That an attribute was seen to. What returns nothing has to end in a semicolon, and takes three
/// lines where the arm of a match does not fit into one.
#[derive(Clone, Copy, Debug)]
pub struct Seen;

impl<R> FieldReader<R> {
    /// A reader of the fields of the map that this one has opened.
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

    /// The name of the next attribute; `None` at the end, and behind an error.
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

    /// Reads the attribute that was announced.
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

    /// [`read`](Self::read), where `NULL` is the same as absent.
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

    /// [`read`](Self::read) for a sensitive field: the error does not say what was found.
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

    /// [`read_nullable`](Self::read_nullable) for a sensitive field: the error does not say what
    /// was found.
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

    /// [`read`](Self::read) for a part of the primary key, which has to be stored in the form in
    /// which it is written.
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

    /// [`read_key`](Self::read_key) for a sensitive field: the error does not say what was found.
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

    /// Passes over the attribute that was announced.
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

    /// Whether all attributes were read. The reader is behind them then.
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

    /// The attributes that are not declared. An error does not say what was found: a newer schema
    /// may declare it as sensitive.
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

    /// What is wrong: the error that reading stopped at, or else that one of the required
    /// attributes is absent.
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

/// The name of an attribute, by its place from 1.
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
