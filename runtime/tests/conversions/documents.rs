//! Documents and the values of `serde_json`.

use dynamite::{Document, dec};
use serde_json::{Value, json};

#[test]
fn json_values_become_documents_and_back() {
    let json = json!({ "a": [null, true, 1, -1, 0.5, "x"], "b": {}, "c": u64::MAX });
    let document = Document::try_from(json.clone()).unwrap();
    assert_eq!(document.get("c"), Some(&Document::from(u64::MAX)));
    assert_eq!(Value::from(&document), json);
    assert_eq!(Value::from(document), json);
    assert!(Document::try_from(json!(1e300)).is_err());
}

#[test]
fn what_json_lacks_becomes_the_nearest() {
    let document = Document::from_iter([
        ("bytes", Document::from(vec![0])),
        ("exact", dec!(0.12345678901234567890).into()),
        ("set", Document::StringSet(["a".to_owned()].into())),
    ]);
    let json = json!({ "bytes": "AA==", "exact": "0.1234567890123456789", "set": ["a"] });
    assert_eq!(Value::from(document), json);
}

/// With `arbitrary_precision`, `serde_json` hands out numbers as maps with this key.
#[test]
fn a_map_with_the_key_of_numbers_is_a_map_unless_it_is_one_number() {
    let key = "$serde_json::private::Number";
    for value in [json!("x"), json!(5), json!(null), json!(["5"])] {
        let json = json!({ key: value });
        let document = Document::try_from(json.clone()).unwrap();
        assert_eq!(Value::from(document), json);
    }
    let larger = json!({ key: "5", "more": 1 });
    let document = Document::try_from(larger.clone()).unwrap();
    assert_eq!(Value::from(document), larger);
    let number = Document::try_from(json!({ key: "5" })).unwrap();
    assert_eq!(number, Document::from(5));
    assert!(Document::try_from(json!({ key: "1e999" })).is_err());
}
