//! The ways to read a field: as its stored form says, or in another way.

use std::convert::identity;
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

/// Implements [`Field`] for a way to read one attribute: its value, how it is read, how the value is
/// taken from the slot, and whether the attribute may not be absent.
macro_rules! field {
    ($form:ty, $value:ty, $read:expr, $take:expr, $is_required:literal) => {
        impl<A: Attribute> Field for $form {
            type Slot = Option<A::Value>;
            type Value = $value;
            const COUNT: usize = 1;

            #[inline]
            fn read_attribute<'de, R: Reader<'de>>(
                name: &str,
                names: &[&'static str],
                reader: &mut R,
                slot: &mut Option<A::Value>,
            ) -> Result<bool, DecodeError> {
                read_one(name, names, reader, slot, $read)
            }

            #[inline]
            fn value(slot: &mut Option<A::Value>) -> Option<$value> {
                $take(slot.take())
            }

            fn add_required(names: &[&'static str], required: &mut Vec<&'static str>) {
                if $is_required {
                    required.extend(names.first());
                }
            }
        }
    };
}

field!(
    A,
    A::Value,
    |value, reader| A::read(value, reader).map(Some),
    identity,
    true
);

field!(
    KeyPart<A>,
    A::Value,
    |value, reader| read_key::<A, R>(value, reader).map(Some),
    identity,
    true
);

field!(
    Nullable<A>,
    Option<A::Value>,
    |value, reader| match value {
        Value::Null => Ok(None),
        value => A::read(value, reader).map(Some),
    },
    Some,
    false
);

field!(
    OrAbsent<A>,
    Option<A::Value>,
    |value, reader| A::read(value, reader).map(Some),
    Some,
    false
);

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
