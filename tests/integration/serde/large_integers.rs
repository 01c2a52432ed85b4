//! Integers of 128 bits: text, so that no reader of JSON loses digits.

use std::collections::BTreeSet;

use dynamite_sample::models::{DispatchPatch, DispatchPlace};
use serde_json::{Value, from_str, from_value, json};

use super::{refused, written};

const LARGE: i128 = -9_007_199_254_740_993;

fn shelf() -> DispatchPlace {
    DispatchPlace::Shelf {
        number: u128::MAX,
        below: vec![i128::MIN, LARGE, 0],
        label: None,
        found: None,
    }
}

#[test]
fn they_are_text_inside_unions_too() {
    let json = json!({
        "type": "shelf",
        "number": "340282366920938463463374607431768211455",
        "below": ["-170141183460469231731687303715884105728", "-9007199254740993", "0"],
    });
    assert_eq!(written(&shelf()), json);
    assert_eq!(
        from_str::<DispatchPlace>(&json.to_string()).unwrap(),
        shelf()
    );
    assert_eq!(from_value::<DispatchPlace>(json).unwrap(), shelf());
}

fn serials(json: &Value) -> Result<BTreeSet<i128>, String> {
    let patch: Result<DispatchPatch, _> = from_value(json!({ "serials": json }));
    let patch = patch.map_err(|error| error.to_string())?;
    let text: DispatchPatch = from_str(&json!({ "serials": json }).to_string()).unwrap();
    assert_eq!(format!("{patch:?}"), format!("{text:?}"));
    Ok(patch.serials.unwrap_or_default())
}

#[test]
fn numbers_are_read_if_they_have_all_of_their_digits() {
    let (least, greatest) = (i64::MIN, u64::MAX);
    let read = serials(&json!([7, "7", least, greatest])).unwrap();
    assert_eq!(read, [7, least.into(), greatest.into()].into());
    // serde_json reads a larger number as a float, which is another one.
    for wrong in [
        json!(1e20),
        json!(1.5),
        json!("1.0"),
        json!(""),
        json!(null),
    ] {
        let error = serials(&json!([wrong])).unwrap_err();
        assert!(error.starts_with("serials: "), "{error}");
    }
    let error = refused::<DispatchPatch>(r#"{ "serials": [18446744073709551616] }"#);
    assert!(error.contains("the text of an integer (i128)"), "{error}");
    let outside = r#"{ "type": "shelf", "number": -1 }"#;
    assert!(refused::<DispatchPlace>(outside).starts_with("number: "));
}
