//! Saving leaves alone what the model does not know.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Outcome;
use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite::types::Document;
use dynamite_sample::models::{
    Arrival, Guest, Guests, Handles, Lodging, NewHandle, NewerGuests, Nothing, Paid, Room, Stay,
    guest, tables,
};
use dynamite_testkit::{Fault, Operation};

use super::{NEWER, Rollout, checked_in, guest as newer_guest, older, stay as newer_stay};
use crate::support::{Bed, Proxied, m, n, raw_put, s, stored};

static HANDLES: &[&TableDescriptor] = &[&tables::HANDLES, &UNIQUE_GUARDS];

/// Reads the guest as the older version does, changes it, and saves it.
async fn changed(rollout: &Rollout, change: impl FnOnce(&mut Guest)) {
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    change(&mut guest);
    let saved = rollout.older.save(&guest).await.unwrap();
    assert_eq!(saved, guest);
}

fn room_18() -> Stay {
    Stay {
        room: Room {
            number: "18".to_owned(),
            floor: None,
        },
        nights: None,
    }
}

#[tokio::test]
async fn a_save_keeps_what_a_newer_version_has_stored_at_any_depth() {
    let rollout = Rollout::new().await;
    let mut expected = checked_in(&rollout).await;

    changed(&rollout, |guest| {
        guest.name = "Ada L.".to_owned();
        guest.stay = Some(room_18());
    })
    .await;

    expected.name = "Ada L.".to_owned();
    let stay = expected.stay.as_mut().unwrap();
    stay.room.number = "18".to_owned();
    (stay.room.floor, stay.nights) = (None, None);
    for wish in expected.wishes.values_mut() {
        // The schema of the older version says that it may be lost.
        wish.urgent = None;
    }
    let read = rollout.newer.get("ada").await.unwrap().unwrap();
    assert_eq!(read, expected);
}

#[tokio::test]
async fn what_is_none_is_removed_with_all_that_is_inside() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    changed(&rollout, |guest| guest.stay = None).await;
    assert!(!rollout.stored().await.contains_key("stay"));
}

#[tokio::test]
async fn what_is_absent_or_no_map_is_set_as_a_whole() {
    for before in [None, Some(AttributeValue::Null(true)), Some(s("text"))] {
        let rollout = Rollout::new().await;
        rollout.newer.create(newer_guest()).await.unwrap();
        let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
        let mut item = rollout.stored().await;
        for name in ["stay", "empty", "paid"] {
            let before = before.clone();
            before.map(|value| item.insert(name.to_owned(), value));
        }
        raw_put(&rollout.bed.db, "newer_guests", item).await;
        guest.stay = Some(room_18());
        guest.empty = Some(Nothing {});
        guest.paid = Some(Paid::Cash);

        rollout.older.save(&guest).await.unwrap();

        let stored = rollout.stored().await;
        assert_eq!(stored["stay"], m([("room", m([("number", s("18"))]))]));
        assert_eq!(stored["empty"], m([]));
        assert_eq!(stored["paid"], m([("type", s("cash"))]));
    }
}

#[tokio::test]
async fn a_union_keeps_what_is_unknown_while_it_is_the_same_variant() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let card = |digits: &str| {
        Some(Paid::Card {
            digits: Some(digits.to_owned()),
        })
    };
    changed(&rollout, |guest| guest.paid = card("1234")).await;
    let expected = [
        ("type", s("card")),
        ("digits", s("1234")),
        ("bank", s("Mint")),
    ];
    assert_eq!(rollout.stored().await["paid"], m(expected));

    changed(&rollout, |guest| guest.paid = Some(Paid::Cash)).await;
    assert_eq!(rollout.stored().await["paid"], m([("type", s("cash"))]));
}

#[tokio::test]
async fn what_is_taken_out_of_the_rest_stays_and_what_is_put_in_is_stored() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let rest = BTreeMap::from([("seat".to_owned(), Document::from("window"))]);
    let arrival = Arrival {
        by: "bus".to_owned(),
        rest,
    };
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    guest.arrival = Some(arrival);

    rollout.older.save(&guest).await.unwrap();

    let expected = [("by", s("bus")), ("platform", n(3)), ("seat", s("window"))];
    assert_eq!(rollout.stored().await["arrival"], m(expected));
}

#[tokio::test]
async fn what_is_longer_than_an_update_is_saved_all_the_same() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let rest = (0..900).map(|number| (format!("stop {number}"), Document::from(number)));
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    guest.arrival = Some(Arrival {
        by: "bus".to_owned(),
        rest: rest.collect(),
    });

    rollout.older.save(&guest).await.unwrap();

    let stored = rollout.stored().await;
    let arrival = stored["arrival"].as_m().unwrap();
    assert_eq!(arrival.len(), 902);
    assert_eq!(arrival["platform"], n(3));
    assert_eq!(stored["stay"].as_m().unwrap()["breakfast"], s("late"));
}

