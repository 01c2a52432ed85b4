//! Limits of DynamoDB, which count both attributes of a field that is being renamed.

use dynamite::{Error, ErrorKind};

use crate::bed::{Bed, ada};
use crate::models::{before, expand};

fn assert_too_large(error: &Error) {
    assert!(
        matches!(error.kind(), ErrorKind::ItemTooLarge { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn an_item_is_too_large_if_it_is_with_both_attributes() {
    let bed = Bed::new().await;
    let travellers = expand::Travellers::new(&bed.db);
    let mut large = ada();
    large.journal = vec!["x".repeat(250_000)];
    let update = travellers.update("a");
    let update = update.set(expand::traveller::journal(), large.journal.clone());
    assert_too_large(&travellers.insert(&large).await.expect_err("too large"));
    assert_too_large(&travellers.put(&large).await.expect_err("too large"));
    assert_too_large(&update.await.expect_err("too large"));
    assert_too_large(&travellers.save(&large).await.expect_err("too large"));
    let many = travellers.put_many([large]);
    assert_too_large(&many.await.expect_err("too large"));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn operators_are_counted_in_both_attributes() {
    let bed = Bed::new().await;
    expand::Travellers::new(&bed.direct)
        .insert(&ada())
        .await
        .expect("ada");
    macro_rules! add_to {
        ($phase:ident, $prices:expr) => {{
            let update = $phase::Travellers::new(&bed.db).update("a");
            let prices = (0..$prices).map(|number| format!("p{number}"));
            prices.fold(update, |update, name| {
                update.add($phase::traveller::prices().key(name), 1u32)
            })
        }};
    }
    let refused = add_to!(expand, 80).await.expect_err("too many operators");
    assert!(
        matches!(refused.kind(), ErrorKind::Expression(_)),
        "{refused}"
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    add_to!(before, 80).await.expect("half as many operators");
}
