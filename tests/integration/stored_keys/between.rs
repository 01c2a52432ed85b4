//! Comparisons of times with values that are finer than what is stored.

use dynamite::Ulid;
use dynamite_sample::models::{NewWash, Washes, wash};

use super::{FLEET, time};
use crate::support::{Bed, stored_all};

/// Of two moments, a second apart, the one between them is after the first and before the second.
#[tokio::test]
async fn a_moment_between_two_that_are_stored_parts_them() {
    let bed = Bed::with(FLEET).await;
    let washes = Washes::new(&bed.db);
    let hall = Ulid::from_parts(1, 2);
    let [first, cut, second] =
        ["10:00:00", "10:00:00.5", "10:00:01"].map(|at| time(&format!("2024-02-29T{at}Z")));
    for at in [first, second] {
        washes.create(NewWash { hall, at }).await.unwrap();
    }
    let of_hall = || wash::hall().eq(hall);
    let found = async |condition| {
        let found = washes.find(of_hall().and(condition)).all().await.unwrap();
        found.into_iter().map(|it| it.at).collect::<Vec<_>>()
    };
    assert_eq!(found(wash::at().lt(cut)).await, [first]);
    assert_eq!(found(wash::at().le(cut)).await, [first]);
    assert_eq!(found(wash::at().gt(cut)).await, [second]);
    assert_eq!(found(wash::at().ge(cut)).await, [second]);
    assert_eq!(found(wash::at().between(cut, second)).await, [second]);
    assert_eq!(found(wash::at().between(first, cut)).await, [first]);
    let later = washes.query(hall).sort_ge(cut).all().await.unwrap();
    assert_eq!(later.len(), 1);
    let filtered = washes.scan().filter(wash::at().lt(cut)).all();
    assert_eq!(filtered.await.unwrap().len(), 1);

    let nothing = washes.find(of_hall().and(wash::at().between(cut, cut)));
    assert!(
        nothing
            .all()
            .await
            .unwrap_err()
            .to_string()
            .contains("widen the range")
    );

    let swept = washes.delete_where(of_hall().and(wash::at().ge(cut)));
    assert_eq!(swept.await.unwrap(), 1);
    assert_eq!(stored_all(&bed.db, "washes").await.len(), 1);
}
