//! Constants of schemas and migrations as they are stored.

use std::any::Any;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::time::Offset;
use dynamite_core::{Number, Scalar, id, time};

use super::form::FormError;
use super::scalars;
use crate::codec::{
    Attribute, EncodeError, ScalarVisitor, encode_at_offset, encode_or_never, encode_value,
};
use crate::types::{NEVER, Timestamp, Ulid, Uuid};

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
            let encoded = time.encoded(Scalar::Timestamp(format));
            assert_eq!(encoded, Ok(stored), "{format:?}");
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
        assert!(matches!(
            in_form(UuidFormat::Bytes),
            Ok(AttributeValue::B(_))
        ));
        let sortable = id::Ulid::parse("01HF7YAT3V000000000000001A").expect("an id");
        let lower = Constant::Ulid(sortable).encoded(Scalar::Ulid(UlidFormat::Lower));
        assert_eq!(lower, Ok(s("01hf7yat3v000000000000001a")));
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
            assert_eq!(constant.encoded(scalar), Ok(stored), "{scalar:?}");
        }
    }

    #[test]
    fn a_constant_of_another_type_is_refused() {
        assert!(Constant::Text("a".to_owned()).encoded(Scalar::U8).is_err());
        let uuid = Constant::Uuid(id::Uuid(1));
        assert!(uuid.encoded(Scalar::Date).is_err());
    }
}
