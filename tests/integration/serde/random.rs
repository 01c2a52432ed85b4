//! Random values come back from JSON text and from JSON values, and random bodies are read or
//! refused alike.

use std::collections::BTreeMap;
use std::fmt::Debug;

use dynamite::{Decimal, Document, Ulid};
use dynamite_sample::models::{
    DispatchDraft, DispatchEvent, DispatchPatch, DispatchPlace, DispatchScan, DispatchWeight,
};
use fastrand::Rng;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

const ROUNDS: u64 = 500;

fn text(random: &mut Rng) -> String {
    let words = ["", "data", "kind", "\"", "é\u{0}", "1.5", "null", "AA=="];
    random.choice(words).unwrap().to_owned()
}

fn decimal(random: &mut Rng) -> Decimal {
    let digits = random.i128(..) / 10;
    format!("{digits}e{}", random.i32(-120..80))
        .parse()
        .unwrap()
}

fn document(random: &mut Rng, depth: u8) -> Document {
    match random.u8(0..if depth == 0 { 5 } else { 7 }) {
        0 => Document::Null,
        1 => random.bool().into(),
        2 => random.u64(..).into(),
        3 => random.i64(..).into(),
        4 => text(random).into(),
        5 => Document::List((0..3).map(|_| document(random, depth - 1)).collect()),
        _ => {
            let keys = ["$serde_json::private::Number", "a", ""].into_iter();
            let keys = keys.filter(|_| random.bool()).collect::<Vec<_>>();
            keys.into_iter()
                .map(|key| (key, Document::from(7)))
                .collect()
        }
    }
}

fn option<T>(random: &mut Rng, value: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    random.bool().then(|| value(random))
}

fn weight(random: &mut Rng) -> DispatchWeight {
    match random.u8(0..4) {
        0 => DispatchWeight::Grams(decimal(random)),
        1 => DispatchWeight::AsText(text(random)),
        2 => DispatchWeight::Raw(text(random).into_bytes()),
        _ => DispatchWeight::IsUnknown(random.bool()),
    }
}

fn event(random: &mut Rng) -> DispatchEvent {
    match random.u8(0..3) {
        0 => DispatchEvent::Moved {
            to: text(random),
            kind: option(random, text),
            data: option(random, weight),
            large: option(random, |random| random.u128(..)),
            pin: None,
            rest: BTreeMap::new(),
        },
        1 => DispatchEvent::Seen {
            by: option(random, text),
            rank: None,
            rest: BTreeMap::new(),
        },
        _ => DispatchEvent::Lost,
    }
}

fn place(random: &mut Rng) -> DispatchPlace {
    if random.bool() {
        return DispatchPlace::Gone;
    }
    DispatchPlace::Shelf {
        number: random.u128(..),
        below: (0..random.u8(0..3)).map(|_| random.i128(..)).collect(),
        label: option(random, |random| Ulid(random.u128(..))),
        found: option(random, |random| document(random, 3)),
    }
}

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = to_string(value).unwrap();
    assert_eq!(&from_str::<T>(&text).unwrap(), value, "{text}");
    let json = to_value(value).unwrap();
    assert_eq!(
        json.to_string().len(),
        text.len(),
        "a key is there once: {text}"
    );
    assert_eq!(&from_value::<T>(json).unwrap(), value, "{text}");
}

#[test]
fn values_come_back() {
    for seed in 0..ROUNDS {
        let random = &mut Rng::with_seed(seed);
        comes_back(&weight(random));
        comes_back(&event(random));
        comes_back(&place(random));
        comes_back(&document(random, 3));
    }
}

/// A union: with a tag that some variant has, and something beside it.
fn tagged(random: &mut Rng, depth: u8) -> Value {
    let (tag, content, variants) = if random.bool() {
        ("kind", "data", ["moved", "seen", "lost"])
    } else {
        ("type", "c", ["shelf", "ok", "bad"])
    };
    let mut union = json!({ tag: random.choice(variants) });
    for name in [content, "number", "to"] {
        if random.bool() {
            union[name] = body(random, depth);
        }
    }
    union
}

/// A body of names and values that are right or wrong.
fn body(random: &mut Rng, depth: u8) -> Value {
    let names = [
        "kind", "data", "type", "c", "to", "number", "below", "label", "found", "grams", "as-text",
        "raw", "code", "event", "weight", "weights", "finding", "remark", "serials", "places",
        "scan",
    ];
    match random.u8(0..if depth == 0 { 6 } else { 10 }) {
        0 => Value::Null,
        1 => json!(random.i8(..)),
        2 => json!(f64::from(random.i8(..)) / 4.0),
        3 => json!(random.choice(["moved", "seen", "lost", "shelf", "gone", "ok", "7", ""])),
        4 => json!(random.bool()),
        5 => json!(random.u64(..)),
        6 => (0..random.u8(0..3))
            .map(|_| body(random, depth - 1))
            .collect(),
        7 => tagged(random, depth - 1),
        _ => (0..random.u8(0..4))
            .map(|_| (*random.choice(&names).unwrap(), body(random, depth - 1)))
            .collect(),
    }
}

/// Text and values in memory are read alike.
fn is_read_alike<T: DeserializeOwned + Debug>(body: &Value) -> bool {
    let text = from_str::<T>(&body.to_string());
    let value = from_value::<T>(body.clone());
    assert_eq!(text.is_ok(), value.is_ok(), "{body}: {text:?} {value:?}");
    if let (Ok(text), Ok(value)) = (&text, &value) {
        assert_eq!(format!("{text:?}"), format!("{value:?}"), "{body}");
    }
    text.is_ok()
}

#[test]
fn bodies_are_read_or_refused_alike() {
    let mut read = [0; 6];
    for seed in 0..ROUNDS * 20 {
        let body = body(&mut Rng::with_seed(seed), 4);
        let all = [
            is_read_alike::<DispatchDraft>(&body),
            is_read_alike::<DispatchPatch>(&body),
            is_read_alike::<DispatchEvent>(&body),
            is_read_alike::<DispatchPlace>(&body),
            is_read_alike::<DispatchScan>(&body),
            is_read_alike::<DispatchWeight>(&body),
        ];
        for (count, is_read) in read.iter_mut().zip(all) {
            *count += u32::from(is_read);
        }
    }
    assert!(read.iter().all(|count| *count > 0), "{read:?}");
}
