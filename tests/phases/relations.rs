//! Relations by foreign keys that are being renamed: each program finds what those of neighbouring phases
//! have written.

use dynamite::Client;
use dynamite_testkit::Engine;

use crate::models::{after, before, contract, expand, switch};
use crate::stored;

/// The bookings of the travellers `a` and `b`, as relations find them: the nights of each guest, and the
/// booking that each is the host of.
type Expected = [(Vec<u32>, Option<&'static str>); 2];

async fn table() -> (Client, Engine) {
    let engine = Engine::selected().await;
    let db = crate::client(engine.endpoint(), engine.access_key());
    db.sync(before::TABLES).await.expect("tables");
    for id in ["a", "b"] {
        let new = before::NewTraveller {
            id: id.to_owned(),
            nick: "n".to_owned(),
            full_name: id.to_owned(),
            visits: 0,
        };
        let travellers = before::Travellers::new(&db);
        travellers.create(new).await.expect("a traveller");
    }
    (db, engine)
}

/// A booking, of a guest and with a host, or without one.
macro_rules! book {
    ($db:ident, $phase:ident, $id:literal, $night:literal, $guest:literal, $host:expr) => {
        let new = $phase::NewBooking {
            id: $id.to_owned(),
            guest_id: $guest.to_owned(),
            night: $night,
        };
        let host: Option<&str> = $host;
        let new = new.host_id(host.map(str::to_owned));
        let created = $phase::Bookings::new(&$db).create(new).await;
        created.expect("a booking");
    };
}

/// Writes all bookings as a program of a phase does: both attributes, or the new ones alone.
macro_rules! rewrite {
    ($db:ident, $phase:ident) => {
        let bookings = $phase::Bookings::new(&$db);
        for booking in bookings.scan().all().await.expect("bookings") {
            bookings.put(&booking).await.expect("a booking");
        }
    };
}

/// What programs of these phases find.
macro_rules! assert_found {
    ($db:ident, $($phase:ident)*, $expected:expr) => {
        let expected: Expected = $expected;
        $(
            let both = $phase::Travellers::new(&$db)
                .get_many(["a", "b"])
                .include($phase::traveller::stays())
                .include($phase::traveller::hosts());
            let found = both.await.expect("travellers").into_iter().flatten();
            let found = found.map(|(_, stays, hosts)| {
                let nights: Vec<_> = stays.iter().map(|stay| stay.night).collect();
                (nights, hosts.map(|it| it.id))
            });
            let expected_here = expected.clone().map(|(nights, host)| (nights, host.map(str::to_owned)));
            assert_eq!(found.collect::<Vec<_>>(), expected_here, stringify!($phase));
            let bookings = $phase::Bookings::new(&$db).scan();
            let bookings = bookings
                .include($phase::booking::guest())
                .include($phase::booking::host());
            for (booking, guest, host) in bookings.all().await.expect("bookings") {
                assert_eq!(guest.map(|it| it.id), Some(booking.guest_id), stringify!($phase));
                assert_eq!(host.map(|it| it.id), booking.host_id, stringify!($phase));
            }
        )*
    };
}

#[tokio::test]
async fn related_items_are_found_in_each_phase_beside_the_one_before() {
    let (db, _engine) = table().await;
    book!(db, before, "1", 1, "a", Some("b"));
    book!(db, expand, "2", 2, "a", None);
    assert_found!(db, before expand, [(vec![1, 2], None), (vec![], Some("1"))]);

    stored::copy(&db).await;
    rewrite!(db, expand);
    stored::build_indexes(&db).await;
    book!(db, expand, "3", 3, "b", Some("a"));
    book!(db, switch, "4", 4, "b", None);
    assert_found!(db, expand switch, [(vec![1, 2], Some("3")), (vec![3, 4], Some("1"))]);
    let moved = switch::Bookings::new(&db).update("1");
    let moved = moved.set(switch::booking::guest_id(), "b");
    let moved = moved.remove(switch::booking::host_id());
    moved.await.expect("a booking");
    assert_found!(db, expand switch, [(vec![2], Some("3")), (vec![1, 3, 4], None)]);
    let moved = expand::Bookings::new(&db).update("4");
    let moved = moved.set(expand::booking::guest_id(), "a");
    let moved = moved.set(expand::booking::host_id(), "b");
    moved.await.expect("a booking");
    assert_found!(db, expand switch, [(vec![2, 4], Some("3")), (vec![1, 3], Some("4"))]);

    book!(db, contract, "5", 5, "a", None);
    let moved = contract::Bookings::new(&db).update("4");
    let moved = moved.remove(contract::booking::host_id());
    moved.await.expect("a booking");
    assert_found!(db, switch contract, [(vec![2, 4, 5], Some("3")), (vec![1, 3], None)]);

    stored::drop_former_indexes(&db).await;
    stored::remove_former(&db).await;
    rewrite!(db, contract);
    book!(db, after, "6", 6, "b", None);
    assert_found!(db, contract after, [(vec![2, 4, 5], Some("3")), (vec![1, 3, 6], None)]);
}
