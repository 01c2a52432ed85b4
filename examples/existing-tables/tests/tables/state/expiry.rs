//! Entries that have expired, and that DynamoDB has not deleted yet.

use std::time::Duration;

use dynamite::client::Clock as _;
use dynamite_existing_tables::models::Value;
use dynamite_existing_tables::{StateStore, Write};

use crate::support::{Bed, Hands};

const NOON: i64 = 1_769_860_800;

#[tokio::test]
async fn an_expired_value_is_absent() {
    let bed = Bed::open().await;
    let hands = Hands::at(NOON);
    let store = StateStore::new(&bed.client().with_clock(hands.clone()));
    let until = |seconds| hands.now() + Duration::from_secs(seconds);
    let value = || Value::Text("1".to_owned());
    store.put("a", value(), until(10)).await.unwrap();
    hands.forward(9);
    assert!(store.get("a").await.unwrap().is_some());
    let refused = store.put_new("a", value(), until(10)).await.unwrap();
    assert!(matches!(refused, Write::Refused(Some(_))), "{refused:?}");

    hands.forward(1);
    assert_eq!(store.get("a").await.unwrap(), None);
    let refused = store.compare_and_set("a", 1, value(), until(10)).await;
    assert!(matches!(refused, Ok(Write::Refused(Some(_)))));
    // The version goes on, so that nobody takes the new value for the old one.
    let put = store.put_new("a", value(), until(10)).await.unwrap();
    assert!(matches!(put, Write::Done(entry) if entry.version == 2));
}

#[tokio::test]
async fn a_lease_is_held_until_it_expires() {
    let bed = Bed::open().await;
    let hands = Hands::at(NOON);
    let store = StateStore::new(&bed.client().with_clock(hands.clone()));
    let until = |seconds| hands.now() + Duration::from_secs(seconds);
    let acquire = async |owner: &str| store.acquire("job", owner, until(10)).await.unwrap();
    assert!(matches!(acquire("ada").await, Write::Done(_)));
    hands.forward(9);
    let renewed = store.renew("job", "ada", until(10)).await.unwrap();
    assert!(matches!(renewed, Write::Done(_)), "{renewed:?}");
    hands.forward(9);
    assert!(matches!(acquire("eve").await, Write::Refused(Some(_))));

    hands.forward(1);
    let late = store.renew("job", "ada", until(10)).await.unwrap();
    assert!(matches!(late, Write::Refused(Some(_))), "{late:?}");
    assert!(matches!(acquire("eve").await, Write::Done(_)));
    let late = store.release("job", "ada").await.unwrap();
    assert!(matches!(late, Write::Refused(Some(lease)) if lease.owner.as_deref() == Some("eve")));
}
