//! What requests consume, summed over those that somebody wants to know about.

use dynamite::client::{CapacityMeter, Consumed};
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewReservation, Reservations, Users, reservation, tables};
use dynamite_testkit::Fault;

use crate::support::{Bed, Proxied, USERS, new_user};

static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

fn read(units: f64) -> Consumed {
    Consumed {
        read_units: units,
        write_units: 0.0,
    }
}

fn written(units: f64) -> Consumed {
    Consumed {
        read_units: 0.0,
        write_units: units,
    }
}

fn new_reservation(number: i64) -> NewReservation {
    NewReservation {
        number,
        sku: "cup".to_owned(),
        expires_at: "2030-01-01T00:00:00Z".parse().unwrap(),
    }
}

#[tokio::test]
async fn reads_and_writes_are_summed() {
    let bed = Bed::with(RESERVATIONS).await;
    let meter = CapacityMeter::new();
    let metered = Reservations::new(&bed.db.clone().with_capacity_meter(&meter));
    let others = Reservations::new(&bed.db);

    others.create(new_reservation(1)).await.unwrap();
    assert_eq!((meter.total(), meter.requests()), (Consumed::default(), 0));

    metered.create(new_reservation(2)).await.unwrap();
    let update = metered.update(2).set(reservation::quantity(), 3);
    update.await.unwrap();
    metered.delete(2).await.unwrap();
    assert_eq!((meter.total(), meter.requests()), (written(3.0), 3));

    metered.get(1).await.unwrap();
    metered.get(1).consistent().await.unwrap();
    assert_eq!(meter.of_operation("GetItem"), read(1.5));
    metered.get_many([1, 2]).consistent().await.unwrap();
    metered.scan().all().await.unwrap();
    let batch = [3, 4, 5].map(new_reservation).map(|new| metered.build(new));
    metered.put_many(batch).await.unwrap();

    assert_eq!(meter.of_operation("BatchWriteItem"), written(3.0));
    let total = meter.total();
    // Engines differ in what a key without an item costs in a batch.
    assert!(total.read_units >= 3.0, "{total:?}");
    assert_eq!(
        total,
        Consumed {
            write_units: 6.0,
            ..total
        }
    );
    assert_eq!(meter.of_table("shop.reservations"), total);
    assert_eq!(meter.of_table("users"), Consumed::default());
    assert_eq!(meter.requests(), 8);
}

#[tokio::test]
async fn a_transaction_counts_for_each_of_its_tables() {
    let bed = Bed::with(RESERVATIONS).await;
    bed.db.sync(USERS).await.unwrap();
    let meter = CapacityMeter::new();
    let db = bed.db.clone().with_capacity_meter(&meter);
    let reservations = Reservations::new(&db);
    let transaction = db
        .transaction()
        .and(reservations.create(new_reservation(1)))
        .and(Users::new(&db).create(new_user("ada")));
    transaction.commit().await.unwrap();
    let (reservation,) = db.transact_get((reservations.get(1),)).await.unwrap();
    assert_eq!(reservation.unwrap().number, 1);

    // At least: DynamoDB Local counts four write units where AWS counts two.
    let of_reservations = meter.of_table("shop.reservations");
    assert_eq!(meter.of_operation("TransactGetItems"), read(2.0));
    assert!(of_reservations.write_units >= 2.0, "{of_reservations:?}");
    let of_users = meter.of_table("users");
    assert!(of_users.write_units >= 2.0, "{of_users:?}");
    assert_eq!(meter.requests(), 2);
}

#[tokio::test]
async fn meters_nest_and_a_prefix_is_part_of_the_name() {
    let bed = Bed::empty().await;
    let (job, step) = (CapacityMeter::new(), CapacityMeter::new());
    let db = bed.db.with_table_prefix("t1-").with_capacity_meter(&job);
    db.sync(RESERVATIONS).await.unwrap();
    Reservations::new(&db)
        .create(new_reservation(1))
        .await
        .unwrap();
    let within = Reservations::new(&db.with_capacity_meter(&step));
    within.create(new_reservation(2)).await.unwrap();
    assert_eq!(step.total(), written(1.0));
    assert_eq!(job.of_table("t1-shop.reservations"), written(2.0));
}

#[tokio::test]
async fn an_answer_that_never_came_is_not_counted_twice() {
    let bed = Proxied::with(RESERVATIONS).await;
    let meter = CapacityMeter::new();
    let db = bed.db.clone().with_capacity_meter(&meter);
    bed.proxy.on_any().fail(Fault::CutBefore);
    let reservations = Reservations::new(&db);
    reservations.create(new_reservation(1)).await.unwrap();
    assert_eq!(bed.proxy.log().len(), 2);
    assert_eq!((meter.total(), meter.requests()), (written(1.0), 1));
}
