//! Fields that a user-defined codec keeps in another form than that of their type.

use std::marker::PhantomData;

use super::{Attribute, Codec, Coded, DecodeError, EncodeError, Reader, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};

/// The stored form made by the [`Codec`] `C` of values that would otherwise be kept as `A`.
///
/// Field rules see the value before the codec. DynamoDB sees the value after it, so this form is
/// neither a key nor comparable, and has no partial updates.
pub struct Recoded<A, C>(PhantomData<fn() -> (A, C)>);

impl<A: Attribute, C: Codec<Value = A::Value>> Attribute for Recoded<A, C> {
    type Value = A::Value;
    type Handle<M: 'static, K: 'static> = Path<M, Self, K>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        Coded::<C>::read(value, reader)
    }

    fn write<W: Writer>(value: &A::Value, writer: &mut W) -> Result<(), EncodeError> {
        Coded::<C>::write(value, writer)
    }

    const HAS_RULES: bool = A::HAS_RULES;

    fn measure(value: &A::Value) -> Measured<'_> {
        A::measure(value)
    }

    fn normalize(value: &mut A::Value) {
        A::normalize(value);
    }

    fn check(value: &A::Value, checker: &mut Checker) {
        A::check(value, checker);
    }
}
