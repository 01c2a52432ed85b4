//! A form that is declared is written and read, and every operation finds its items.

use dynamite::{Timestamp, Ulid, Uuid};
use dynamite_sample::models::{
    Beeps, Fines, NewBeep, NewFine, NewRefill, NewTrip, NewVehicle, NewWash, Refills, Trips,
    Vehicles, Washes, trip, vehicle,
};

use super::{FLEET, bytes, team, time};
use crate::support::{Bed, Item, item, n, raw_put, s, stored, stored_all};

/// What another program has stored is found by every operation that names it, and is never
/// stored twice.
macro_rules! every_operation_finds {
    ($bed:expr, $repository:ident, $table:literal, $item:expr) => {{
        let (db, raw): (_, Item) = (&$bed.db, $item);
        let items = $repository::new(db);
        raw_put(db, $table, raw.clone()).await;
        let read = items.scan().all().await.unwrap();
        let [item] = &read[..] else {
            panic!("{read:?}");
        };
        assert_eq!(items.get(item).await.unwrap().as_ref(), Some(item));
        assert_eq!(items.get_many([item]).await.unwrap(), [Some(item.clone())]);
        items.save(item).await.unwrap();
        items.replace(item).await.unwrap();
        items.upsert(item).await.unwrap();
        items.put_many([item.clone()]).await.unwrap();
        let keys = |item: &Item| {
            let keys = item.iter().filter(|(name, _)| raw.contains_key(*name));
            let keys = keys.map(|(name, value)| (name.clone(), value.clone()));
            keys.collect::<Item>()
        };
        let all = stored_all(db, $table).await;
        let all: Vec<_> = all.iter().map(keys).collect();
        assert_eq!(all, std::slice::from_ref(&raw));
        assert_eq!(
            items.delete(item).return_old().await.unwrap().as_ref(),
            Some(item)
        );
        raw_put(db, $table, raw.clone()).await;
        items.delete_many([item]).await.unwrap();
        assert!(stored_all(db, $table).await.is_empty());
    }};
}

#[tokio::test]
async fn every_operation_finds_keys_in_their_declared_forms() {
    let bed = Bed::with(FLEET).await;
    let upper = team().to_string().to_uppercase();
    let lower = Ulid::from_parts(1_700_000_000_123, 42)
        .to_string()
        .to_lowercase();
    for at in [
        "2024-02-29T14:34:56+02:00",
        "2024-02-29T14:34:56.000001+02:00",
    ] {
        let raw = item([("vehicle", s(&upper)), ("started_at", s(at))]);
        every_operation_finds!(bed, Trips, "trips", raw);
    }
    for at in ["2024-02-29T12:34:56", "2024-02-29T12:34:56.789012"] {
        let raw = item([("station", bytes(team())), ("at", s(at))]);
        every_operation_finds!(bed, Refills, "refills", raw);
    }
    let raw = item([("hall", s(&lower)), ("at", s("2024-02-29T12:34:56Z"))]);
    every_operation_finds!(bed, Washes, "washes", raw);
    let raw = item([
        ("issued_at", s("1709210096")),
        ("at", s("2024-02-29T12:34:56.000001Z")),
    ]);
    every_operation_finds!(bed, Fines, "fines", raw);
    let raw = item([("sent_at", n(1_709_210_096_789_i64)), ("heard_at", s("-1"))]);
    every_operation_finds!(bed, Beeps, "beeps", raw);
}

/// A time that no form keeps all of.
const FINE: &str = "2024-02-29T12:34:56.789012345Z";

#[tokio::test]
async fn create_returns_what_get_returns() {
    let bed = Bed::with(FLEET).await;
    let (id, time) = (team(), time(FINE));
    macro_rules! is_settled {
        ($repository:ident, $new:expr) => {{
            let items = $repository::new(&bed.db);
            let created = items.create($new).await.unwrap();
            assert_eq!(items.get(&created).await.unwrap(), Some(created.clone()));
            created
        }};
    }
    let (vehicle, started_at) = (id, time);
    let made = is_settled!(
        Trips,
        NewTrip {
            vehicle,
            started_at
        }
    );
    assert_eq!(made.started_at, super::time("2024-02-29T12:34:56.789012Z"));
    let made = is_settled!(
        Refills,
        NewRefill {
            station: id,
            at: time
        }
    );
    assert_eq!(made.at, super::time("2024-02-29T12:34:56.789012Z"));
    let hall = Ulid::from_parts(1, 2);
    let made = is_settled!(Washes, NewWash { hall, at: time });
    assert_eq!(made.at, super::time("2024-02-29T12:34:56Z"));
    let made = is_settled!(
        Fines,
        NewFine {
            issued_at: time,
            at: time
        }
    );
    assert_eq!(made.issued_at, super::time("2024-02-29T12:34:56Z"));
    let made = is_settled!(
        Beeps,
        NewBeep {
            sent_at: time,
            heard_at: time
        }
    );
    assert_eq!(made.heard_at, super::time("2024-02-29T12:34:56.789Z"));
    is_settled!(Vehicles, new_vehicle(time));
}

