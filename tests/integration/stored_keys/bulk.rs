//! Bulk writes count what they have changed, and name what they could not read.

use dynamite_sample::models::{Shifts, Trips, shift, trip};

use super::{FLEET, shifts_of_others, team, time};
use crate::support::{Bed, item, raw_put, s, stored_all};

#[tokio::test]
async fn what_is_counted_as_deleted_is_gone_whatever_the_form_of_its_key() {
    for in_batches in [false, true] {
        let bed = Bed::with(FLEET).await;
        shifts_of_others(&bed.db).await;
        let shifts = Shifts::new(&bed.db);
        let late = || shifts.delete_where(shift::note().eq("late"));

        let deleted = if in_batches {
            late().in_batches().await.unwrap()
        } else {
            late().await.unwrap()
        };

        assert_eq!(deleted, 4);
        assert!(stored_all(&bed.db, "shifts").await.is_empty());
        let again = late().partial().await.unwrap();
        assert_eq!((again.matched, again.changed, again.bad.len()), (0, 0, 0));
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_not_counted_as_updated() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;
    let shifts = Shifts::new(&bed.db);

    let every = || {
        shifts
            .update_where(dynamite::expr::Condition::every_item())
            .scan()
    };
    let done = every().set(shift::hours(), 7u32).partial().await.unwrap();

    assert_eq!((done.matched, done.changed, done.bad.len()), (1, 1, 3));
    let stored = stored_all(&bed.db, "shifts").await;
    let changed = stored
        .iter()
        .filter(|it| it["hours"].as_n().unwrap() == "7");
    assert_eq!((stored.len(), changed.count()), (4, 1));
}

#[tokio::test]
async fn items_with_index_keys_in_other_forms_are_changed_and_counted() {
    let bed = Bed::with(FLEET).await;
    let driver = dynamite::Ulid::from_parts(1, 1);
    for (minute, ended_at) in ["2024-02-29T12:34:56Z", "2024-02-29T12:34:56+02:00"]
        .iter()
        .enumerate()
    {
        let trip = item([
            ("vehicle", s(team().to_string().to_uppercase())),
            ("started_at", s(format!("2024-02-29T10:0{minute}:00+02:00"))),
            ("driver", s(driver)),
            ("ended_at", s(ended_at)),
        ]);
        raw_put(&bed.db, "trips", trip).await;
    }
    let trips = Trips::new(&bed.db);
    let of_driver = || {
        let ended = trip::ended_at().ge(time("2000-01-01T00:00:00Z"));
        trip::driver().eq(driver).and(ended)
    };

    let updated = trips
        .update_where(of_driver())
        .set(trip::ended_at(), time("2024-03-01T00:00:00Z"));
    assert_eq!(updated.await.unwrap(), 2);
    assert_eq!(trips.delete_where(of_driver()).await.unwrap(), 2);
    assert!(stored_all(&bed.db, "trips").await.is_empty());
}

#[tokio::test]
async fn a_batch_counts_the_keys_that_it_was_given() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;
    let shifts = Shifts::new(&bed.db);

    let keys = [
        (team(), time("2024-02-29T12:34:56Z")),
        (team(), time("2024-03-01T00:00:00Z")),
    ];
    let written = shifts.delete_many(keys).partial().await.unwrap();

    assert_eq!(written.written, 2);
    assert_eq!(stored_all(&bed.db, "shifts").await.len(), 3);
}
