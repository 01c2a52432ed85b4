//! `Document`, stored as any kind.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{
    Attribute, Bytes, DecodeError, EncodeError, List, Map, Reader, Set, Value, Writer,
    decode_value, encode_value,
};
use crate::path::Path;
use crate::types::{Decimal, Document};

impl Attribute for Document {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, reader: &mut R) -> Result<Self, DecodeError> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(value),
            Value::String(text) => Self::String(text.into_owned()),
            Value::Number(_) => Self::Number(Decimal::read(value, reader)?),
            Value::Binary(bytes) => Self::Binary(bytes.into_owned()),
            Value::List => Self::List(List::<Self>::read(value, reader)?),
            Value::Map => Self::Map(Map::<Self>::read(value, reader)?),
            Value::StringSet => Self::StringSet(Set::<String>::read(value, reader)?),
            Value::NumberSet => Self::NumberSet(Set::<Decimal>::read(value, reader)?),
            Value::BinarySet => Self::BinarySet(Set::<Bytes>::read(value, reader)?),
        })
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        match value {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(number) => Decimal::write(number, writer),
            Self::String(text) => writer.string(text),
            Self::Binary(bytes) => writer.binary(bytes),
            Self::List(elements) => List::<Self>::write(elements, writer),
            Self::Map(entries) => Map::<Self>::write(entries, writer),
            Self::StringSet(members) => Set::<String>::write(members, writer),
            Self::NumberSet(members) => Set::<Decimal>::write(members, writer),
            Self::BinarySet(members) => Set::<Bytes>::write(members, writer),
        }
    }

    fn reads_as_absent(value: &Self) -> bool {
        matches!(value, Self::Null)
    }
}

/// Fails if the value holds an invalid number or is nested too deep.
impl TryFrom<&AttributeValue> for Document {
    type Error = DecodeError;

    fn try_from(value: &AttributeValue) -> Result<Self, DecodeError> {
        decode_value::<Self>(value)
    }
}

/// Fails if the document holds an empty set or is nested too deep.
impl TryFrom<&Document> for AttributeValue {
    type Error = EncodeError;

    fn try_from(value: &Document) -> Result<Self, EncodeError> {
        encode_value::<Document>(value)
    }
}
