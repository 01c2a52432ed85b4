//! What stored forms can do in expressions.

use crate::codec::{Attribute, Bytes, List, Map, Set, SetMember};
use crate::types::{Decimal, Document};

/// A stored form that counts: DynamoDB can add to it.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number: it cannot be added to")]
pub trait Number: Attribute {}

/// A stored form whose values have beginnings that `begins_with` can test: strings and bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `begins_with`: it is neither text nor bytes"
)]
pub trait Prefixed: Attribute<Value: AsRef<[u8]>> {}

/// A stored form whose values contain others: substrings, members of sets, elements of lists.
pub trait Searchable: Attribute {
    /// The stored form of what `contains` looks for.
    type Member: Attribute;
}

/// A stored form that has a `size`: text in UTF-16 code units, bytes in bytes, collections in
/// members.
pub trait Measured: Attribute {}

/// A stored form with elements: a list.
pub trait Indexed: Attribute {
    /// The stored form of the elements.
    type Element: Attribute;
}

/// A stored form with entries under keys of the user's own: a map.
pub trait Keyed: Attribute {
    /// The stored form of the entries.
    type Entry: Attribute;
}

/// A stored form with members: a set.
pub trait Members:
    Attribute<Value: FromIterator<<<Self as Members>::Member as Attribute>::Value>>
{
    /// The stored form of the members.
    type Member: Attribute;
}

macro_rules! numbers {
    ($($type:ty)*) => {$(impl Number for $type {})*};
}

numbers!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 Decimal);

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
