//! Values of every type: what they are in JSON, and that they come back.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::model::TableDescriptor;
use dynamite::{Document, dec};
use dynamite_sample::models::{
    Caller, DispatchWeight, InquiryOrigin, Mood, Quotation, QuotationDraft, QuotationFee,
    QuotationWeight, Quotations, Signal, SignalDraft, Signals, tables,
};
use serde_json::{Value, from_value, json};

use super::{refused, written};
use crate::support::Bed;

static SIGNALS: &[&TableDescriptor] = &[&tables::SIGNALS];

fn signal() -> Value {
    json!({
        "sensor": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "at": "2024-02-29T12:00:00.5Z",
        "flag": true,
        "tiny": -128,
        "huge": "-99999999999999999999999999999999999999",
        "vast": "99999999999999999999999999999999999999",
        "small": 255,
        "large": 18_446_744_073_709_551_615_u64,
        "single": 0.5,
        "double": 1e100,
        "amount": "1.000000000000000000000000001",
        "raw": "+/8=",
        "series": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "origin": "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "seen": "2024-02-29T12:00:00Z",
        "day": "2024-02-29",
        "any": { "n": null, "list": [1, -1, 0.1, "x", true] },
        "mood": "glum",
        "chunks": ["", "AA=="],
        "counts": { "a": 1 },
        "amounts": ["-1", "0.5"],
        "digests": ["/w=="],
        "times": ["2024-02-29T12:00:00Z"],
        "contacts": [{ "email": "a@b.c", "hours": ["9-5"] }],
        "origins": {
            "a": { "kind": "mail", "from": "x", "size": "1.5" },
            "b": { "kind": "phone" },
        },
    })
}

#[tokio::test]
async fn every_type_is_read_stored_and_written_as_it_was() {
    let bed = Bed::with(SIGNALS).await;
    let signals = Signals::new(&bed.db);
    let draft: SignalDraft = from_value(signal()).unwrap();
    let created: Signal = signals.create(draft).await.unwrap();
    assert_eq!(written(&created), signal());
    let read = signals.get(&created).await.unwrap();
    assert_eq!(read.as_ref(), Some(&created));
    assert_eq!(created.raw, [0xfb, 0xff]);
    assert_eq!(created.mood, Mood::Other("glum".to_owned()));
}

fn changed(name: &str, value: Value) -> Result<SignalDraft, String> {
    let mut signal = signal();
    signal[name] = value;
    from_value(signal).map_err(|error| error.to_string())
}

#[test]
fn decimals_are_read_from_text_and_numbers() {
    for value in [json!("1.5"), json!(1.5), json!(7), json!(-7), json!("1e3")] {
        assert!(changed("amount", value).is_ok());
    }
    for value in [json!("x"), json!(null), json!([1]), json!({ "a": 1 })] {
        let error = changed("amount", value).map(drop).unwrap_err();
        assert!(error.starts_with("amount: "), "{error}");
    }
}

#[test]
fn decimals_are_numbers_if_the_schema_says_so() {
    let quotation = Quotation {
        id: "q".into(),
        price: dec!(19.99),
        off: Some(dec!(-3)),
        steps: vec![dec!(0.1), dec!(18446744073709551615)],
        rates: [("a".to_owned(), dec!(2.5))].into(),
        levels: [dec!(1e3)].into(),
        fee: Some(QuotationFee::Flat { amount: dec!(7) }),
        weight: Some(QuotationWeight::Grams(dec!(0.25))),
        text: Some(DispatchWeight::Grams(dec!(0.25))),
    };
    let written = serde_json::to_string(&quotation).unwrap();
    let expected = r#"{"id":"q","price":19.99,"off":-3,"steps":[0.1,18446744073709551615],"rates":{"a":2.5},"levels":[1000],"fee":{"kind":"flat","amount":7},"weight":{"grams":0.25},"text":{"grams":"0.25"}}"#;
    assert_eq!(written, expected);
    let read: QuotationDraft = serde_json::from_str(&written).unwrap();
    let db = dynamite::Client::from_endpoint("http://localhost:1");
    assert_eq!(Quotations::new(&db).build(read), quotation);
    // What no float prints as is text.
    let exact = dec!(1.00000000000000000000000001);
    let written = serde_json::to_value(Quotation {
        price: exact,
        ..quotation
    });
    assert_eq!(written.unwrap()["price"], json!(exact.to_string()));
}

#[test]
fn values_of_other_types_are_errors_of_their_fields() {
    let wrong = [
        ("flag", json!(1)),
        ("small", json!(256)),
        ("raw", json!("*")),
        ("at", json!("today")),
        ("day", json!("2024-02-30")),
        ("sensor", json!("x")),
        ("chunks", json!([1])),
        ("counts", json!([])),
        ("contacts", json!({})),
        ("origins", json!({ "a": "mail" })),
    ];
    for (name, value) in wrong {
        let error = changed(name, value).map(drop).unwrap_err();
        assert!(error.starts_with(&format!("{name}: ")), "{error}");
    }
}

#[test]
fn documents_become_the_nearest_json() {
    let numbers = BTreeSet::from([dec!(2), dec!(0.25)]);
    let document = Document::from_iter([
        ("exact", Document::from(dec!(1.00000000000000000000000001))),
        ("float", dec!(0.1).into()),
        ("large", Document::from(u64::MAX)),
        ("larger", dec!(18446744073709551616).into()),
        ("bytes", vec![251, 255].into()),
        ("texts", Document::StringSet(["a".to_owned()].into())),
        ("numbers", Document::NumberSet(numbers)),
        ("blobs", Document::BinarySet([vec![0]].into())),
        ("nothing", Document::Null),
    ]);
    let json = json!({
        "exact": "1.00000000000000000000000001",
        "float": 0.1,
        "large": u64::MAX,
        "larger": "18446744073709551616",
        "bytes": "+/8=",
        "texts": ["a"],
        "numbers": [0.25, 2],
        "blobs": ["AA=="],
        "nothing": null,
    });
    assert_eq!(written(&document), json);
    // What JSON lacks reads back as what it became.
    let read: Document = from_value(json.clone()).unwrap();
    assert_eq!(read.get("bytes"), Some(&Document::from("+/8=")));
    assert_eq!(read.get("float"), document.get("float"));
    assert_eq!(written(&read), json);
}

#[test]
fn nested_types_read_what_they_write() {
    let contact = Caller {
        email: "a@b.c".to_owned(),
        phone: Some("1".to_owned()),
        pin: None,
        rank: None,
        hours: vec!["9".to_owned()],
        rest: BTreeMap::new(),
    };
    assert_eq!(from_value::<Caller>(written(&contact)).unwrap(), contact);
    let origin = InquiryOrigin::Mail {
        from: "x".to_owned(),
        size: Some(dec!(0.1)),
    };
    assert_eq!(
        from_value::<InquiryOrigin>(written(&origin)).unwrap(),
        origin
    );
    // The tag may be anywhere, and a float is taken for the decimal that it prints as.
    let text = r#"{ "size": 0.1, "other": [{}], "from": "x", "kind": "mail" }"#;
    assert_eq!(serde_json::from_str::<InquiryOrigin>(text).unwrap(), origin);
    let twice = refused::<InquiryOrigin>(r#"{ "kind": "phone", "kind": "mail" }"#);
    assert!(twice.starts_with("duplicate field `kind`"), "{twice}");
}
