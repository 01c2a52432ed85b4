//! Reading all fields of an item or a nested type.

use std::collections::BTreeMap;

use crate::codec::flatten::{self, Flatten};
use crate::codec::{Attribute as _, DecodeError, Reader, Value};
use crate::types::Document;

/// How a field is read: a stored form, for one whose attribute may not be absent, or one of
/// [`KeyPart`](super::KeyPart), [`Nullable`](super::Nullable), [`OrAbsent`](super::OrAbsent) and
/// [`Secret`](super::Secret) around it. A [`Group`](super::Group) stands for several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no stored form: a type in it is no codec",
    note = "a Rust type of the schema needs `impl dynamite::codec::Codec`, or a `codec:` that has it"
)]
pub trait Field {
    /// What the attribute is read into, before it is known that all are there.
    type Slot: Default;

    /// What the field holds.
    type Value;

    /// Number of attributes.
    const COUNT: usize;

    /// Reads the attribute `name`, at whose value the reader is, if it is that of this field: the first
    /// of `names`. Returns `false` if it is not.
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slot: &mut Self::Slot,
    ) -> Result<bool, DecodeError>;

    /// Takes the value; `None` if the attribute of a required field is absent.
    fn value(slot: &mut Self::Slot) -> Option<Self::Value>;

    /// Adds the stored name, if the attribute may not be absent.
    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>);
}

/// A tuple of fields, as generated code lists them. More fields than a tuple takes are a tuple of
/// groups.
///
/// A list of types costs `cargo check` less than half of what a variable and a match arm for each field
/// do. That it is another trait than [`Field`] leaves one implementation for each type, so that rustc
/// names the field type that is wrong, and not the tuple.
pub trait Fields {
    /// A slot for each field.
    type Slots: Default;

    /// A value for each field.
    type Values;

    /// Number of attributes.
    const COUNT: usize;

    /// Reads the attribute `name` if it is among these fields, whose stored names are the first
    /// [`COUNT`](Self::COUNT) of `names`. Returns `false` if it is not.
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slots: &mut Self::Slots,
    ) -> Result<bool, DecodeError>;

    /// Takes the values; `None` if the attribute of a required field is absent.
    fn values(slots: &mut Self::Slots) -> Option<Self::Values>;

    /// Adds the stored names of the required fields.
    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>);
}

/// Reads the fields with these stored names from the map that `reader` has opened, and moves it
/// past the map. Undeclared attributes are skipped.
///
/// # Errors
/// If an attribute cannot be read, or that of a required field is absent. The reader stays where it
/// was.
#[inline]
pub fn read_fields<'de, F: Fields, R: Reader<'de>>(
    reader: &mut R,
    names: &[&'static str],
) -> Result<F::Values, DecodeError> {
    // The optimizer keeps in registers what is not behind a reference.
    let mut at = reader.clone();
    let mut slots = F::Slots::default();
    while let Some(name) = at.next_attribute()? {
        if !F::read_attribute(&name, names, &mut at, &mut slots)? {
            at.skip()?;
        }
    }
    match F::values(&mut slots) {
        Some(values) => {
            reader.clone_from(&at);
            Ok(values)
        }
        None => Err(absent::<F, R>(reader, names)),
    }
}

/// The error for the first required field whose attribute is absent.
#[cold]
fn absent<'de, F: Fields, R: Reader<'de>>(reader: &R, names: &[&'static str]) -> DecodeError {
    let mut missing = Vec::new();
    F::add_required(names, &mut missing);
    let mut reader = reader.clone();
    while let Ok(Some(name)) = reader.next_attribute() {
        missing.retain(|required| *required != name);
        if let Err(error) = reader.skip() {
            return error;
        }
    }
    DecodeError::absent(missing.first().copied().unwrap_or_default())
}

/// Returns the attributes that are not declared, of the map that `reader` has opened. The error
/// does not show values: a newer schema may declare them as sensitive.
///
/// # Errors
/// If an attribute cannot be read.
pub fn undeclared<'de, R: Reader<'de>>(
    reader: &R,
    declared: &[&str],
) -> Result<BTreeMap<String, Document>, DecodeError> {
    let mut reader = reader.clone();
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

/// Reads a flattened union, whose attributes are among those of the item that `reader` has opened.
///
/// # Errors
/// If it cannot be read.
#[inline]
pub fn read_flattened<'de, U: Flatten, R: Reader<'de>>(
    reader: &R,
) -> Result<U::Value, DecodeError> {
    U::read(Value::Map, &mut reader.clone())
}

/// Does the same as [`read_flattened`] for an optional union: without a tag, or with `NULL` in its
/// place, it is `None`.
///
/// # Errors
/// If it cannot be read.
#[inline]
pub fn read_optional_flattened<'de, U: Flatten, R: Reader<'de>>(
    reader: &R,
) -> Result<Option<U::Value>, DecodeError> {
    if flatten::has_tag::<U, R>(reader.clone())? {
        read_flattened::<U, R>(reader).map(Some)
    } else {
        Ok(None)
    }
}

/// Reads one field, with a function for its value.
#[inline]
pub(super) fn read_one<'de, T, R: Reader<'de>>(
    name: &str,
    names: &[&'static str],
    reader: &mut R,
    slot: &mut Option<T>,
    read: impl FnOnce(Value<'de>, &mut R) -> Result<Option<T>, DecodeError>,
) -> Result<bool, DecodeError> {
    match names.first() {
        Some(own) if name == *own => {}
        _ => return Ok(false),
    }
    match reader.value().and_then(|value| read(value, reader)) {
        Ok(value) => {
            *slot = value;
            Ok(true)
        }
        Err(error) => Err(error.in_attribute(name)),
    }
}
