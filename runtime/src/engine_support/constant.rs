//! Constants of schemas and migrations as they are stored.

use std::any::Any;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::time::Offset;
use dynamite_core::{Family, Number, Scalar, id, time};

use super::form::{FormError, mismatch};
use super::scalars;
use crate::codec::{
    Attribute, DecodeError, EncodeError, ScalarVisitor, decode_value, encode_at_offset,
    encode_or_never, encode_value,
};
use crate::types::{EpochSecondsOrNever, IsoOffset, NEVER, Timestamp, Ulid, Uuid};

/// A constant of a scalar type.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Of `string`.
    Text(String),
    /// Of `bool`.
    Bool(bool),
    /// Of an integer, a float or a decimal.
    Number(Number),
    /// Of `bytes`.
    Bytes(Vec<u8>),
    /// Of `uuid`.
    Uuid(id::Uuid),
    /// Of `ulid`.
    Ulid(id::Ulid),
    /// Of `timestamp`.
    Time(Timestamp),
    /// Of `date`.
    Date(time::Date),
}

impl Constant {
    /// Makes a constant of `timestamp`. The last second of all is "never", in a form that has a
    /// number for it.
    pub fn time(time: time::Timestamp) -> Self {
        if time::Timestamp::latest_second() == Some(time) {
            return Self::Time(NEVER);
        }
        // Every time of a schema is one of the library.
        Self::Time(time.to_string().parse().unwrap_or(NEVER))
    }

    /// Returns it as a value of this type is stored.
    ///
    /// # Errors
    /// If it is no value of the type.
    pub fn encoded(&self, scalar: Scalar) -> Result<AttributeValue, FormError> {
        let readable = match self {
            Self::Text(text) => AttributeValue::S(text.clone()),
            Self::Bool(value) => AttributeValue::Bool(*value),
            Self::Number(number) => AttributeValue::N(number.to_string()),
            Self::Bytes(bytes) => AttributeValue::B(bytes.clone().into()),
            Self::Date(date) => AttributeValue::S(date.to_string()),
            Self::Uuid(id) => return encoded(scalar, &Uuid::from_u128(id.0)),
            Self::Ulid(id) => return encoded(scalar, &Ulid(id.0)),
            Self::Time(time) => return encoded(scalar, time),
        };
        scalars::value(scalar, &readable)
    }

    /// Reads a stored value of this type. What [`encoded`](Self::encoded) returns is read as the same
    /// constant, but for what the stored form does not hold, such as fractions of seconds.
    ///
    /// # Errors
    /// If it is no value of the type, or the type has values that are no constants: `json`.
    pub fn decoded(scalar: Scalar, stored: &AttributeValue) -> Result<Self, FormError> {
        let unfit = || mismatch("a value of a type that has constants", stored);
        match scalar.family() {
            Family::Timestamp(_) | Family::Uuid(_) | Family::Ulid(_) => {
                crate::codec::visit_scalar(scalar, Decode(stored))?.ok_or_else(unfit)
            }
            _ => Ok(match (scalar, scalars::value(scalar, stored)?) {
                (Scalar::Date, AttributeValue::S(text)) => {
                    Self::Date(time::Date::parse(&text).ok_or_else(unfit)?)
                }
                (Scalar::String, AttributeValue::S(text)) => Self::Text(text),
                (Scalar::Bool, AttributeValue::Bool(value)) => Self::Bool(value),
                (Scalar::Bytes, AttributeValue::B(bytes)) => Self::Bytes(bytes.into_inner()),
                (Scalar::Json, _) => return Err(unfit()),
                (_, AttributeValue::N(text)) => {
                    Self::Number(Number::parse(text.as_bytes()).map_err(|_| unfit())?)
                }
                _ => return Err(unfit()),
            }),
        }
    }
}

/// Reads a time or an id whose form is known only at run time.
struct Decode<'a>(&'a AttributeValue);

impl ScalarVisitor for Decode<'_> {
    type Output = Result<Option<Constant>, DecodeError>;

    fn form<A: Attribute>(self) -> Self::Output {
        let value = decode_value::<A>(self.0)?;
        let value: &dyn Any = &value;
        Ok(if let Some(time) = value.downcast_ref() {
            Some(Constant::Time(*time))
        } else if let Some(id) = value.downcast_ref::<Uuid>() {
            Some(Constant::Uuid(id::Uuid(id.as_u128())))
        } else {
            let id = value.downcast_ref::<Ulid>();
            id.map(|id| Constant::Ulid(id::Ulid(id.0)))
        })
    }

    fn at_offset(self, _: Offset) -> Self::Output {
        self.form::<IsoOffset>()
    }

    fn or_never(self, _: i64) -> Self::Output {
        self.form::<EpochSecondsOrNever<{ i64::MAX }>>()
    }
}

fn encoded(scalar: Scalar, value: &dyn Any) -> Result<AttributeValue, FormError> {
    let encoded = crate::codec::visit_scalar(scalar, Encode(value));
    let unfit = || crate::codec::DecodeError::new("a constant of the type", "another value");
    Ok(encoded.ok_or_else(unfit)??)
}

/// Writes a value whose type is known only at run time, if it is the one of the form.
struct Encode<'a>(&'a dyn Any);

