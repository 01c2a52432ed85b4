//! Sets, stored as `SS`, `NS` or `BS`.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, DecodeError, EncodeError, Reader, SetKind, SetMember, Value, Writer,
};
use crate::path::Path;
use crate::rules::Measured;

/// The stored form of a `BTreeSet` kept as `SS`, `NS` or `BS`, whose members are kept as `A`.
///
/// DynamoDB has no empty sets: one is stored as an absent attribute.
pub struct Set<A>(PhantomData<fn() -> A>);

impl<A: SetMember> Attribute for Set<A> {
    type Value = BTreeSet<A::Value>;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Self::Value, DecodeError> {
        match (&value, A::SET) {
            (Value::StringSet, SetKind::String)
            | (Value::NumberSet, SetKind::Number)
            | (Value::BinarySet, SetKind::Binary) => {}
            (found, expected) => return Err(mismatch(expected.name(), found)),
        }
        let mut members = BTreeSet::new();
        while let Some(member) = reader.next_member()? {
            members.insert(A::read(member, reader)?);
        }
        Ok(members)
    }

    fn write<W: Writer>(members: &Self::Value, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_set(A::SET, members.len())?;
        for member in stored::<A>(members) {
            A::write(member, writer)?;
        }
        writer.end_set();
        Ok(())
    }

    fn is_absent(members: &Self::Value) -> bool {
        members.is_empty()
    }

    fn absent() -> Option<Self::Value> {
        Some(BTreeSet::new())
    }

    fn settle(members: Self::Value) -> Self::Value {
        members.into_iter().map(A::settle).collect()
    }

    fn measure(members: &Self::Value) -> Measured<'_> {
        Measured::Members(stored::<A>(members).count())
    }
}

/// Returns the members to store. DynamoDB rejects a set with duplicates, so members with the same
/// stored form are stored once. They are adjacent, since stored forms keep the order.
fn stored<A: SetMember>(members: &BTreeSet<A::Value>) -> impl Iterator<Item = &A::Value> {
    let mut last = None;
    members.iter().filter(move |member| {
        let is_first = !last.is_some_and(|last| A::is_stored_alike(last, member));
        last = Some(*member);
        is_first
    })
}
