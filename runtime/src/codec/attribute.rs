//! Stored forms.

use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use dynamite_core::KeyKind;

use super::{CodecError, DecodeError, EncodeError, Reader, SetKind, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};

/// A stored form: the representation of a Rust type in an attribute.
///
/// Most types are their own stored form (`String`, `u64`, every generated type). Where a Rust type
/// has several stored forms, each has a marker type: [`EpochSeconds`](crate::types::EpochSeconds)
/// is a `Timestamp` kept as a number, [`Bytes`](super::Bytes) and [`List<u8>`](super::List) are
/// both a `Vec<u8>`.
pub trait Attribute: Sized + 'static {
    /// The Rust type of the values.
    type Value: Clone + Send + Sync + 'static;

    /// The handle of an attribute of this form: a plain [`Path`], or for generated types one with a
    /// method for each field.
    type Handle<M: 'static, C: 'static>: From<Path<M, Self, C>>;

    /// Reads a value. The reader has just returned `value`.
    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Self::Value, DecodeError>;

    /// Writes a value.
    fn write<W: Writer>(value: &Self::Value, writer: &mut W) -> Result<(), EncodeError>;

    /// Returns `true` if the value is stored as an absent attribute, as empty sets are.
    fn is_absent(_value: &Self::Value) -> bool {
        false
    }

    /// Returns `true` if an optional value reads back as absent: a JSON null, and every value that
    /// is stored as an absent attribute.
    fn reads_as_absent(value: &Self::Value) -> bool {
        Self::is_absent(value)
    }

    /// Returns the value of a required field whose attribute is absent: an empty collection, or
    /// `None` if that is an error.
    fn absent() -> Option<Self::Value> {
        None
    }

    /// Returns the value as it will be read back: timestamps lose fractions of a millisecond.
    fn settle(value: Self::Value) -> Self::Value {
        value
    }

    /// `true` if every value is written exactly as it was stored, so that keys of this form need no
    /// comparison.
    const EXACT: bool = false;

    /// `true` if nested generated types have fields with rules.
    const HAS_RULES: bool = false;

    /// `true` if values hold fields that are being renamed, which have two attributes there: what is
    /// stored is then not compared as a whole.
    const HAS_SECOND_ATTRIBUTES: bool = false;

    /// Returns the value as field rules see it.
    fn measure(value: &Self::Value) -> Measured<'_> {
        Measured::of_any(value)
    }

    /// Normalizes the fields of nested types.
    fn normalize(_value: &mut Self::Value) {}

    /// Checks the fields of nested types.
    fn check(_value: &Self::Value, _checker: &mut Checker) {}
}

/// A stored form that DynamoDB accepts as a key attribute: `S`, `N` or `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a key attribute",
    note = "DynamoDB keys are strings, numbers or bytes; a codec is for keys if its `Stored` is"
)]
pub trait KeyAttribute: Attribute {
    /// The DynamoDB kind.
    const KIND: KeyKind;

    /// Reads a value from its text outside of items, as in URLs.
    ///
    /// # Errors
    /// What is wrong with the text.
    fn parse(text: &str) -> Result<Self::Value, String>
    where
        Self::Value: FromStr<Err: Display>,
    {
        text.parse()
            .map_err(|error: <Self::Value as FromStr>::Err| error.to_string())
    }
}

/// A stored form that DynamoDB orders as Rust orders the values, so that `<` and `between` have
/// their usual meaning.
#[diagnostic::on_unimplemented(
    message = "what is stored as `{Self}` is not in the order of its values",
    note = "DynamoDB compares what is stored: times with any offset, digits as text, and what a \
            codec makes of a value have another order"
)]
pub trait Comparable: Attribute<Value: PartialOrd> {
    /// Returns the least representable value above this one, if the form cannot represent this one:
    /// a stored value is below this one exactly if it is below the returned one.
    /// [`settle`](Attribute::settle) rounds the other way.
    fn settle_up(_value: &Self::Value) -> Option<Self::Value> {
        None
    }
}

/// A stored form whose values can be members of a [`Set`](super::Set).
pub trait SetMember: Attribute<Value: Ord> {
    /// The kind of the set.
    const SET: SetKind;

    /// Returns `true` if two different values have the same stored form: times that differ only in
    /// digits that the form truncates.
    fn is_stored_alike(_one: &Self::Value, _other: &Self::Value) -> bool {
        false
    }
}

/// A user-defined codec, which keeps `Value` in the stored form `Stored`.
///
/// A codec need not be deterministic (encryption is not). But then no condition matches the value,
/// and a `create` whose response was lost does not recognize its own item: it fails with
/// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) and
/// [`Outcome::Unknown`](crate::Outcome::Unknown).
///
/// In a primary key it must be deterministic: reading an item fails if encoding its key again does
/// not give the stored key, since no write would find the item.
///
/// ```
/// use dynamite::codec::{Codec, CodecError};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Cents(i64);
///
/// impl Codec for Cents {
///     type Value = Self;
///     type Stored = i64;
///
///     fn encode(value: &Self) -> Result<i64, CodecError> {
///         Ok(value.0)
///     }
///
///     fn decode(stored: i64) -> Result<Self, CodecError> {
///         Ok(Self(stored))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no codec",
    note = "`codec: serde` needs the feature `serde_dynamo` of dynamite-runtime, and a type that \
            implements `Serialize`, `DeserializeOwned`, `Clone`, `Send` and `Sync`"
)]
pub trait Codec: 'static {
    /// The Rust type of the values.
    type Value: Clone + Send + Sync + 'static;

    /// The stored form.
    type Stored: Attribute;

    /// Encodes a value.
    fn encode(value: &Self::Value) -> Result<<Self::Stored as Attribute>::Value, CodecError>;

    /// Decodes a stored value.
    fn decode(stored: <Self::Stored as Attribute>::Value) -> Result<Self::Value, CodecError>;
}

/// The stored form made by a [`Codec`].
///
/// It is not [`Comparable`]: a codec may change the order of values.
pub struct Coded<C>(PhantomData<C>);

impl<C: Codec> Attribute for Coded<C> {
    type Value = C::Value;
    type Handle<M: 'static, K: 'static> = Path<M, Self, K>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<C::Value, DecodeError> {
        C::decode(C::Stored::read(value, reader)?).map_err(|error| DecodeError::codec(&error))
    }

    fn write<W: Writer>(value: &C::Value, writer: &mut W) -> Result<(), EncodeError> {
        C::Stored::write(&C::encode(value).map_err(EncodeError::codec)?, writer)
    }
}

impl<C: Codec> KeyAttribute for Coded<C>
where
    C::Stored: KeyAttribute,
{
    const KIND: KeyKind = C::Stored::KIND;
}
