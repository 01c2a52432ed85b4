//! Stored forms that fields had before, while programs read and write them beside the new ones.
//!
//! In the phase `expand` a field has its new type, and its former attribute is the one that is read. A
//! former form that holds other values too has none of the abilities of the new one: it is compared as what
//! it is, and has another order.

use std::borrow::Cow;
use std::marker::PhantomData;

use dynamite_core::{Number, bool_of_text};

use super::map::{decode_value, encode_value};
use super::mismatch::mismatch;
use super::{Attribute, CodecError, DecodeError, EncodeError, Reader, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};
use aws_sdk_dynamodb::types::AttributeValue;

/// Values of the new form `A`, kept in the former form `F`.
///
/// What the new form does not hold of a value, such as fractions of a second, is neither read nor written.
///
/// It is neither [`Comparable`](super::Comparable) nor a [`Number`](crate::expr::Number), whatever `A` is:
///
/// ```compile_fail,E0277
/// use dynamite::codegen_support::{Former, Printed};
/// fn is_ordered<A: dynamite::codec::Comparable>() {}
/// is_ordered::<Former<u32, Printed<u32>>>();
/// ```
///
/// ```compile_fail,E0277
/// use dynamite::codegen_support::{Former, Printed};
/// fn is_number<A: dynamite::expr::Number>() {}
/// is_number::<Former<u32, Printed<u32>>>();
/// ```
pub struct Former<A, F>(PhantomData<fn() -> (A, F)>);

impl<A: Attribute, F: Attribute<Value = A::Value>> Attribute for Former<A, F> {
    type Value = A::Value;
    type Handle<M: 'static, K: 'static> = Path<M, Self, K>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        F::read(value, reader).map(A::settle)
    }

    fn write<W: Writer>(value: &A::Value, writer: &mut W) -> Result<(), EncodeError> {
        F::write(&A::settle(value.clone()), writer)
    }

    fn settle(value: A::Value) -> A::Value {
        A::settle(value)
    }

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

/// Numbers and bools as text: `"42"`, `"true"`.
pub struct Printed<A>(PhantomData<fn() -> A>);

impl<A: Attribute> Attribute for Printed<A> {
    type Value = A::Value;
    type Handle<M: 'static, K: 'static> = Path<M, Self, K>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        let Value::String(text) = &value else {
            return Err(mismatch("text (S)", &value));
        };
        let number = Number::parse(text.as_bytes()).ok();
        let printed = number.map(|number| Value::Number(Cow::Owned(number.text())));
        let printed = printed.or_else(|| bool_of_text(text).map(Value::Bool));
        let printed = printed.ok_or_else(|| mismatch("the text of a number or bool", &value))?;
        A::read(printed, reader)
    }

    fn write<W: Writer>(value: &A::Value, writer: &mut W) -> Result<(), EncodeError> {
        match encode_value::<A>(value)? {
            AttributeValue::N(text) | AttributeValue::S(text) => writer.string(&text),
            AttributeValue::Bool(value) => writer.string(&value.to_string()),
            _ => Err(EncodeError::codec(CodecError::new("it has no text"))),
        }
    }
}

/// What was stored before for the values of an enum. Generated for each field whose enum gets other stored
/// values, by its position in the model.
pub trait FormerNames<const FIELD: usize>: 'static {
    /// The enum.
    type Enum: Attribute;

    /// What is stored for each of its values, with what was stored before.
    const NAMES: &'static [(&'static str, &'static str)];
}

/// The values of an enum as they were stored before, as the model `M` says of the field at this position.
pub struct FormerValues<M, const FIELD: usize>(PhantomData<fn() -> M>);

impl<M: FormerNames<FIELD>, const FIELD: usize> Attribute for FormerValues<M, FIELD> {
    type Value = <M::Enum as Attribute>::Value;
    type Handle<O: 'static, K: 'static> = Path<O, Self, K>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Self::Value, DecodeError> {
        let Value::String(text) = &value else {
            return Err(mismatch("a string (S)", &value));
        };
        let mut names = M::NAMES.iter();
        let Some((new, _)) = names.find(|(_, former)| former == text) else {
            return Err(mismatch("a former value of the enum", &value));
        };
        M::Enum::read(Value::String(Cow::Borrowed(new)), reader)
    }

    fn write<W: Writer>(value: &Self::Value, writer: &mut W) -> Result<(), EncodeError> {
        let stored = encode_value::<M::Enum>(value)?;
        let mut names = M::NAMES.iter();
        match names.find(|(new, _)| stored.as_s().is_ok_and(|it| it == new)) {
            Some((_, former)) => writer.string(former),
            None => Err(EncodeError::codec(CodecError::new(
                "it has no former value",
            ))),
        }
    }
}

/// Returns a stored value in another form of the same values.
///
/// # Errors
/// If it is no value of the first form, or has no place in the second.
pub(crate) fn converted<A: Attribute, B: Attribute<Value = A::Value>>(
    stored: &AttributeValue,
) -> Result<AttributeValue, EncodeError> {
    let value = decode_value::<A>(stored).map_err(|error| {
        // What is found there may be sensitive.
        EncodeError::codec(CodecError::new(format!("expected {}", error.expected())))
    })?;
    encode_value::<B>(&B::settle(value))
}
