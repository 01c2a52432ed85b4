//! Fields that are read in another way than their stored form alone says.

use std::marker::PhantomData;

use super::read::{Field, Fields, read_one};
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

/// Several fields in the place of one, of models with more fields than a tuple takes.
#[derive(Debug)]
pub struct Group<T>(PhantomData<T>);

/// A sensitive field: errors do not show the value.
#[derive(Debug)]
pub struct Secret<F>(PhantomData<F>);

impl<A: Attribute> Field for KeyPart<A> {
    type Slot = Option<A::Value>;
    type Value = A::Value;
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
    fn value(slot: &mut Option<A::Value>) -> Option<A::Value> {
        slot.take()
    }

    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
        required.extend(names.first());
    }
}

impl<A: Attribute> Field for Nullable<A> {
    type Slot = Option<A::Value>;
    type Value = Option<A::Value>;
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
    fn value(slot: &mut Option<A::Value>) -> Option<Option<A::Value>> {
        Some(slot.take())
    }

    fn add_required(_: &[&'static str], _: &mut Vec<&'static str>) {}
}

impl<A: Attribute> Field for OrAbsent<A> {
    type Slot = Option<A::Value>;
    type Value = Option<A::Value>;
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
    fn value(slot: &mut Option<A::Value>) -> Option<Option<A::Value>> {
        Some(slot.take())
    }

    fn add_required(_: &[&'static str], _: &mut Vec<&'static str>) {}
}

impl<F: Field> Field for Secret<F> {
    type Slot = F::Slot;
    type Value = F::Value;
    const COUNT: usize = F::COUNT;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slot: &mut F::Slot,
    ) -> Result<bool, DecodeError> {
        let read = F::read_attribute(name, names, reader, slot);
        read.map_err(|error| error.sensitive().in_attribute(name))
    }

    #[inline]
    fn value(slot: &mut F::Slot) -> Option<F::Value> {
        F::value(slot)
    }

    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
        F::add_required(names, required);
    }
}

impl<T: Fields> Field for Group<T> {
    type Slot = T::Slots;
    type Value = T::Values;
    const COUNT: usize = T::COUNT;

    #[inline]
    fn read_attribute<'de, R: Reader<'de>>(
        name: &str,
        names: &[&'static str],
        reader: &mut R,
        slots: &mut T::Slots,
    ) -> Result<bool, DecodeError> {
        T::read_attribute(name, names, reader, slots)
    }

    #[inline]
    fn value(slots: &mut T::Slots) -> Option<T::Values> {
        T::values(slots)
    }

    fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
        T::add_required(names, required);
    }
}