#[tokio::test]
async fn an_upsert_keeps_what_is_there_and_makes_what_is_not() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    guest.stay = Some(room_18());

    rollout.older.upsert(&guest).await.unwrap();
    let stay = rollout.stored().await["stay"].clone();
    assert_eq!(stay.as_m().unwrap()["breakfast"], s("late"));

    rollout.newer.delete("ada").await.unwrap();
    let upserted = rollout.older.upsert(&guest).await.unwrap();
    assert_eq!(upserted, guest);
    assert_eq!(
        rollout.stored().await["stay"],
        m([("room", m([("number", s("18"))]))])
    );
}

#[tokio::test]
async fn a_save_in_a_transaction_keeps_what_is_unknown_and_makes_what_is_absent() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    guest.stay = Some(room_18());
    let db = older(&rollout.bed.db);

    db.transaction()
        .and(rollout.older.save(&guest))
        .await
        .unwrap();
    let stay = rollout.stored().await["stay"].clone();
    assert_eq!(stay.as_m().unwrap()["breakfast"], s("late"));

    changed(&rollout, |guest| guest.stay = None).await;
    db.transaction()
        .and(rollout.older.save(&guest))
        .await
        .unwrap();
    assert_eq!(
        rollout.stored().await["stay"],
        m([("room", m([("number", s("18"))]))])
    );
}

#[tokio::test]
async fn a_condition_of_the_callers_is_told_from_what_the_save_relies_on() {
    let rollout = Rollout::new().await;
    rollout.newer.create(newer_guest()).await.unwrap();
    let mut guest = rollout.older.get("ada").await.unwrap().unwrap();
    guest.stay = Some(room_18());

    let save = rollout.older.save(&guest);
    let error = save.only_if(guest::name().eq("Eve")).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert!(!rollout.stored().await.contains_key("stay"));

    let save = rollout.older.save(&guest);
    save.only_if(guest::name().eq("Ada")).await.unwrap();
    assert!(rollout.stored().await.contains_key("stay"));

    rollout.newer.delete("ada").await.unwrap();
    let error = rollout.older.save(&guest).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn with_guards_and_versions_it_is_the_same() {
    let bed = Bed::with(HANDLES).await;
    let handles = Handles::new(&bed.db);
    let new = NewHandle {
        name: "ada".to_owned(),
    };
    let mut handle = handles.create(new.lodging(lodging(1))).await.unwrap();
    let key = [("id", s(handle.id))];
    let mut item = stored(&bed.db, "handles", key.clone()).await.unwrap();
    let inside = |number: u8| {
        [
            ("street", s("Elm")),
            ("number", n(number)),
            ("added", s("kept")),
        ]
    };
    item.insert("lodging".to_owned(), m(inside(1)));
    raw_put(&bed.db, "handles", item).await;
    // The first leaves the guards alone, the second changes them.
    for (number, name) in [(2, "ada"), (3, "countess")] {
        handle.name = name.to_owned();
        handle.lodging = Some(lodging(number));
        handle = handles.save(&handle).await.unwrap();
        let stored = stored(&bed.db, "handles", key.clone()).await.unwrap();
        assert_eq!(stored["lodging"], m(inside(number)), "{name}");
    }
    handle.lodging = None;
    handle = handles.save(&handle).await.unwrap();
    handle.name = "ada".to_owned();
    handle.lodging = Some(lodging(4));
    handle = handles.save(&handle).await.unwrap();
    assert_eq!(handle.lodging, Some(lodging(4)));
}

fn lodging(number: u8) -> Lodging {
    Lodging {
        street: "Elm".to_owned(),
        number: Some(number.into()),
    }
}

/// The older version behind a proxy, which counts and fails its requests.
async fn proxied() -> (Proxied, Guests) {
    let bed = Proxied::with(NEWER).await;
    let newer = NewerGuests::new(&bed.direct);
    newer
        .create(newer_guest().stay(newer_stay()))
        .await
        .unwrap();
    let guests = Guests::new(&older(&bed.db));
    (bed, guests)
}

#[tokio::test]
async fn after_a_lost_response_whose_work_it_is_cannot_be_told() {
    let (bed, guests) = proxied().await;
    let mut guest = guests.get("ada").await.unwrap().unwrap();
    guest.name = "Ada L.".to_owned();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutAfter);

    let save = guests.save(&guest).only_if(guest::name().eq("Ada"));

    let error = save.await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(guests.get("ada").await.unwrap(), Some(guest));
}

#[tokio::test]
async fn a_save_takes_one_request_where_everything_is_there() {
    let (bed, guests) = proxied().await;
    let mut guest = guests.get("ada").await.unwrap().unwrap();

    guests.save(&guest).await.unwrap();
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 1);

    guest.empty = Some(Nothing {});
    guests.save(&guest).await.unwrap();
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 3);
    assert_eq!(bed.proxy.counts().requests_of(Operation::GetItem), 1);
}
