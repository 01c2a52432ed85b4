//! Items that expire, and their guards with them.

use dynamite::Timestamp;
use dynamite_sample::models::{Ticket, Tickets, ticket as field};

use super::{GUARDS, bed, ticket};
use crate::support::{m, n, raw_delete, s, stored};

async fn guard(db: &dynamite::Client, code: &str) -> Option<crate::support::Item> {
    stored(db, GUARDS, [("guard", s(format!("#tickets##code#{code}")))]).await
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

async fn expiring(tickets: &Tickets) -> Ticket {
    let mut built = tickets.build(ticket(1, "x"));
    built.expires_at = Some(at(4_000_000_000));
    tickets.insert(&built).await.unwrap()
}

#[tokio::test]
async fn a_guard_expires_with_its_item() {
    let bed = bed().await;
    let tickets = Tickets::new(&bed.db);
    let ticket = expiring(&tickets).await;
    let found = guard(&bed.db, "x").await.unwrap();
    assert_eq!(found["expires"], n(4_000_000_000_i64));
    let owner = m([("event", s("opera")), ("seat", n(1))]);
    assert_eq!((&found["owner"], &found["table"]), (&owner, &s("tickets")));

    let later = tickets
        .update(&ticket)
        .set(field::expires_at(), at(4_000_000_001));
    later.await.unwrap();
    let found = guard(&bed.db, "x").await.unwrap();
    assert_eq!(found["expires"], n(4_000_000_001_i64));

    tickets
        .update(&ticket)
        .remove(field::expires_at())
        .await
        .unwrap();
    assert!(!guard(&bed.db, "x").await.unwrap().contains_key("expires"));
}

#[tokio::test]
async fn what_expired_leaves_its_value_to_others() {
    let bed = bed().await;
    let tickets = Tickets::new(&bed.db);
    let old = expiring(&tickets).await;
    // TTL deletes items one by one, in no order: here the guard is left.
    let key = [("event", s("opera")), ("seat", n(1))];
    raw_delete(&bed.db, "tickets", key).await;
    assert_eq!(tickets.by_code("x").await.unwrap(), None);
    let new = tickets.create(ticket(2, "x")).await.unwrap();
    assert_eq!(tickets.by_code("x").await.unwrap(), Some(new));

    // Here the guard is gone first. As long as the item is there, it can take its value back.
    raw_delete(&bed.db, GUARDS, [("guard", s("#tickets##code#x"))]).await;
    tickets.delete(("opera", 2_u32)).await.unwrap();
    let back = tickets.insert(&old).await.unwrap();
    assert_eq!(tickets.by_code("x").await.unwrap(), Some(back));
}
