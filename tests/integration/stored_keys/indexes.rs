//! Pages of indexes whose keys are stored in other forms: a cursor holds them as they are.

use dynamite::Ulid;
use dynamite_sample::models::{Shifts, Trips, shift, trip};

use super::{FLEET, raw_shift, team, time};
use crate::support::{Bed, item, n, raw_put, s};

fn driver() -> Ulid {
    Ulid::from_parts(1_700_000_000_123, 42)
}

/// When trips end, as other programs write it, in the order of the text.
const ENDS: [&str; 6] = [
    "2024-02-29T12:34:56+02:00",
    "2024-02-29T12:34:56.000Z",
    "2024-02-29T12:34:56.5Z",
    "2024-02-29T12:34:56Z",
    "2024-02-29t12:34:56z",
    "2024-03-01 12:34:56Z",
];

/// Trips of one driver, whose ends are stored in many forms.
async fn trips(bed: &Bed) -> Trips {
    let vehicle = team().to_string().to_uppercase();
    for (minute, ended_at) in ENDS.iter().enumerate() {
        let trip = item([
            ("vehicle", s(&vehicle)),
            ("started_at", s(format!("2024-02-29T10:0{minute}:00+02:00"))),
            ("driver", s(driver())),
            ("ended_at", s(ended_at)),
            ("metres", n(5)),
        ]);
        raw_put(&bed.db, "trips", trip).await;
    }
    Trips::new(&bed.db)
}

/// Reads page after page with the builder that the first argument makes.
macro_rules! pages {
    ($query:expr, $one:expr) => {{
        let (mut cursor, mut read) = (None::<dynamite::Cursor>, Vec::new());
        loop {
            let page = $query.page(cursor.as_deref()).await.unwrap();
            read.extend(page.items.iter().map($one));
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
            assert!(read.len() < 50, "read again and again: {read:?}");
        }
        read
    }};
}

#[tokio::test]
async fn pages_of_an_index_neither_skip_nor_repeat() {
    let bed = Bed::with(FLEET).await;
    let trips = trips(&bed).await;
    let of_driver = || trips.by_driver(driver());
    let all = of_driver().all().await.unwrap();
    let all: Vec<_> = all.iter().map(|it| it.started_at).collect();
    assert_eq!(all.len(), ENDS.len());

    for limit in 1..=4 {
        let read = pages!(of_driver().limit(limit), |it| it.started_at);
        assert_eq!(read, all, "{limit} at once");
        let read = pages!(of_driver().descending().limit(limit), |it| it.started_at);
        assert!(
            read.iter().eq(all.iter().rev()),
            "{limit} at once, descending"
        );
        // More is evaluated than returned, so that the cursor is made from an item.
        let none = || of_driver().filter(trip::metres().lt(5u64));
        let read = pages!(none().limit(limit), |it| it.started_at);
        assert!(read.is_empty());
        let some = || of_driver().filter(trip::metres().ge(5u64));
        let read = pages!(some().limit(limit), |it| it.started_at);
        assert_eq!(read, all, "{limit} at once, filtered");
    }
}

#[tokio::test]
async fn pages_of_a_local_index_and_of_a_find_neither_skip_nor_repeat() {
    let bed = Bed::with(FLEET).await;
    let trips = trips(&bed).await;
    let all = trips.by_driver(driver()).all().await.unwrap();
    let all: Vec<_> = all.iter().map(|it| it.started_at).collect();

    let of_driver = || {
        let driver = trip::driver().eq(driver());
        driver.and(trip::ended_at().ge(time("2000-01-01T00:00:00Z")))
    };
    for limit in 1..=4 {
        let read = pages!(trips.by_end(team()).limit(limit), |it| it.started_at);
        assert_eq!(read, all, "{limit} at once");
        let found = || trips.find(of_driver()).limit(limit);
        let read = pages!(found(), |it| it.started_at);
        assert_eq!(read, all, "{limit} at once, found");
    }
}

#[tokio::test]
async fn pages_go_on_behind_items_that_cannot_be_read() {
    let bed = Bed::with(FLEET).await;
    for (minute, form) in ["00Z", "00.000Z", "00.0Z", "01.000Z", "02Z", "03.000Z"]
        .iter()
        .enumerate()
    {
        let at = format!("2024-02-29T12:0{minute}:{form}");
        raw_shift(&bed.db, team(), &at, 1).await;
    }
    let shifts = Shifts::new(&bed.db);

    for limit in 1..=3 {
        let queried = || shifts.query(team()).limit(limit);
        let through_index = || shifts.find(shift::note().eq("late")).limit(limit);
        macro_rules! check {
            ($query:expr) => {{
                let (mut cursor, mut good, mut bad) = (None::<dynamite::Cursor>, Vec::new(), 0);
                loop {
                    let page = $query.page(cursor.as_deref()).await.unwrap();
                    good.extend(page.items.iter().map(|it| it.begins_at));
                    bad += page.bad.len();
                    assert!(good.len() + bad <= 6, "read again");
                    cursor = page.cursor;
                    if cursor.is_none() {
                        break;
                    }
                }
                good.sort_unstable();
                (good, bad)
            }};
        }
        let readable: Vec<_> = ["12:01:00Z", "12:03:01Z", "12:05:03Z"]
            .map(|it| time(&format!("2024-02-29T{it}")))
            .into();
        assert_eq!(check!(queried()), (readable.clone(), 3), "{limit} at once");
        assert_eq!(
            check!(through_index()),
            (readable.clone(), 3),
            "{limit} at once"
        );
        assert_eq!(pages!(queried().skip_bad(), |it| it.begins_at), readable);
    }
}
