//! Stored forms.

use std::marker::PhantomData;

use dynamite_core::KeyKind;

use super::{CodecError, DecodeError, EncodeError, Reader, SetKind, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};

/// A stored form: how values of one Rust type are kept in an attribute.
///
/// Most types are their own stored form (`String`, `u64`, every generated type). Where one Rust
/// type can be stored in several ways, a marker type stands for the form:
/// [`EpochSeconds`](crate::types::EpochSeconds) is a `Timestamp` kept as a number,
/// [`Bytes`](super::Bytes) and [`List<u8>`](super::List) are both a `Vec<u8>`.
pub trait Attribute: Sized + 'static {
    /// The Rust type of the values.
    type Value: Clone + Send + Sync + 'static;

    /// The handle of an attribute of this form: a plain [`Path`], or for generated types one
    /// with a method for each field.
    type Handle<M: 'static, C: 'static>: From<Path<M, Self, C>>;

    /// Reads a value of which the reader has just returned `value`.
    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Self::Value, DecodeError>;

    /// Writes a value.
    fn write<W: Writer>(value: &Self::Value, writer: &mut W) -> Result<(), EncodeError>;

    /// Whether a value is stored as an absent attribute, as empty sets are.
    fn is_absent(_value: &Self::Value) -> bool {
        false
    }

    /// Whether a value that may be absent reads back as absent: a JSON null, besides what is
    /// stored as nothing.
    fn reads_as_absent(value: &Self::Value) -> bool {
        Self::is_absent(value)
    }

    /// What a required field reads as where its attribute is absent: an empty collection, or
    /// nothing at all.
    fn absent() -> Option<Self::Value> {
        None
    }

    /// The value as it will be read back: timestamps lose what is below a millisecond.
    fn settle(value: Self::Value) -> Self::Value {
        value
    }

    /// Whether every value is written just as it was stored when it was read, so that there is
    /// nothing to compare in a key.
    const EXACT: bool = false;

    /// Whether generated types inside have fields with rules.
    const HAS_RULES: bool = false;

    /// What rules see of a value.
    fn measure(value: &Self::Value) -> Measured<'_> {
        Measured::of_any(value)
    }

    /// Normalizes what is inside a value.
    fn normalize(_value: &mut Self::Value) {}

    /// Checks what is inside a value.
    fn check(_value: &Self::Value, _checker: &mut Checker) {}
}

/// A stored form that DynamoDB accepts as a key attribute: `S`, `N` or `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a key attribute",
    note = "DynamoDB keys are strings, numbers or bytes; a codec is for keys if its `Stored` is"
)]
pub trait KeyAttribute: Attribute {
    /// The kind it is stored as.
    const KIND: KeyKind;
}

/// A stored form that DynamoDB orders as Rust orders the values, so that `<` and `between`
/// mean what they say.
#[diagnostic::on_unimplemented(
    message = "what is stored as `{Self}` is not in the order of its values",
    note = "DynamoDB compares what is stored: times with any offset, digits as text, and what a \
            codec makes of a value have another order"
)]
pub trait Comparable: Attribute<Value: PartialOrd> {
    /// The least value above this one that the form can hold, if it cannot hold this one: what is
    /// stored is below this value exactly if it is below that one. [`settle`](Attribute::settle)
    /// goes the other way.
    fn settle_up(_value: &Self::Value) -> Option<Self::Value> {
        None
    }
}

/// A stored form whose values can be members of a [`Set`](super::Set).
pub trait SetMember: Attribute<Value: Ord> {
    /// The kind of the set.
    const SET: SetKind;

    /// Whether two different values are stored as the same: times that differ only in what their
    /// stored form cuts off.
    fn is_stored_alike(_one: &Self::Value, _other: &Self::Value) -> bool {
        false
    }
}

/// A codec of the user's own: keeps `Value` in the stored form `Stored`.
///
/// It may make something else of the same value each time, as encryption does. Then no condition
/// finds the value, and a `create` whose response was lost does not recognise its own item: it ends
/// in [`AlreadyExists`](crate::ErrorKind::AlreadyExists) with
/// [`Outcome::Unknown`](crate::Outcome::Unknown).
///
/// In a primary key it has to make the same of the same value: an item is refused when it is read
/// if encoding its key again makes anything else than what is stored, since no write would find it.
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
pub trait Codec: 'static {
    /// The Rust type of the values.
    type Value: Clone + Send + Sync + 'static;

    /// The stored form.
    type Stored: Attribute;

    /// Turns a value into what is stored.
    fn encode(value: &Self::Value) -> Result<<Self::Stored as Attribute>::Value, CodecError>;

    /// Turns what is stored into a value.
    fn decode(stored: <Self::Stored as Attribute>::Value) -> Result<Self::Value, CodecError>;
}

/// The stored form made by a [`Codec`].
///
/// It is not [`Comparable`]: what a codec does to the order of values is not known.
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
