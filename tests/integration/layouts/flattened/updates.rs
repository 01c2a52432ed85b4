//! Writes of unions whose attributes are attributes of the item itself.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::dec;
use dynamite::{Changes, ErrorKind, HookResult, Hooks};
use dynamite_sample::models::{
    PaidBy, Payment, PaymentKey, PaymentPatch, Payments, Refund, payment,
};
use dynamite_testkit::Operation;

use super::{
    ID, PAYMENTS, TABLES, by_others, card, new_payment, stored_payment, transfer, vouchers,
};
use crate::support::{Bed, Item, Proxied, m, n, raw_put, s, stored_all};

/// The item of others, with another variant.
fn with(changes: &[(&str, AttributeValue)], removed: &[&str]) -> Item {
    let mut item = by_others();
    item.retain(|name, _| !removed.contains(&name.as_str()));
    let changes = changes.iter().cloned();
    item.extend(changes.map(|(name, value)| (name.to_owned(), value)));
    item
}

async fn bed() -> (Bed, Payments) {
    let bed = Bed::with(TABLES).await;
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let payments = Payments::new(&bed.db);
    (bed, payments)
}

fn as_transfer() -> Item {
    with(
        &[
            ("paid_by", s("transfer")),
            ("iban", s("DE00 1234")),
            ("reference", n("7")),
        ],
        &["last_four", "attempts"],
    )
}

#[tokio::test]
async fn saving_another_variant_removes_the_attributes_of_the_stored_one() {
    let (bed, payments) = bed().await;
    let read = payments.get(ID).await.unwrap().unwrap();
    payments.save(&read).await.unwrap();
    let attempts = [("attempts", n("1"))];
    assert_eq!(
        stored_payment(&bed).await,
        with(&attempts, &[]),
        "unchanged"
    );

    let changed = Payment {
        method: transfer(),
        refund: None,
        ..read
    };
    payments.save(&changed).await.unwrap();
    let mut expected = as_transfer();
    expected.remove("refund");
    expected.remove("refunded");
    // Both variants have a payer: what is not declared in it stays.
    assert_eq!(stored_payment(&bed).await, expected);
    assert_eq!(payments.get(ID).await.unwrap(), Some(changed));
}

#[tokio::test]
async fn a_union_is_set_as_a_whole_in_one_request() {
    let proxied = Proxied::with(TABLES).await;
    raw_put(&proxied.direct, PAYMENTS, by_others()).await;
    let payments = Payments::new(&proxied.db);
    let updated = payments
        .update(ID)
        .set_flattened(payment::method(), transfer())
        .set(payment::note(), "x")
        .only_if(payment::method().card().exists())
        .await
        .unwrap();
    assert_eq!(updated.method, transfer());
    assert_eq!(proxied.proxy.operations(), [Operation::UpdateItem]);
    let mut expected = as_transfer();
    expected.insert("billed_to".to_owned(), m([("name", s("Ada"))]));
    expected.insert("note".to_owned(), s("x"));
    assert_eq!(stored_all(&proxied.direct, PAYMENTS).await, [expected]);

    let refused = payments
        .update(ID)
        .set_flattened(payment::method(), PaidBy::Cash)
        .only_if(payment::method().card().exists())
        .await
        .unwrap_err();
    assert!(
        matches!(refused.kind(), ErrorKind::ConditionFailed { .. }),
        "{refused}"
    );
}

#[tokio::test]
async fn an_optional_union_is_set_and_removed() {
    let (bed, payments) = bed().await;
    let refund = payment::refund;
    payments
        .update(ID)
        .set_flattened(refund(), Some(Refund::Full))
        .await
        .unwrap();
    let full = [("refund", s("full"))];
    assert_eq!(stored_payment(&bed).await, with(&full, &["refunded"]));
    payments
        .update(ID)
        .patch_flattened(refund(), None)
        .await
        .unwrap();
    assert_eq!(stored_payment(&bed).await, with(&full, &["refunded"]));
    payments
        .update(ID)
        .patch_flattened(refund(), Some(None))
        .await
        .unwrap();
    assert_eq!(
        stored_payment(&bed).await,
        with(&[], &["refund", "refunded"])
    );
    let part = Refund::Part { amount: dec!(2) };
    payments
        .update(ID)
        .patch_flattened(refund(), Some(Some(part)))
        .await
        .unwrap();
    assert_eq!(
        stored_payment(&bed).await,
        with(&[("refunded", n("2"))], &[])
    );
}

