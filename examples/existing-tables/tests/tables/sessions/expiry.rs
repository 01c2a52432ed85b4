//! Sessions that have ended, and that DynamoDB has not deleted yet.

use std::collections::BTreeMap;

use dynamite_existing_tables::SessionStore;

use crate::support::{Bed, Hands, LIFETIME, SESSIONS};

#[tokio::test]
async fn a_session_ends_a_lifetime_after_it_was_last_seen() {
    let bed = Bed::open().await;
    let hands = Hands::at(1_769_860_800);
    let store = SessionStore::new(&bed.client().with_clock(hands.clone()), LIFETIME);
    let lifetime = i64::try_from(LIFETIME.as_secs()).unwrap();
    let id = store.open("ada", BTreeMap::new()).await.unwrap().id;
    hands.forward(lifetime - 1);
    assert!(store.touch(id).await.unwrap());
    hands.forward(lifetime - 1);
    let session = store.get(id).await.unwrap();
    assert_eq!(session.as_slice(), store.of_user("ada").await.unwrap());

    hands.forward(1);
    assert_eq!(store.get(id).await.unwrap(), None);
    assert_eq!(store.of_user("ada").await.unwrap(), []);
    assert!(!store.touch(id).await.unwrap());
    assert!(!store.remember(id, "page", 2.into()).await.unwrap());
    assert_eq!(bed.all(SESSIONS).await.len(), 1, "it is still stored");
    assert_eq!(store.close_all("ada").await.unwrap(), 1);
}
