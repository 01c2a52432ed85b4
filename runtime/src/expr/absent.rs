//! Fields whose absent attribute has a value: those of items that are older than the field.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::field_capabilities::{Capabilities, Copyable, Emptiness, Required, Settable};
use crate::codec::{Attribute, DecodeError, Reader, Value, decode_value, encode_value};

/// The value that an absent attribute of a field has. Generated for each field with `absent:`, by its
/// position in the struct.
pub trait AbsentValue<const FIELD: usize>: 'static {
    /// The stored form of the field.
    type Attribute: Attribute;

    /// Returns the value.
    fn value() -> <Self::Attribute as Attribute>::Value;
}

/// Capabilities of a field with `absent:`: those of `C`, and a value where it is absent. `FIELD` is
/// the position of the field in the struct `T`.
pub struct AbsentAs<T, const FIELD: usize, C = Required>(PhantomData<fn() -> (T, C)>);

impl<T, const FIELD: usize, C> fmt::Debug for AbsentAs<T, FIELD, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AbsentAs")
    }
}

impl<T: AbsentValue<FIELD>, const FIELD: usize, C: Settable> Settable for AbsentAs<T, FIELD, C> {}

impl<T: AbsentValue<FIELD>, const FIELD: usize, C: Copyable> Copyable for AbsentAs<T, FIELD, C> {}

impl<T: AbsentValue<FIELD>, const FIELD: usize, C: Capabilities> Capabilities
    for AbsentAs<T, FIELD, C>
{
    type Required = C::Required;
    type Selected<V: Clone + Send + Sync + 'static> = C::Selected<V>;

    fn is_nullable<A: Attribute>() -> bool {
        true
    }

    fn emptiness<A: Attribute>() -> Emptiness {
        C::emptiness::<A>()
    }

    fn absent() -> Option<AttributeValue> {
        encode_value::<T::Attribute>(&T::value()).ok()
    }

    fn read<'de, A: Attribute, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        C::read::<A, R>(value, reader)
    }

    fn selected<A: Attribute>(
        value: Option<A::Value>,
    ) -> Result<Self::Selected<A::Value>, DecodeError> {
        if value.is_some() {
            return C::selected::<A>(value);
        }
        // A field inside something that may be absent is `None`, like what it is in.
        C::selected::<A>(None).or_else(|error| match Self::absent() {
            Some(stored) => C::selected::<A>(Some(decode_value::<A>(&stored)?)),
            None => Err(error),
        })
    }
}

/// The value of an absent version.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Zero {}

impl AbsentValue<0> for Zero {
    type Attribute = i128;

    fn value() -> i128 {
        0
    }
}