#[tokio::test]
async fn values_are_normalized_and_checked() {
    let (bed, payments) = bed().await;
    let iban = |iban: &str| PaidBy::Transfer {
        iban: iban.to_owned(),
        billed_to: super::payer(),
        sent_at: None,
        reference: 1,
    };
    let method = payment::method;
    let updated = payments
        .update(ID)
        .set_flattened(method(), iban(" de00 1234 "))
        .await;
    let PaidBy::Transfer { iban: stored, .. } = updated.unwrap().method else {
        panic!("another variant")
    };
    assert_eq!(stored, "DE00 1234");

    let before = stored_payment(&bed).await;
    let by_update = payments
        .update(ID)
        .set_flattened(method(), iban("de"))
        .await
        .unwrap_err();
    let by_create = payments.create(new_payment(iban("de"))).await.unwrap_err();
    for error in [by_update, by_create] {
        let paths: Vec<_> = error
            .violations()
            .iter()
            .map(|it| it.path.as_str())
            .collect();
        assert_eq!(paths, ["iban"], "{error}");
    }
    let negative = Some(Refund::Part { amount: dec!(-1) });
    let error = payments
        .update(ID)
        .set_flattened(payment::refund(), negative)
        .await
        .unwrap_err();
    assert_eq!(error.violations()[0].path, "refunded");
    assert_eq!(stored_payment(&bed).await, before);
}

#[tokio::test]
async fn two_changes_of_one_attribute_are_refused() {
    let (_bed, payments) = bed().await;
    let twice = payments
        .update(ID)
        .set_flattened(payment::method(), PaidBy::Cash)
        .set_flattened(payment::method(), card());
    let told = twice.await.unwrap_err().to_string();
    assert!(told.contains("paid_by"), "{told}");
}

#[tokio::test]
async fn other_writes_have_the_attributes_of_one_variant() {
    let (bed, payments) = bed().await;
    let read = payments.get(ID).await.unwrap().unwrap();
    let as_vouchers = Payment {
        method: vouchers(),
        ..read
    };
    let expected = with(
        &[("paid_by", s("vouchers")), ("left", m([("a", n("1.5"))]))],
        &["last_four", "billed_to", "attempts", "reference"],
    );
    payments.upsert(&as_vouchers).await.unwrap();
    assert_eq!(stored_payment(&bed).await, expected);

    let cash = Payment {
        method: PaidBy::Cash,
        ..as_vouchers
    };
    let change = payments.update(ID).set_flattened(payment::method(), card());
    bed.db.transaction().and(change).await.unwrap();
    assert_eq!(payments.get(ID).await.unwrap().unwrap().method, card());

    payments.replace(&cash).await.unwrap();
    let stored = stored_payment(&bed).await;
    let mut names: Vec<_> = stored.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["customer", "id", "paid_by", "refund", "refunded"]);

    let any = payment::method().cash().exists();
    let changed = payments
        .update_where(any)
        .scan()
        .set_flattened(payment::method(), transfer());
    assert_eq!(changed.await.unwrap(), 1);
    assert_eq!(payments.get(ID).await.unwrap().unwrap().method, transfer());
}

#[tokio::test]
async fn an_update_that_inserts_leaves_no_fields_of_two_variants() {
    let (bed, payments) = bed().await;
    // The item exists: of the new one nothing is stored.
    let inserted = new_payment(transfer()).id(ID);
    payments
        .update(ID)
        .set(payment::note(), "x")
        .or_insert(inserted)
        .await
        .unwrap();
    assert_eq!(stored_payment(&bed).await, with(&[("note", s("x"))], &[]));

    payments.delete(ID).await.unwrap();
    let inserted = new_payment(transfer()).id(ID);
    let change = payments.update(ID).set_flattened(payment::method(), card());
    let made = change.or_insert(inserted).await.unwrap();
    assert_eq!(made.method, card());
    let stored = stored_payment(&bed).await;
    assert!(
        !stored.contains_key("iban") && stored.contains_key("last_four"),
        "{stored:?}"
    );
}

#[tokio::test]
async fn a_body_sets_it_as_a_whole() {
    let (bed, payments) = bed().await;
    let body = r#"{ "method": { "paid_by": "cash" }, "refund": null }"#;
    let patch: PaymentPatch = serde_json::from_str(body).unwrap();
    let updated = payments.update(ID).apply(patch).await.unwrap();
    assert_eq!((updated.method, updated.refund), (PaidBy::Cash, None));
    let removed = ["last_four", "billed_to", "reference", "refund", "refunded"];
    assert_eq!(
        stored_payment(&bed).await,
        with(&[("paid_by", s("cash"))], &removed)
    );

    let empty: PaymentPatch = serde_json::from_str("{}").unwrap();
    assert!(empty.is_empty());
    let removed = serde_json::from_str::<PaymentPatch>(r#"{ "method": null }"#);
    assert!(removed.is_err(), "it is required");
}

/// Pays in cash whatever the update says.
#[derive(Clone)]
struct InCash;

impl Hooks<Payment> for InCash {
    async fn before_update(&self, _: &PaymentKey, changes: &mut Changes<Payment>) -> HookResult {
        assert!(changes.touches(payment::method().tag()));
        changes.set_flattened(payment::method(), PaidBy::Cash);
        Ok(())
    }
}

#[tokio::test]
async fn a_hook_sees_and_sets_it() {
    let (bed, _) = bed().await;
    let payments = Payments::with_hooks(&bed.db, InCash);
    let update = payments.update(ID).set_flattened(payment::method(), card());
    assert_eq!(update.await.unwrap().method, PaidBy::Cash);
    let removed = ["last_four", "billed_to", "reference"];
    let expected = with(&[("paid_by", s("cash"))], &removed);
    assert_eq!(stored_payment(&bed).await, expected);
}
