//! Keys that other programs have stored, in the form that is declared and in others.

mod between;
mod bulk;
mod declared;
mod indexes;
mod reading;
mod relations;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::model::TableDescriptor;
use dynamite::{Client, Timestamp, Uuid};
use dynamite_sample::models::tables;

use crate::support::{item, n, raw_put, s};

static FLEET: &[&TableDescriptor] = &[
    &tables::VEHICLES,
    &tables::TRIPS,
    &tables::DRIVERS,
    &tables::LICENCES,
    &tables::SHIFTS,
    &tables::TOLLS,
    &tables::REFILLS,
    &tables::WASHES,
    &tables::FINES,
    &tables::BEEPS,
];

fn team() -> Uuid {
    Uuid::from_u128(0x0191_abcd_6789_7abc_8def_0123_4567_89ab)
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Stores a shift under this key, noted as `late`.
async fn raw_shift(db: &Client, team: impl ToString, begins_at: &str, hours: u32) {
    let shift = item([
        ("team", s(team)),
        ("begins_at", s(begins_at)),
        ("note", s("late")),
        ("hours", n(hours)),
    ]);
    raw_put(db, "shifts", shift).await;
}

/// One shift as it is written, of one hour, and others of more whose keys have another form.
async fn shifts_of_others(db: &Client) {
    raw_shift(db, team(), "2024-02-29T12:34:56.000Z", 1).await;
    raw_shift(db, team(), "2024-02-29T12:34:56Z", 2).await;
    raw_shift(db, team(), "2024-02-29T14:34:56.000+02:00", 3).await;
    let capitals = team().to_string().to_uppercase();
    raw_shift(db, capitals, "2024-02-29T12:34:56.000Z", 4).await;
}

fn bytes(id: Uuid) -> AttributeValue {
    crate::support::b(id.as_bytes())
}
