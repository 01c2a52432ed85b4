//! Fields that are read in another way than their stored form alone says.

use std::marker::PhantomData;

use super::read::{Fields, read_one};
use crate::codec::{Attribute, DecodeError, Reader, Value, read_key};

/// A part of the primary key, which must be stored in the form in which it is written.
#[derive(Debug)]
pub struct KeyPart<A>(PhantomData<A>);

/// A field whose attribute may be absent, or `NULL`, which is the same.
#[derive(Debug)]
pub struct Nullable<A>(PhantomData<A>);

/// A field whose attribute may be absent. What `NULL` is, its stored form says.
#[derive(Debug)]
pub struct OrAbsent<A>(PhantomData<A>);

/// A sensitive field: errors do not show the value.
#[derive(Debug)]
pub struct Secret<F>(PhantomData<F>);

impl<A: Attribute> Fields for KeyPart<A> {
    type Slots = Option<A::Value>;
    type Values = A::Value;
    const COUNT: usize = 1;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slot: &mut Option<A::Value>,
    ) -> Result<bool, DecodeError> {
        read_one(name, names, reader, slot, |value, reader| {
            read_key::<A, R>(value, reader).map(Some)
        })
    }

    #[inline]
    fn take(slot: Option<A::Value>) -> Option<A::Value> {
        slot
    }

    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
        required.extend(names.first());
    }
}

impl<A: Attribute> Fields for Nullable<A> {
    type Slots = Option<A::Value>;
    type Values = Option<A::Value>;
    const COUNT: usize = 1;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slot: &mut Option<A::Value>,
    ) -> Result<bool, DecodeError> {
        read_one(name, names, reader, slot, |value, reader| match value {
            Value::Null => Ok(None),
            value => A::read(value, reader).map(Some),
        })
    }

    #[inline]
    fn take(slot: Option<A::Value>) -> Option<Option<A::Value>> {
        Some(slot)
    }

    fn add_required(_: &[&'static str], _: &mut Vec<&'static str>) {}
}

impl<A: Attribute> Fields for OrAbsent<A> {
    type Slots = Option<A::Value>;
    type Values = Option<A::Value>;
    const COUNT: usize = 1;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slot: &mut Option<A::Value>,
    ) -> Result<bool, DecodeError> {
        A::read_attribute(name, names, reader, slot)
    }

    #[inline]
    fn take(slot: Option<A::Value>) -> Option<Option<A::Value>> {
        Some(slot)
    }

    fn add_required(_: &[&'static str], _: &mut Vec<&'static str>) {}
}

impl<F: Fields> Fields for Secret<F> {
    type Slots = F::Slots;
    type Values = F::Values;
    const COUNT: usize = F::COUNT;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slots: &mut F::Slots,
    ) -> Result<bool, DecodeError> {
        let read = F::read_attribute(name, names, reader, slots);
        read.map_err(|error| error.sensitive().in_attribute(name))
    }

    #[inline]
    fn take(slots: F::Slots) -> Option<F::Values> {
        F::take(slots)
    }

    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
        F::add_required(names, required);
    }
}