impl ScalarVisitor for Encode<'_> {
    type Output = Option<Result<AttributeValue, EncodeError>>;

    fn form<A: Attribute>(self) -> Self::Output {
        let value = self.0.downcast_ref::<A::Value>()?;
        Some(encode_value::<A>(value))
    }

    fn at_offset(self, offset: Offset) -> Self::Output {
        let time = self.0.downcast_ref::<Timestamp>()?;
        Some(encode_at_offset(offset, *time))
    }

    fn or_never(self, number: i64) -> Self::Output {
        let time = self.0.downcast_ref::<Timestamp>()?;
        Some(encode_or_never(number, *time))
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::AttributeValue;
    use dynamite_core::time::{Offset, TimestampFormat};
    use dynamite_core::{Number, Scalar, UlidFormat, UuidFormat, id, time};

    use super::Constant;

    fn s(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    fn n(text: &str) -> AttributeValue {
        AttributeValue::N(text.to_owned())
    }

    #[test]
    fn times_are_encoded_in_every_form() {
        let time = time::Timestamp::parse("2024-02-29T12:34:56.789Z").expect("a time");
        let time = Constant::time(time);
        let offset = Offset::parse("+02:00").expect("an offset");
        for (format, stored) in [
            (TimestampFormat::IsoMs, s("2024-02-29T12:34:56.789Z")),
            (TimestampFormat::IsoS, s("2024-02-29T12:34:56Z")),
            (TimestampFormat::IsoUs, s("2024-02-29T12:34:56.789000Z")),
            (TimestampFormat::IsoLocal, s("2024-02-29T12:34:56.789000")),
            (
                TimestampFormat::IsoOffset,
                s("2024-02-29T12:34:56.789000+00:00"),
            ),
            (
                TimestampFormat::IsoAtOffset(offset),
                s("2024-02-29T14:34:56.789000+02:00"),
            ),
            (TimestampFormat::EpochS, n("1709210096")),
            (TimestampFormat::EpochMs, n("1709210096789")),
            (TimestampFormat::EpochSText, s("1709210096")),
            (TimestampFormat::EpochMsText, s("1709210096789")),
            (TimestampFormat::EpochSOrNever(i64::MAX), n("1709210096")),
        ] {
            let scalar = Scalar::Timestamp(format);
            assert_eq!(time.encoded(scalar).as_ref(), Ok(&stored), "{format:?}");
            // What is read is written as it was.
            let read = Constant::decoded(scalar, &stored).expect("a time");
            assert!(matches!(read, Constant::Time(_)));
            assert_eq!(read.encoded(scalar), Ok(stored), "{format:?}");
        }
        let never = time::Timestamp::latest_second().expect("a time");
        let encoded = Constant::time(never)
            .encoded(Scalar::Timestamp(TimestampFormat::EpochSOrNever(i64::MAX)));
        assert_eq!(encoded, Ok(n(&i64::MAX.to_string())));
    }

    #[test]
    fn ids_are_encoded_in_every_form() {
        let uuid = id::Uuid::parse("0190163d-8694-739b-aea5-966c26f8ad91").expect("an id");
        let uuid = Constant::Uuid(uuid);
        let in_form = |form| uuid.encoded(Scalar::Uuid(form));
        assert_eq!(
            in_form(UuidFormat::Lower),
            Ok(s("0190163d-8694-739b-aea5-966c26f8ad91"))
        );
        assert_eq!(
            in_form(UuidFormat::Upper),
            Ok(s("0190163D-8694-739B-AEA5-966C26F8AD91"))
        );
        let bytes = in_form(UuidFormat::Bytes).expect("an id");
        assert!(matches!(bytes, AttributeValue::B(_)));
        let decoded = Constant::decoded(Scalar::Uuid(UuidFormat::Bytes), &bytes);
        assert_eq!(decoded, Ok(uuid.clone()));
        let sortable = id::Ulid::parse("01HF7YAT3V000000000000001A").expect("an id");
        let lower = Constant::Ulid(sortable).encoded(Scalar::Ulid(UlidFormat::Lower));
        assert_eq!(lower, Ok(s("01hf7yat3v000000000000001a")));
        let decoded = Constant::decoded(
            Scalar::Ulid(UlidFormat::Lower),
            &s("01hf7yat3v000000000000001a"),
        );
        assert_eq!(decoded, Ok(Constant::Ulid(sortable)));
    }

    #[test]
    fn other_constants_are_encoded_as_fields_store_them() {
        let number = Number::try_from(7_i128).expect("a number");
        for (scalar, constant, stored) in [
            (Scalar::U8, Constant::Number(number), n("7")),
            (Scalar::F64, Constant::Number(number), n("7")),
            (Scalar::Decimal, Constant::Number(number), n("7")),
            (Scalar::String, Constant::Text("a".to_owned()), s("a")),
            (
                Scalar::Bool,
                Constant::Bool(true),
                AttributeValue::Bool(true),
            ),
        ] {
            assert_eq!(constant.encoded(scalar).as_ref(), Ok(&stored), "{scalar:?}");
            assert_eq!(Constant::decoded(scalar, &stored), Ok(constant));
        }
        let day = time::Date::parse("2024-02-29").map(Constant::Date);
        let decoded = Constant::decoded(Scalar::Date, &s("2024-02-29"));
        assert_eq!(decoded.ok(), day);
    }

    #[test]
    fn a_stored_value_of_another_type_is_no_constant() {
        assert!(Constant::decoded(Scalar::Date, &n("7")).is_err());
        assert!(Constant::decoded(Scalar::U8, &n("256")).is_err());
        assert!(Constant::decoded(Scalar::Json, &n("7")).is_err());
    }

    #[test]
    fn a_constant_of_another_type_is_refused() {
        assert!(Constant::Text("a".to_owned()).encoded(Scalar::U8).is_err());
        let uuid = Constant::Uuid(id::Uuid(1));
        assert!(uuid.encoded(Scalar::Date).is_err());
    }
}
