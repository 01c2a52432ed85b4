//! Operations of stored forms in expressions.

use std::fmt::Display;

use super::range::RangeLimit;
use crate::codec::{Attribute, Bytes, List, Map, Set, SetMember};
use crate::types::{Decimal, Document};

/// A numeric stored form, to which DynamoDB can add.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number: it cannot be added to")]
pub trait Number: Attribute {
    /// Returns the limit on the stored number that keeps the result of adding or subtracting this
    /// amount within the range of the type; `None` if every number of DynamoDB is within that
    /// range.
    #[doc(hidden)]
    fn range_limit(amount: &Self::Value, is_added: bool) -> Option<RangeLimit>;
}

/// A stored form that supports `begins_with`: strings and bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `begins_with`: it is neither text nor bytes"
)]
pub trait Prefixed: Attribute<Value: AsRef<[u8]>> {}

/// A stored form that supports `contains`: substrings, set members, list elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `contains`: it is neither text, nor a list, nor a set"
)]
pub trait Searchable: Attribute {
    /// The stored form of the operand of `contains`.
    type Member: Attribute;
}

/// A stored form with a `size`: strings in UTF-16 code units, bytes in bytes, collections in
/// members.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `size`: it is neither text, nor bytes, nor a collection"
)]
pub trait Measured: Attribute {}

/// A stored form with elements: a list.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a list")]
pub trait Indexed: Attribute {
    /// The stored form of the elements.
    type Element: Attribute;
}

/// A stored form with entries under arbitrary keys: a map.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a map: it has no `key`")]
pub trait Keyed: Attribute {
    /// The stored form of the entries.
    type Entry: Attribute;
}

/// A stored form with members: a set.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set: `append` and `prepend` are for lists"
)]
pub trait Members:
    Attribute<Value: FromIterator<<<Self as Members>::Member as Attribute>::Value>>
{
    /// The stored form of the members.
    type Member: Attribute;
}

macro_rules! integers {
    ($decimal:expr => $($type:ident)*) => {$(
        impl Number for $type {
            fn range_limit(amount: &Self, is_added: bool) -> Option<RangeLimit> {
                let zero = Self::default();
                if *amount == zero {
                    return None;
                }
                // The limit is the end of the range on the side of the change, less the amount, so
                // nothing overflows.
                if (*amount > zero) == is_added {
                    let most = if is_added { Self::MAX - amount } else { Self::MAX + amount };
                    let broken = || greatest(Self::MAX);
                    Some(RangeLimit::up_to($decimal(most)?, broken))
                } else {
                    let least = if is_added { Self::MIN - amount } else { Self::MIN + amount };
                    let broken = || least_of(Self::MIN);
                    Some(RangeLimit::down_to($decimal(least)?, broken))
                }
            }
        }
    )*};
}

integers!(exactly => i8 i16 i32 i64 u8 u16 u32 u64);
integers!(signed => i128);
integers!(unsigned => u128);

impl Number for f32 {
    /// The rounding of `f64` is far below half a step of the greatest `f32`, so the sum reads as
    /// that.
    fn range_limit(amount: &Self, is_added: bool) -> Option<RangeLimit> {
        let amount = f64::from(if is_added { *amount } else { -*amount });
        let most = f64::from(Self::MAX) - amount.abs();
        let most = Decimal::try_from(most).ok()?;
        Some(if amount > 0.0 {
            RangeLimit::up_to(most, || greatest(Self::MAX))
        } else {
            RangeLimit::down_to(-most, || least_of(Self::MIN))
        })
    }
}

/// The range of these types is at least that of DynamoDB.
macro_rules! as_wide_as_stored {
    ($($type:ident)*) => {$(
        impl Number for $type {
            fn range_limit(_amount: &Self, _is_added: bool) -> Option<RangeLimit> {
                None
            }
        }
    )*};
}

as_wide_as_stored!(f64 Decimal);

#[expect(clippy::unnecessary_wraps, reason = "the same shape as its neighbours")]
fn exactly(value: impl Into<Decimal>) -> Option<Decimal> {
    Some(value.into())
}

/// Returns the nearest number towards zero that DynamoDB can store: it keeps 38 digits, and the
/// value may have 39.
fn signed(value: i128) -> Option<Decimal> {
    let stored = Decimal::try_from(value);
    stored.or_else(|_| Decimal::try_from(value / 10 * 10)).ok()
}

/// Does the same as [`signed`] for an unsigned value.
fn unsigned(value: u128) -> Option<Decimal> {
    let stored = Decimal::try_from(value);
    stored.or_else(|_| Decimal::try_from(value / 10 * 10)).ok()
}

fn greatest(most: impl Display) -> String {
    format!("must be at most {most}")
}

fn least_of(least: impl Display) -> String {
    format!("must be at least {least}")
}

impl Prefixed for String {}
impl Prefixed for Bytes {}

impl Searchable for String {
    type Member = Self;
}
impl<A: Attribute> Searchable for List<A> {
    type Member = A;
}
impl<A: SetMember> Searchable for Set<A> {
    type Member = A;
}

impl Measured for String {}
impl Measured for Bytes {}
impl Measured for Document {}
impl<A: Attribute> Measured for List<A> {}
impl<A: Attribute> Measured for Map<A> {}
impl<A: SetMember> Measured for Set<A> {}

impl<A: Attribute> Indexed for List<A> {
    type Element = A;
}
impl Indexed for Document {
    type Element = Self;
}

impl<A: Attribute> Keyed for Map<A> {
    type Entry = A;
}
impl Keyed for Document {
    type Entry = Self;
}

impl<A: SetMember> Members for Set<A> {
    type Member = A;
}
