//! Replacing an item names what is lost.

use super::{Rollout, checked_in};
use crate::support::s;

#[tokio::test]
async fn a_replacement_names_what_it_discards_by_paths() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let older = rollout.older.get("ada").await.unwrap().unwrap();

    let replaced = rollout.older.replace(&older).await.unwrap();

    let discarded = [
        "empty.something",
        "loyalty",
        "paid.bank",
        "stay.breakfast",
        "stay.room.view",
        "wishes.?.urgent",
    ];
    assert_eq!(replaced.discarded, discarded);
    let stored = rollout.stored().await;
    assert!(!stored["stay"].as_m().unwrap().contains_key("breakfast"));
    assert_eq!(stored["arrival"].as_m().unwrap()["by"], s("train"));
    let again = rollout.older.replace(&older).await.unwrap();
    assert!(again.discarded.is_empty(), "{:?}", again.discarded);
}
