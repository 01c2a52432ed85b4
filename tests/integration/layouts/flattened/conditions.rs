//! Conditions, selections and index rows over the attributes of a flattened union.

use dynamite::dec;
use dynamite_sample::models::{PaidBy, Payments, payment};

use super::{ID, PAYMENTS, TABLES, by_others, card, new_payment, transfer, vouchers};
use crate::support::{Bed, raw_put};

#[tokio::test]
async fn conditions_see_the_tag_and_the_fields() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    for method in [card(), transfer(), vouchers(), PaidBy::Cash] {
        payments.create(new_payment(method)).await.unwrap();
    }
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let method = payment::method();
    for (condition, expected) in [
        (method.card().exists(), 2),
        (method.card().not_exists(), 3),
        (method.tag().is_in(["cash", "transfer"]), 2),
        (method.card().last_four().eq("4242"), 2),
        (method.card().billed_to().name().eq("Ada"), 3),
        (method.transfer().sent_at().is_absent(), 5),
        (
            method
                .transfer()
                .exists()
                .and(method.transfer().sent_at().is_absent()),
            1,
        ),
        (method.vouchers().codes().is_absent(), 5),
        // A map is not empty where there is none, and a set is.
        (method.vouchers().left().size().eq(0), 0),
        (method.vouchers().codes().size().eq(0), 5),
        (method.vouchers().left().key("a").gt(dec!(1)), 1),
        (payment::refund().tag().exists(), 1),
        (
            payment::refund().part().amount().between(dec!(1), dec!(9)),
            1,
        ),
        (method.transfer().reference().eq(7), 1),
    ] {
        let shown = format!("{condition:?}");
        let found = payments.scan().filter(condition).all().await.unwrap();
        assert_eq!(found.len(), expected, "{shown}");
    }
}

#[tokio::test]
async fn fields_of_variants_are_selected_as_options() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let method = payment::method();
    let fields = (
        method.tag(),
        payment::method().card().last_four(),
        payment::method().transfer().iban(),
    );
    let selected = payments.get(ID).select(fields).await.unwrap().unwrap();
    let expected = (Some("card".to_owned()), Some("4242".to_owned()), None);
    assert_eq!(selected, expected);
}

#[tokio::test]
async fn an_index_that_projects_the_field_projects_all_its_attributes() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let created = payments.create(new_payment(transfer())).await.unwrap();
    let rows = payments.by_customer("ada").all().await.unwrap();
    assert_eq!(rows[0].method, created.method);
    let by_iban = payment::method().transfer().iban().begins_with("DE");
    let rows = payments.by_customer("ada").filter(by_iban).all().await;
    assert_eq!(rows.unwrap().len(), 1);
    let refunded = payment::refund().tag().exists();
    let refused = payments.by_customer("ada").filter(refunded).all().await;
    let told = refused.unwrap_err().to_string();
    assert!(told.contains("refund"), "{told}");
}
