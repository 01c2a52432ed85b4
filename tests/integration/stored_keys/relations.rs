//! Relations over foreign keys that are stored in another form, and over keys in declared forms.

use dynamite::{Ulid, Uuid};
use dynamite_sample::models::{
    Driver, Drivers, NewDriver, NewVehicle, Trip, Trips, Vehicle, Vehicles, driver, trip, vehicle,
};

use super::{FLEET, team};
use crate::support::{Bed, item, raw_put, s};

fn driver_id(number: u64) -> Ulid {
    Ulid::from_parts(1_700_000_000_000 + number, 7)
}

/// A trip whose driver is stored as this text.
async fn raw_trip(bed: &Bed, vehicle: Uuid, minute: u8, driver: impl ToString) {
    let trip = item([
        ("vehicle", s(vehicle.to_string().to_uppercase())),
        ("started_at", s(format!("2024-02-29T10:0{minute}:00+02:00"))),
        ("driver", s(driver)),
        ("ended_at", s("2024-02-29T12:34:56.000Z")),
    ]);
    raw_put(&bed.db, "trips", trip).await;
}

async fn drivers(bed: &Bed) {
    for (number, name) in [(1, "ada"), (2, "bob")] {
        let new = NewDriver {
            name: name.to_owned(),
        };
        Drivers::new(&bed.db)
            .create(new.id(driver_id(number)))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_item_belongs_to_the_one_that_its_foreign_key_means() {
    let bed = Bed::with(FLEET).await;
    drivers(&bed).await;
    raw_trip(&bed, team(), 1, driver_id(1)).await;
    raw_trip(&bed, team(), 2, driver_id(1).to_string().to_lowercase()).await;
    raw_trip(&bed, team(), 3, driver_id(2).to_string().to_lowercase()).await;
    raw_trip(&bed, team(), 4, driver_id(2)).await;
    raw_trip(&bed, team(), 5, driver_id(3).to_string().to_lowercase()).await;

    let trips = Trips::new(&bed.db).query(team()).include(trip::of_driver());
    let read: Vec<(Trip, Option<Driver>)> = trips.all().await.unwrap();

    let names: Vec<_> = read
        .iter()
        .map(|(_, it)| it.as_ref().map(|it| &*it.name))
        .collect();
    assert_eq!(
        names,
        [Some("ada"), Some("ada"), Some("bob"), Some("bob"), None]
    );
}

#[tokio::test]
async fn an_index_gives_what_is_stored_as_the_key_and_nothing_to_others() {
    let bed = Bed::with(FLEET).await;
    drivers(&bed).await;
    raw_trip(&bed, team(), 1, driver_id(1)).await;
    raw_trip(&bed, team(), 2, driver_id(1).to_string().to_lowercase()).await;
    raw_trip(&bed, team(), 3, driver_id(2)).await;

    let drivers = Drivers::new(&bed.db);
    let read = drivers
        .get_many([driver_id(1), driver_id(2)])
        .include(driver::trips());
    let read: Vec<Option<(Driver, Vec<Trip>)>> = read.await.unwrap();

    let mut found = Vec::new();
    for (driver, trips) in read.into_iter().flatten() {
        assert!(trips.iter().all(|trip| trip.driver == Some(driver.id)));
        found.push(trips.len());
    }
    // In the index, the trip under the other text is in a partition of its own.
    assert_eq!(found, [1, 1]);
}

#[tokio::test]
async fn keys_in_declared_forms_are_related() {
    let bed = Bed::with(FLEET).await;
    let vehicles = Vehicles::new(&bed.db);
    let ids = [team(), Uuid::from_u128(u128::MAX - 1)];
    for (id, plate) in ids.into_iter().zip(["one", "two"]) {
        let new = NewVehicle {
            plate: plate.to_owned(),
        };
        vehicles.create(new.id(id)).await.unwrap();
    }
    raw_trip(&bed, ids[0], 1, driver_id(1)).await;
    raw_trip(&bed, ids[1], 2, driver_id(1)).await;
    raw_trip(&bed, ids[0], 3, driver_id(1)).await;

    let read = vehicles.get_many(ids).include(vehicle::trips());
    let read: Vec<Option<(Vehicle, Vec<Trip>)>> = read.await.unwrap();
    let read: Vec<_> = read.into_iter().flatten().collect();
    let trips: Vec<_> = read.iter().map(|(_, trips)| trips.len()).collect();
    assert_eq!(trips, [2, 1]);

    let read = Trips::new(&bed.db).scan().include(trip::of_vehicle()).all();
    let read: Vec<(Trip, Option<Vehicle>)> = read.await.unwrap();
    assert_eq!(read.len(), 3);
    assert!(
        read.iter()
            .all(|(trip, vehicle)| vehicle.as_ref().map(|it| it.id) == Some(trip.vehicle))
    );
}

#[tokio::test]
async fn a_related_item_whose_key_has_another_form_is_bad() {
    let bed = Bed::with(FLEET).await;
    let vehicles = Vehicles::new(&bed.db);
    let new = NewVehicle {
        plate: "one".to_owned(),
    };
    vehicles.create(new.id(team())).await.unwrap();
    let trip = item([
        ("vehicle", s(team().to_string().to_uppercase())),
        ("started_at", s("2024-02-29T10:00:00.000+02:00")),
    ]);
    raw_put(&bed.db, "trips", trip).await;
    raw_trip(&bed, team(), 1, driver_id(1)).await;

    let read = || vehicles.scan().include(vehicle::trips());
    let error = read().all().await.unwrap_err();
    assert!(error.to_string().contains("which is written as"), "{error}");
    let skipped = vehicles.scan().include(vehicle::trips().skip_bad());
    let read: Vec<(Vehicle, Vec<Trip>)> = skipped.all().await.unwrap();
    assert_eq!(read[0].1.len(), 1);
}

#[tokio::test]
async fn a_pair_whose_key_has_another_form_is_bad_with_and_without_it() {
    let bed = Bed::with(FLEET).await;
    drivers(&bed).await;
    let vehicles = Vehicles::new(&bed.db);
    let upper = team().to_string().to_uppercase();
    for (id, plate) in [(team(), "one"), (Uuid::from_u128(u128::MAX), "two")] {
        let new = NewVehicle {
            plate: plate.to_owned(),
        };
        vehicles.create(new.id(id)).await.unwrap();
    }
    let other = Uuid::from_u128(u128::MAX).to_string();
    for vehicle in [&upper, &other] {
        let licence = item([("driver", s(driver_id(1))), ("vehicle", s(vehicle))]);
        raw_put(&bed.db, "licences", licence).await;
    }
    let drivers = Drivers::new(&bed.db);

    let read = || drivers.get_many([driver_id(1)]);
    let alone = read().include(driver::vehicles()).await.unwrap_err();
    let joined = read().include(driver::vehicles().with_join());
    let joined = joined.await.unwrap_err();
    for error in [alone, joined] {
        let text = error.to_string();
        assert!(text.contains("Licence") && text.contains(&other), "{text}");
        assert!(text.contains("which is written as"), "{text}");
    }
    let skipped = read().include(driver::vehicles().skip_bad());
    let read: Vec<Option<(Driver, Vec<Vehicle>)>> = skipped.await.unwrap();
    let plates = read[0].iter().flat_map(|(_, vehicles)| vehicles);
    let plates: Vec<_> = plates.map(|it| &*it.plate).collect();
    assert_eq!(plates, ["one"]);
}
