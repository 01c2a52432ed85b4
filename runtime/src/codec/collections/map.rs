//! Maps, stored as `M`.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use crate::codec::mismatch::mismatch;
use crate::codec::{Attribute, DecodeError, EncodeError, EncodeProblem, Reader, Value, Writer};
use crate::path::Path;
use crate::rules::{Checker, Measured};

/// The stored form of a `BTreeMap<String, _>` kept as `M`, whose values are kept as `A`.
///
/// An entry whose value is an empty set is left out.
pub struct Map<A>(PhantomData<fn() -> A>);

impl<A: Attribute> Attribute for Map<A> {
    type Value = BTreeMap<String, A::Value>;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<Self::Value, DecodeError> {
        if !matches!(value, Value::Map) {
            return Err(mismatch("M", &value));
        }
        let mut entries = BTreeMap::new();
        while let Some(key) = reader.next_attribute()? {
            let entry = reader.value().and_then(|value| A::read(value, reader));
            let entry = entry.map_err(|error| error.in_attribute(&key))?;
            entries.insert(key.into_owned(), entry);
        }
        Ok(entries)
    }

    fn write<W: Writer>(entries: &Self::Value, writer: &mut W) -> Result<(), EncodeError> {
        writer.begin_map()?;
        for (key, entry) in entries {
            if !A::is_absent(entry) {
                if key.is_empty() {
                    return Err(EncodeError::new(EncodeProblem::EmptyName));
                }
                writer.attribute(key);
                A::write(entry, writer).map_err(|error| error.in_attribute(key))?;
            }
        }
        writer.end_map();
        Ok(())
    }

    fn absent() -> Option<Self::Value> {
        Some(BTreeMap::new())
    }

    fn settle(entries: Self::Value) -> Self::Value {
        let kept = entries
            .into_iter()
            .filter(|(_, entry)| !A::is_absent(entry));
        kept.map(|(key, entry)| (key, A::settle(entry))).collect()
    }

    const HAS_RULES: bool = A::HAS_RULES;

    fn measure(entries: &Self::Value) -> Measured<'_> {
        Measured::Members(entries.len())
    }

    fn normalize(entries: &mut Self::Value) {
        entries.values_mut().for_each(A::normalize);
    }

    fn check(entries: &Self::Value, checker: &mut Checker) {
        for entry in entries.values() {
            checker.entry::<A>(entry);
        }
    }
}
