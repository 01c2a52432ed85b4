//! Writes that were applied, and whose responses were lost.

use dynamite::Outcome;
use dynamite_testkit::Operation;

use crate::support::{Bed, in_seconds};

#[tokio::test]
async fn nothing_is_counted_twice() {
    let bed = Bed::open().await;
    let store = bed.state();
    bed.lose_response(Operation::UpdateItem);
    let error = store.count("hits", 1, in_seconds(60)).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    let counter = store.get("hits").await.unwrap().unwrap();
    assert_eq!(counter.count, Some(1));
}

/// The retry finds the lease held, by itself.
#[tokio::test]
async fn a_lease_that_may_have_been_acquired_is_not_refused() {
    let bed = Bed::open().await;
    let store = bed.state();
    bed.lose_response(Operation::UpdateItem);
    let error = store.acquire("job", "ada", in_seconds(60)).await;
    let error = error.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    let lease = store.get("job").await.unwrap().unwrap();
    assert_eq!(lease.owner.as_deref(), Some("ada"));
}
