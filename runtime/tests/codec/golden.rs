//! The stored items that `docs/storage-format.md` shows.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::codec::ItemReader;
use dynamite::dec;
use dynamite::types::{Document, Timestamp, Ulid, Uuid};

use crate::model::{EveryType, Payment, Profile, Role};
use crate::transports::{documents, from_wire, to_map, to_wire};

const EVERY_TYPE: &str = include_str!("../../../docs/golden/every_type.json");
const ABSENT: &str = include_str!("../../../docs/golden/absent.json");
const BY_OTHERS: &str = include_str!("../../../docs/golden/by_others.json");

fn every_type() -> EveryType {
    EveryType {
        id: Ulid::from_parts(1_700_000_000_123, 42),
        string: "tab\t, \"quotes\", \\, ü, 🦀".into(),
        bool: true,
        i8: i8::MIN,
        i16: i16::MIN,
        i32: i32::MIN,
        i64: i64::MIN,
        i128: -99_999_999_999_999_999_999_999_999_999_999_999_999,
        u8: u8::MAX,
        u16: u16::MAX,
        u32: u32::MAX,
        u64: u64::MAX,
        u128: 99_999_999_999_999_999_999_999_999_999_999_999_999,
        f32: 0.1,
        f64: -1.5e-7,
        decimal: dec!(1234567890123456789012345678.9012345678),
        bytes: vec![0, 1, 254, 255],
        uuid: Uuid::from_u128(0x0191_2345_6789_7abc_8def_0123_4567_89ab),
        timestamp: time("2024-02-29T12:34:56.789Z"),
        epoch_s: time("2024-02-29T12:34:56Z"),
        epoch_ms: time("2024-02-29T12:34:56.789Z"),
        date: "2024-02-29".parse().expect("a date"),
        json: json(),
        list: vec![1, 2, 3],
        map: BTreeMap::from([("gross".into(), dec!(11.9)), ("net".into(), dec!(10))]),
        string_set: BTreeSet::from(["blue".into(), "red".into()]),
        number_set: BTreeSet::from([-1, 0, 20]),
        binary_set: BTreeSet::from([vec![1], vec![2, 3]]),
        role: Role::Admin,
        profile: Profile {
            bio: None,
            seen: Some(time("1969-12-31T23:59:59.999Z")),
        },
        payments: vec![
            Payment::Card {
                last4: "4242".into(),
            },
            Payment::Cash,
        ],
        secret: Some("hunter2".into()),
    }
}

fn json() -> Document {
    Document::from_iter([
        ("binary", Document::Binary(vec![7])),
        ("binary_set", Document::BinarySet(BTreeSet::from([vec![7]]))),
        ("bool", false.into()),
        (
            "list",
            Document::from_iter([Document::from(1), Document::Null]),
        ),
        ("map", Document::Map(BTreeMap::new())),
        ("number", dec!(0.5).into()),
        (
            "number_set",
            Document::NumberSet(BTreeSet::from([dec!(2), dec!(10)])),
        ),
        ("string", "s".into()),
        (
            "string_set",
            Document::StringSet(BTreeSet::from(["s".into()])),
        ),
    ])
}

/// The same item with everything left out that can be.
fn absent() -> EveryType {
    EveryType {
        json: Document::Null,
        list: Vec::new(),
        map: BTreeMap::new(),
        string_set: BTreeSet::new(),
        number_set: BTreeSet::new(),
        binary_set: BTreeSet::new(),
        profile: Profile {
            bio: None,
            seen: None,
        },
        payments: Vec::new(),
        secret: None,
        ..every_type()
    }
}

fn time(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

#[test]
fn golden_items_are_written_byte_for_byte() {
    for (item, golden) in [(every_type(), EVERY_TYPE), (absent(), ABSENT)] {
        let text = to_wire(|writer| item.write(writer)).expect("valid");
        assert_eq!(text, golden.trim_end());
    }
}

#[test]
fn golden_items_are_read_from_json() {
    for (item, golden) in [
        (every_type(), EVERY_TYPE),
        (absent(), ABSENT),
        (absent(), BY_OTHERS),
    ] {
        assert_eq!(from_wire(golden, EveryType::read), Ok(item));
    }
}

#[test]
fn golden_items_are_the_same_as_attribute_values() {
    for (item, golden) in [(every_type(), EVERY_TYPE), (absent(), ABSENT)] {
        let map = to_map(|writer| item.write(writer)).expect("valid");
        assert_eq!(
            documents(&mut ItemReader::new(&map)),
            from_wire(golden, documents)
        );
        assert_eq!(EveryType::read(&mut ItemReader::new(&map)), Ok(item));
    }
}