fn new_vehicle(time: Timestamp) -> dynamite_sample::models::VehicleDraft {
    let new = NewVehicle {
        plate: "B-DY 1".to_owned(),
    };
    new.id(team())
        .depot(Ulid::from_parts(1_700_000_000_123, 42))
        .key_card(Uuid::from_bytes([7; 16]))
        .inspected_at(time)
        .serviced_at(time)
        .bought_at(time)
}

#[tokio::test]
async fn every_field_is_stored_in_its_form() {
    let bed = Bed::with(FLEET).await;
    let vehicles = Vehicles::new(&bed.db);
    let made = vehicles.create(new_vehicle(time(FINE))).await.unwrap();
    vehicles.delete(&made).await.unwrap();

    let key = [("id", s(team().to_string().to_uppercase()))];
    let stored = stored(&bed.db, "vehicles", key).await.unwrap();
    for (name, value) in [
        ("depot", s("01hf7yat3v000000000000001a")),
        ("key_card", bytes(Uuid::from_bytes([7; 16]))),
        ("inspected_at", s("2024-02-29T12:34:56.789012+00:00")),
        ("serviced_at", s("1709210096")),
        ("bought_at", s("1709210096789")),
    ] {
        assert_eq!(stored[name], value, "{name}");
    }
    for (name, end) in [
        ("created_at", ""),
        ("updated_at", "Z"),
        ("retired_at", "-05:30"),
    ] {
        let text = stored[name].as_s().unwrap();
        let digits = text.strip_suffix(end).and_then(|it| it.get(19..));
        assert!(
            digits.is_some_and(|it| it.is_empty() || it.len() == 7),
            "{name}: {text}"
        );
    }
    let read = vehicles.get(&made).with_deleted().await.unwrap().unwrap();
    assert_eq!(read.inspected_at, made.inspected_at);
    assert!(read.retired_at.is_some());
    assert!(vehicles.get(&made).await.unwrap().is_none());
}

#[tokio::test]
async fn outside_of_keys_other_forms_are_read() {
    let bed = Bed::with(FLEET).await;
    let vehicle = item([
        ("id", s(team().to_string().to_uppercase())),
        ("plate", s("B-DY 1")),
        ("depot", s("01HF7YAT3V000000000000001A")),
        ("inspected_at", s("2024-02-29T12:34:56.5-03:00")),
        ("serviced_at", s("1709210096.5")),
        ("created_at", s("2024-02-29T12:34:56.5Z")),
        ("updated_at", s("2024-02-29 12:34:56+01:00")),
    ]);
    raw_put(&bed.db, "vehicles", vehicle).await;

    let read = Vehicles::new(&bed.db).get(team()).await.unwrap().unwrap();

    assert_eq!(read.depot, Some(Ulid::from_parts(1_700_000_000_123, 42)));
    assert_eq!(read.inspected_at, Some(time("2024-02-29T15:34:56.5Z")));
    assert_eq!(read.serviced_at, Some(time("2024-02-29T12:34:56Z")));
    assert_eq!(read.created_at, time("2024-02-29T12:34:56.5Z"));
    assert_eq!(read.updated_at, time("2024-02-29T11:34:56Z"));
}

#[tokio::test]
async fn sort_keys_in_declared_forms_have_ranges_and_conditions() {
    let bed = Bed::with(FLEET).await;
    let trips = Trips::new(&bed.db);
    let at = |micros: i64| Timestamp::from_microsecond(1_709_210_096_000_000 + micros).unwrap();
    for micros in [-1, 0, 1, 500_000, 1_000_000] {
        let (vehicle, started_at) = (team(), at(micros));
        trips
            .create(NewTrip {
                vehicle,
                started_at,
            })
            .await
            .unwrap();
    }

    let range = trips.query(team()).sort_between(at(0), at(500_000));
    let found: Vec<_> = range
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.started_at)
        .collect();
    assert_eq!(found, [at(0), at(1), at(500_000)]);
    let late = trip::vehicle().eq(team()).and(trip::started_at().gt(at(1)));
    assert_eq!(trips.find(late).count().await.unwrap(), 2);
    let vehicles = Vehicles::new(&bed.db);
    let made = vehicles.create(new_vehicle(at(1))).await.unwrap();
    for (inspected_at, expected) in [(at(1), vec![made]), (at(0), vec![])] {
        let by_text = vehicle::inspected_at().eq(inspected_at);
        assert_eq!(vehicles.find(by_text).scan().all().await.unwrap(), expected);
    }
}
