//! Every stored form survives both transports, and the way from one to the other.

use std::collections::BTreeMap;

use dynamite::codec::{Attribute, Bytes, List, Map, Set};
use dynamite::types::{Date, Decimal, Document, EpochMillis, EpochSeconds, Timestamp, Ulid, Uuid};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use crate::transports::round_trip;

/// Checks that the value comes back settled, whichever way it takes.
fn survives<A: Attribute>(value: &A::Value) -> Result<(), TestCaseError>
where
    A::Value: PartialEq + std::fmt::Debug,
{
    let settled = Ok(A::settle(value.clone()));
    let trip = round_trip::<A>(value).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&trip.wire_to_wire, &settled);
    prop_assert_eq!(&trip.map_to_map, &settled);
    prop_assert_eq!(&trip.wire_to_map, &settled);
    prop_assert_eq!(&trip.map_to_wire, &settled);
    Ok(())
}

/// The years 0000 to 9999, as far as timestamps go.
pub(crate) fn timestamp() -> impl Strategy<Value = Timestamp> {
    (
        -62_167_219_200..=Timestamp::MAX.as_second(),
        0..1_000_000_000,
    )
        .prop_map(|(second, nano)| Timestamp::new(second, nano).expect("in range"))
}

pub(crate) fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<bool>(), 0..10_u128.pow(38), -167_i32..=125).prop_filter_map(
        "out of range",
        |(negative, digits, exponent)| {
            let sign = if negative { "-" } else { "" };
            format!("{sign}{digits}e{exponent}").parse().ok()
        },
    )
}

/// A key of a map: any text but none.
fn name() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("empty", |name| !name.is_empty())
}

fn date() -> impl Strategy<Value = Date> {
    (0_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn float() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, ZERO};
    (POSITIVE | NEGATIVE | NORMAL | ZERO).prop_filter("out of range", |value| {
        *value == 0.0 || (1e-130..1e126).contains(&value.abs())
    })
}

fn document() -> impl Strategy<Value = Document> {
    let leaf = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::Bool),
        decimal().prop_map(Document::Number),
        any::<String>().prop_map(Document::String),
        any::<Vec<u8>>().prop_map(Document::Binary),
        btree_set(any::<String>(), 1..4).prop_map(Document::StringSet),
        btree_set(decimal(), 1..4).prop_map(Document::NumberSet),
        btree_set(any::<Vec<u8>>(), 1..4).prop_map(Document::BinarySet),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Document::List),
            btree_map(name(), inner, 0..6).prop_map(Document::Map),
        ]
    })
}

proptest! {
    #[test]
    fn strings_and_bytes(text: String, bytes: Vec<u8>, flag: bool) {
        survives::<String>(&text)?;
        survives::<Bytes>(&bytes)?;
        survives::<bool>(&flag)?;
    }

    #[test]
    fn strings_full_of_escapes(text in "[\"\\\\/\\x00-\\x1f\\x7f\u{e9}\u{1f980}]{0,40}") {
        survives::<String>(&text)?;
    }

    #[test]
    fn integers(signed: i64, unsigned: u64, small: (i8, i16, i32), tiny: (u8, u16, u32)) {
        survives::<i64>(&signed)?;
        survives::<u64>(&unsigned)?;
        survives::<i8>(&small.0)?;
        survives::<i16>(&small.1)?;
        survives::<i32>(&small.2)?;
        survives::<u8>(&tiny.0)?;
        survives::<u16>(&tiny.1)?;
        survives::<u32>(&tiny.2)?;
    }

    #[test]
    fn big_integers(value in 0..10_i128.pow(38)) {
        survives::<i128>(&value)?;
        survives::<i128>(&-value)?;
        survives::<u128>(&value.unsigned_abs())?;
    }

    #[test]
    fn floats(value in float(), small in any::<f32>()) {
        survives::<f64>(&value)?;
        survives::<f32>(&small)?;
    }

    #[test]
    fn decimals(value in decimal()) {
        survives::<Decimal>(&value)?;
    }

    #[test]
    fn ids(value: u128) {
        survives::<Uuid>(&Uuid::from_u128(value))?;
        survives::<Ulid>(&Ulid(value))?;
    }

    #[test]
    fn times(time in timestamp(), day in date()) {
        survives::<Timestamp>(&time)?;
        survives::<EpochSeconds>(&time)?;
        survives::<EpochMillis>(&time)?;
        survives::<Date>(&day)?;
    }

    #[test]
    fn collections(
        texts in vec(any::<String>(), 0..5),
        bytes in vec(any::<u8>(), 0..9),
        times in btree_map(name(), timestamp(), 0..5),
    ) {
        survives::<List<String>>(&texts)?;
        survives::<List<u8>>(&bytes)?;
        survives::<Map<Timestamp>>(&times)?;
        let nested = BTreeMap::from([("texts".to_owned(), vec![texts.clone(), texts])]);
        survives::<Map<List<List<String>>>>(&nested)?;
    }

    #[test]
    fn sets(
        texts in btree_set(any::<String>(), 1..6),
        numbers in btree_set(decimal(), 1..6),
        times in btree_set(timestamp(), 1..6),
        blobs in btree_set(any::<Vec<u8>>(), 1..6),
        ids in btree_set(any::<u128>(), 1..6),
    ) {
        survives::<Set<String>>(&texts)?;
        survives::<Set<Decimal>>(&numbers)?;
        survives::<Set<Timestamp>>(&times)?;
        survives::<Set<EpochSeconds>>(&times)?;
        survives::<Set<Bytes>>(&blobs)?;
        survives::<Set<Ulid>>(&ids.into_iter().map(Ulid).collect())?;
    }

    #[test]
    fn documents(value in document()) {
        survives::<Document>(&value)?;
    }
}
