//! ULIDs: text of 128 bits, in bodies and in the text of keys.

use dynamite_sample::models::{DispatchDraft, DispatchKey, DispatchPlace, SignalDraft};
use serde_json::json;

use super::{refused, written};

const GREATEST: &str = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

/// They have more than 128 bits, or characters that are no digits.
const OTHERS: [&str; 4] = [
    "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
    "7ZZZZZZZZZZZZZZZZZZZZZZZZU",
    "",
];

#[test]
fn text_of_more_bits_is_no_ulid() {
    for text in OTHERS {
        assert!(text.parse::<DispatchKey>().is_err(), "{text}");
        let errors = [
            refused::<DispatchKey>(&json!(text).to_string()),
            refused::<DispatchDraft>(&json!({ "id": text }).to_string()),
            refused::<SignalDraft>(&json!({ "series": text }).to_string()),
            refused::<DispatchPlace>(&json!({ "type": "shelf", "label": text }).to_string()),
        ];
        for error in errors {
            assert!(error.contains("not a ULID"), "{error}");
        }
    }
}

#[test]
fn the_greatest_ulid_is_read_in_either_case() {
    let key: DispatchKey = GREATEST.parse().unwrap();
    assert_eq!(key.id.0, u128::MAX);
    assert_eq!(written(&key), json!(GREATEST));
    let text = json!({ "type": "shelf", "number": 1, "label": GREATEST.to_lowercase() });
    let place: DispatchPlace = serde_json::from_value(text).unwrap();
    let DispatchPlace::Shelf { label, .. } = place else {
        panic!("{place:?}");
    };
    assert_eq!(label, Some(key.id));
}
