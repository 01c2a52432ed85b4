//! Rules hold in transactions as they do outside of them.

use dynamite::CancellationCause;
use dynamite_sample::models::{Members, member};

use super::{MEMBERS, ada, broken, new_member, stored_member, visit};
use crate::support::{Bed, Proxied, n, s, stored_all};

#[tokio::test]
async fn an_entity_that_breaks_rules_keeps_a_transaction_from_being_sent() {
    let bed = Proxied::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut bad = new_member();
    bad.name = " ".to_owned();
    let transaction = bed
        .db
        .transaction()
        .and(members.create(new_member()))
        .and(members.create(bad));
    assert_eq!(
        broken(&transaction.await.unwrap_err()),
        [("name", "not_blank")]
    );
    assert_eq!(bed.proxy.counts().all_requests(), 0);
}

#[tokio::test]
async fn a_bound_that_does_not_hold_cancels_all_of_it() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let before = stored_member(&bed.db, &ada).await;
    let too_much = members
        .update(&ada)
        .add(member::points(), 101)
        .set(member::visits().at(7), visit("a", 1));
    let transaction = bed
        .db
        .transaction()
        .and(members.create(new_member()))
        .and(too_much);
    let error = transaction.await.unwrap_err();
    let [write] = error.canceled_writes() else {
        panic!("{error}")
    };
    let CancellationCause::Invalid(violations) = &write.cause else {
        panic!("{error}")
    };
    let rules: Vec<_> = violations
        .iter()
        .map(|it| (it.path.as_str(), it.rule))
        .collect();
    assert_eq!((write.position, rules), (1, vec![("points", "max")]));
    assert_eq!(error.violations(), violations);
    assert_eq!(stored_all(&bed.db, "members").await, [before]);
}

#[tokio::test]
async fn what_is_within_bounds_is_normalized_and_stored() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let update = members.update(&ada).add(member::points(), 100);
    let update = update.set(member::email(), " B@example.com");
    bed.db.transaction().and(update).await.unwrap();
    let stored = stored_member(&bed.db, &ada).await;
    assert_eq!(stored["points"], n(100));
    assert_eq!(stored["email"], s("b@example.com"));
}
