//! Stored items and what is read of them.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::dec;
use dynamite_sample::models::{PaidBy, PaymentDraft, Payments, Refund};

use super::{
    ID, PAYMENTS, TABLES, by_others, card, new_payment, stored_payment, transfer, vouchers,
};
use crate::support::{Bed, item, m, n, raw_put, s};

#[tokio::test]
async fn tag_and_fields_are_attributes_of_the_item() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let new = new_payment(card())
        .id(ID)
        .refund(Refund::Part { amount: dec!(5) });
    let created = payments.create(new).await.unwrap();
    let expected = item([
        ("id", s(ID)),
        ("customer", s("ada")),
        ("paid_by", s("card")),
        ("last_four", s("4242")),
        ("billed_to", m([("name", s("Ada"))])),
        ("attempts", n("2")),
        ("reference", s("r")),
        ("refund", s("part")),
        ("refunded", n("5")),
    ]);
    assert_eq!(stored_payment(&bed).await, expected);
    assert_eq!(payments.get(ID).await.unwrap(), Some(created));
}

#[tokio::test]
async fn every_variant_reads_back() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let refunds = [
        None,
        Some(Refund::Full),
        Some(Refund::Part { amount: dec!(1) }),
    ];
    let methods = [card(), transfer(), vouchers(), PaidBy::Cash];
    for (method, refund) in methods.iter().zip(refunds.iter().cycle()) {
        let new = new_payment(method.clone()).refund(refund.clone());
        let created = payments.create(new).await.unwrap();
        assert_eq!((&created.method, &created.refund), (method, refund));
        assert_eq!(payments.get(&created).await.unwrap(), Some(created));
    }
}

#[tokio::test]
async fn items_of_others_are_read() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let read = payments.get(ID).await.unwrap().unwrap();
    let PaidBy::Card { attempts, .. } = &read.method else {
        panic!("{read:?}")
    };
    assert_eq!(*attempts, 1, "what an absent attribute means");
    assert_eq!(read.refund, Some(Refund::Part { amount: dec!(5) }));

    for tag in [None, Some(AttributeValue::Null(true))] {
        let mut stored = by_others();
        stored.remove("refund");
        stored.extend(tag.map(|tag| ("refund".to_owned(), tag)));
        raw_put(&bed.db, PAYMENTS, stored).await;
        let read = payments.get(ID).await.unwrap().unwrap();
        assert_eq!(read.refund, None, "although an amount is stored");
    }
}

/// Other programs leave `NULL` or a value of their own where this item has nothing.
#[tokio::test]
async fn attributes_of_other_variants_are_not_read() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let mut stored = by_others();
    for (name, value) in [
        ("iban", AttributeValue::Null(true)),
        ("sent_at", s("never")),
        ("codes", n("1")),
    ] {
        stored.insert(name.to_owned(), value);
    }
    raw_put(&bed.db, PAYMENTS, stored.clone()).await;
    let read = payments.get(ID).await.unwrap().unwrap();
    assert!(matches!(read.method, PaidBy::Card { .. }), "{read:?}");

    stored.insert("paid_by".to_owned(), s("cash"));
    stored.insert("last_four".to_owned(), AttributeValue::Null(true));
    raw_put(&bed.db, PAYMENTS, stored).await;
    let read = payments.get(ID).await.unwrap().unwrap();
    assert_eq!(read.method, PaidBy::Cash);
    payments.save(&read).await.unwrap();
    let mut names: Vec<_> = stored_payment(&bed).await.into_keys().collect();
    names.sort();
    let expected = ["colour", "customer", "id", "paid_by", "refund", "refunded"];
    assert_eq!(names, expected);
}

#[tokio::test]
async fn what_cannot_be_read_names_its_attribute() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let cases = [
        ("paid_by", None, "paid_by"),
        ("paid_by", Some(n("1")), "paid_by"),
        ("last_four", None, "last_four"),
        ("last_four", Some(n("4711")), "last_four"),
        ("billed_to", Some(m([])), "billed_to.name"),
        ("refunded", None, "refunded"),
        ("refund", Some(n("1")), "refund"),
    ];
    for (name, value, place) in cases {
        let mut stored = by_others();
        stored.remove(name);
        stored.extend(value.map(|value| (name.to_owned(), value)));
        raw_put(&bed.db, PAYMENTS, stored).await;
        let page = payments.scan().page(None).await.unwrap();
        assert_eq!(page.bad[0].attribute(), place);
        let told = payments.get(ID).await.unwrap_err().to_string();
        assert!(!told.contains("4711"), "{told}");
    }
    // Another program changed the tag alone: what another variant hides stays hidden.
    let mut stored = by_others();
    stored.insert("paid_by".to_owned(), s("transfer"));
    stored.insert("iban".to_owned(), s("DE00 1"));
    stored.insert("reference".to_owned(), s("4711"));
    raw_put(&bed.db, PAYMENTS, stored).await;
    let error = payments.get(ID).await.unwrap_err();
    let told = format!("{error} {error:?} {error:#?}");
    assert!(
        told.contains("reference") && !told.contains("4711"),
        "{told}"
    );

    let mut stored = by_others();
    stored.insert("paid_by".to_owned(), s("shells"));
    raw_put(&bed.db, PAYMENTS, stored).await;
    let told = payments.get(ID).await.unwrap_err().to_string();
    let expected = ["`paid_by`", "shells", "PaidBy"];
    assert!(expected.iter().all(|it| told.contains(it)), "{told}");
}

#[tokio::test]
async fn json_has_the_union_below_the_name_of_its_field() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let body = serde_json::json!({
        "id": ID,
        "customer": "ada",
        "method": { "paid_by": "transfer", "iban": "de00 1", "billed_to": { "name": "Ada" }, "reference": 7 },
    });
    let draft: PaymentDraft = serde_json::from_value(body.clone()).unwrap();
    let created = payments.create(draft).await.unwrap();
    let mut expected = body;
    expected["method"]["iban"] = "DE00 1".into();
    assert_eq!(serde_json::to_value(&created).unwrap(), expected);
}
