//! A key in another form than it is written in is a bad item, however it is read.

use dynamite::codec::DecodeError;
use dynamite_sample::models::{Shifts, Tolls, shift, toll};
use futures_util::StreamExt as _;

use super::{FLEET, shifts_of_others, team, time};
use crate::support::{Bed, item, n, raw_put, s};

/// Checks that these are the items with other forms, and say so.
fn are_bad(bad: &[DecodeError], attributes: &[&str]) {
    let mut found: Vec<_> = bad.iter().map(DecodeError::attribute).collect();
    found.sort_unstable();
    assert_eq!(found, attributes, "{bad:?}");
    for error in bad {
        assert_eq!(error.model(), "Shift");
        assert!(
            error.key().is_some_and(|key| key.contains("team")),
            "{error}"
        );
        assert!(error.expected().contains("`as:`"), "{error}");
        assert!(error.found().contains("which is written as"), "{error}");
    }
}

const ALL: [&str; 3] = ["begins_at", "begins_at", "team"];

#[tokio::test]
async fn scans_queries_and_finds_have_the_others() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;
    let shifts = Shifts::new(&bed.db);

    let page = shifts.scan().page(None).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].hours, 1);
    are_bad(&page.bad, &ALL);

    let page = shifts.query(team()).page(None).await.unwrap();
    assert_eq!(page.items.len(), 1);
    are_bad(&page.bad, &ALL[..2]);

    // Through an index that holds keys, by `BatchGetItem`.
    let page = shifts.find(shift::note().eq("late")).page(None).await;
    let page = page.unwrap();
    assert_eq!(page.items.len(), 1);
    are_bad(&page.bad, &ALL);

    // By the key, and so by `GetItem` or a query.
    let of_team = shift::team().eq(team()).and(shift::hours().ge(1u32));
    let page = shifts.find(of_team).page(None).await.unwrap();
    assert_eq!(page.items.len(), 1);
    are_bad(&page.bad, &ALL[..2]);

    let mut stream = std::pin::pin!(shifts.scan().stream());
    let (mut good, mut bad) = (0, 0);
    while let Some(item) = stream.next().await {
        match item {
            Ok(_) => good += 1,
            Err(error) => {
                assert!(error.to_string().contains("which is written as"), "{error}");
                bad += 1;
            }
        }
    }
    assert_eq!((good, bad), (1, 3));
}

#[tokio::test]
async fn rows_of_an_index_hold_the_key_and_are_bad_too() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;

    let page = Shifts::new(&bed.db).by_note("late").page(None).await;

    let page = page.unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].begins_at, time("2024-02-29T12:34:56Z"));
    are_bad(&page.bad, &ALL);
}

#[tokio::test]
async fn selected_fields_of_the_key_are_bad_and_others_are_not() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;
    let shifts = Shifts::new(&bed.db);

    let whole_key = shifts.scan().select((shift::team(), shift::begins_at()));
    let page = whole_key.page(None).await.unwrap();
    assert_eq!(page.items, [(team(), time("2024-02-29T12:34:56Z"))]);
    are_bad(&page.bad, &ALL);

    let twice = shifts.scan().select((shift::team(), shift::team()));
    let page = twice.page(None).await.unwrap();
    assert_eq!(page.items.len(), 3);
    are_bad(&page.bad, &["team"]);

    let hours = shifts.scan().select((shift::hours(),));
    let mut hours = hours.all().await.unwrap();
    hours.sort_unstable();
    assert_eq!(hours, [(1,), (2,), (3,), (4,)]);
}

#[tokio::test]
async fn reads_by_key_and_writes_see_the_item_that_they_name() {
    let bed = Bed::with(FLEET).await;
    shifts_of_others(&bed.db).await;
    let shifts = Shifts::new(&bed.db);
    let key = || (team(), time("2024-02-29T12:34:56Z"));

    assert_eq!(shifts.get(key()).await.unwrap().map(|it| it.hours), Some(1));
    let read = shifts.get_many([key()]).await.unwrap();
    assert_eq!(read[0].as_ref().map(|it| it.hours), Some(1));
    let read = bed.db.transact_get((shifts.get(key()),)).await;
    let (read,) = read.unwrap();
    assert_eq!(read.map(|it| it.hours), Some(1));
    let updated = shifts.update(key()).set(shift::hours(), 9u32).await;
    assert_eq!(updated.unwrap().hours, 9);
    assert_eq!(
        shifts
            .delete(key())
            .return_old()
            .await
            .unwrap()
            .map(|it| it.hours),
        Some(9)
    );
    assert!(!shifts.delete(key()).await.unwrap());
}

#[tokio::test]
async fn what_a_sensitive_key_holds_is_not_shown() {
    let bed = Bed::with(FLEET).await;
    let gate = "01HF7YAT3V000000000000001A";
    for (gate, passed_at) in [(gate.to_lowercase(), "1"), (gate.to_owned(), "2.5")] {
        let toll = item([("gate", s(gate)), ("passed_at", n(passed_at))]);
        raw_put(&bed.db, "tolls", toll).await;
    }
    let tolls = Tolls::new(&bed.db);

    let page = tolls.scan().page(None).await.unwrap();
    let selected = tolls.scan().select((toll::gate(), toll::passed_at()));
    let selected = selected.page(None).await.unwrap();

    assert!(page.items.is_empty() && selected.items.is_empty());
    assert_eq!((page.bad.len(), selected.bad.len()), (2, 2));
    for error in page.bad.iter().chain(&selected.bad) {
        let text = format!("{error} {error:#?}").to_uppercase();
        assert!(!text.contains(gate), "{text}");
    }
    let time = page.bad.iter().find(|it| it.attribute() == "passed_at");
    assert_eq!(time.unwrap().found(), "`N 2.5`, which is written as `N 2`");
}
