//! What goes wrong in the night.

use std::mem::{Discriminant, discriminant};
use std::sync::Mutex;

use aws_sdk_dynamodb::types::TimeToLiveStatus;
use dynamite::model::TableDescriptor;
use dynamite::{Client, ErrorKind, Timestamp};
use dynamite_sample::models::{NewReservation, Reservations, User, Users, tables, user};
use dynamite_testkit::{Fault, Operation};

use crate::port;
use crate::support::{
    Bed, Proxied, USERS, ada, item, n, new_user, s, stored, stored_all, user_key,
};

static RESERVATIONS: &[&TableDescriptor] = &[&tables::SHOP_RESERVATIONS];

fn new_reservation(number: i64) -> NewReservation {
    NewReservation {
        number,
        sku: "cup".to_owned(),
        expires_at: "2030-01-01T00:00:00Z".parse().unwrap(),
    }
}

/// How many requests it takes to write sixty items.
async fn requests_for_sixty(write: impl AsyncFn(&Client)) -> u64 {
    let bed = Proxied::with(RESERVATIONS).await;
    write(&bed.db).await;
    assert_eq!(stored_all(&bed.direct, "shop.reservations").await.len(), 60);
    bed.proxy.counts().all_requests()
}

#[tokio::test]
async fn twenty_five_writes_are_one_request() {
    let ours = async |db: &Client| {
        let reservations = Reservations::new(db);
        let items = (0..60).map(|number| reservations.build(new_reservation(number)));
        reservations
            .put_many(items.collect::<Vec<_>>())
            .await
            .unwrap();
    };
    let theirs = async |db: &Client| {
        let items = (0..60).map(|number| item([("number", n(number))]));
        port::put_each(db, "shop.reservations", items.collect()).await;
    };
    assert_eq!(requests_for_sixty(ours).await, 3);
    assert_eq!(requests_for_sixty(theirs).await, 60);
}

/// Whether somebody asked what became of the table after it was made.
fn waited(bed: &Proxied) -> bool {
    let log = bed.proxy.log();
    let made = log
        .iter()
        .position(|it| it.operation == Operation::CreateTable);
    log[made.unwrap()..]
        .iter()
        .any(|it| it.operation == Operation::DescribeTable)
}

#[tokio::test]
async fn a_table_that_is_made_is_waited_for() {
    let bed = Proxied::empty().await;
    bed.db.sync(USERS).await.unwrap();
    assert!(waited(&bed));

    let bed = Proxied::empty().await;
    port::created_table(&bed.db, "users").await;
    assert!(!waited(&bed));
}

async fn expires(db: &Client, table: &str) -> bool {
    let described = db
        .sdk()
        .describe_time_to_live()
        .table_name(table)
        .send()
        .await;
    let description = described.unwrap().time_to_live_description;
    let status = description.and_then(|it| it.time_to_live_status);
    matches!(
        status,
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
    )
}

#[tokio::test]
async fn a_declared_time_to_live_is_turned_on() {
    let bed = Bed::with(RESERVATIONS).await;
    assert!(expires(&bed.db, "shop.reservations").await);

    let bed = Bed::empty().await;
    port::created_table(&bed.db, "shop.reservations").await;
    assert!(!expires(&bed.db, "shop.reservations").await);
}

#[tokio::test]
async fn clients_live_side_by_side() {
    let (mine, yours) = (Bed::with(USERS).await, Bed::with(USERS).await);
    let my_users = Users::new(&mine.db);
    let your_users = Users::new(&yours.db);
    my_users.create(new_user("ada")).await.unwrap();
    assert_eq!(stored_all(&mine.db, "users").await.len(), 1);
    assert_eq!(your_users.scan().all().await.unwrap(), []);

    let client: port::Global = Mutex::default();
    port::connected(&client, &mine.db);
    port::connected(&client, &yours.db);
    let mine_again = client.lock().unwrap().clone().unwrap();
    assert_eq!(stored_all(&mine_again, "users").await.len(), 0);
}

#[tokio::test]
async fn the_updated_time_of_what_is_returned_is_that_which_is_stored() {
    let bed = Bed::with(USERS).await;
    let ada = ada(&bed.db).await;
    let time: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
    let later = s("2030-01-01T00:00:00.000Z");
    let users = Users::new(&bed.db.clone().with_clock(move || time));
    let before = stored(&bed.db, "users", user_key(&ada)).await.unwrap();

    let updated = users
        .update(&ada)
        .set(user::name(), "Ada L.")
        .await
        .unwrap();
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!((updated.updated_at, &item["updated_at"]), (time, &later));
    let saved = users.save(&ada).await.unwrap();
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_eq!((saved.updated_at, &item["updated_at"]), (time, &later));

    // What was read is what is stored, time and all.
    port::saved(&bed.db, "users", before).await;
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert_ne!(item["updated_at"], later);
}

/// Whether the errors of creating what is there, and of a table without capacity, differ in kind.
async fn kinds_differ<E>(create: impl AsyncFn(&Client, &User) -> Result<(), E>) -> bool
where
    E: Kind,
{
    let bed = Proxied::with(USERS).await;
    let ada = ada(&bed.direct).await;
    let exists = create(&bed.db, &ada).await.unwrap_err();
    bed.proxy
        .on(Operation::PutItem)
        .always()
        .fail(Fault::Throttling);
    let throttled = create(&bed.db, &ada).await.unwrap_err();
    exists.kind() != throttled.kind()
}

trait Kind: std::fmt::Debug {
    type Kinds;

    fn kind(&self) -> Discriminant<Self::Kinds>;
}

impl Kind for dynamite::Error {
    type Kinds = ErrorKind;

    fn kind(&self) -> Discriminant<ErrorKind> {
        discriminant(Self::kind(self))
    }
}

impl Kind for port::Problem {
    type Kinds = Self;

    fn kind(&self) -> Discriminant<Self> {
        discriminant(self)
    }
}

#[tokio::test]
async fn errors_are_told_apart_without_reading_them() {
    let ours = async |db: &Client, user: &User| Users::new(db).insert(user).await.map(drop);
    let theirs = async |db: &Client, user: &User| port::created(db, "users", &s(user.id)).await;
    assert!(kinds_differ(ours).await);
    assert!(!kinds_differ(theirs).await);
}
