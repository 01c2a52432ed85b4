//! What is created is what is read: both transports agree with the draft.

use std::collections::{BTreeMap, BTreeSet};

use dynamite::types::Document;
use dynamite::{Timestamp, dec};
use dynamite_sample::models::{Finding, NewSpecimen, SpecimenDraft, SpecimenState, Specimens};
use dynamite_sample::money::Cents;
use dynamite_testkit::{Fault, Operation};

use super::specimen::container;
use super::{SPECIMENS, specimen};
use crate::support::{Bed, Proxied, raw_put, s, stored};

/// Creates, which is known for its own work when it is repeated, and reads in every way there is.
async fn is_read_as_created(new: impl Into<SpecimenDraft>) {
    let bed = Proxied::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    bed.proxy.on(Operation::PutItem).fail(Fault::CutAfter);
    let created = specimens.create(new).await.unwrap();
    let got = specimens.get(created.id).await.unwrap().unwrap();
    assert_eq!(got, created, "get");
    let scanned = specimens.scan().all().await.unwrap();
    assert_eq!(scanned, std::slice::from_ref(&created));
    assert_eq!(specimens.save(&created).await.unwrap(), created, "save");
    let replaced = specimens.replace(&created).await.unwrap();
    assert_eq!(replaced.item, created, "replace");
    assert_eq!(replaced.old.unwrap().decode(), Ok(created.clone()), "old");
    assert_eq!(specimens.update(&created).await.unwrap(), created, "update");
    assert_eq!(
        specimens.delete(&created).return_old().await.unwrap(),
        Some(created)
    );
}

fn greatest(it: &mut NewSpecimen) {
    const WIDEST: i128 = 99_999_999_999_999_999_999_999_999_999_999_999_999;
    it.label = "\u{10ffff}\0\"\\ü\u{2028}".to_owned();
    it.shelf = i8::MAX;
    it.offset_mm = i16::MAX;
    it.depth_m = i32::MAX;
    it.position_um = i64::MAX;
    it.serial = WIDEST;
    it.vials = u8::MAX;
    it.batch = u16::MAX;
    it.technician = u32::MAX;
    it.barcode = u64::MAX;
    it.fingerprint = WIDEST.unsigned_abs();
    it.acidity = f32::MAX;
    it.mass = 9.99e125;
    it.volume = dec!(9.9999999999999999999999999999999999999e125);
    it.photo = (0..=255).collect();
    it.series = dynamite::Ulid(u128::MAX);
    it.collected_at = "9999-12-30T22:00:00Z".parse().unwrap();
    it.received_at = it.collected_at;
    it.measured_at = it.collected_at;
    it.harvested_on = "9999-12-31".parse().unwrap();
    it.cost = Cents(i64::MAX);
}

fn least(it: &mut NewSpecimen) {
    it.label = String::new();
    it.sealed = false;
    it.shelf = i8::MIN;
    it.offset_mm = i16::MIN;
    it.depth_m = i32::MIN;
    it.position_um = i64::MIN;
    it.serial = -99_999_999_999_999_999_999_999_999_999_999_999_999;
    it.acidity = f32::from_bits(1);
    it.mass = -1e-130;
    it.volume = dec!(-9.9999999999999999999999999999999999999e125);
    it.photo = Vec::new();
    it.series = dynamite::Ulid(0);
    it.collected_at = "0000-01-01T00:00:00Z".parse().unwrap();
    it.received_at = Timestamp::from_second(-1).unwrap();
    it.measured_at = Timestamp::from_millisecond(-1).unwrap();
    it.harvested_on = "0000-01-01".parse().unwrap();
    it.raw = Document::Map(BTreeMap::new());
    it.cost = Cents(0);
}

#[tokio::test]
async fn the_greatest_values_come_back() {
    is_read_as_created(specimen(greatest)).await;
}

#[tokio::test]
async fn the_least_values_come_back() {
    is_read_as_created(specimen(least)).await;
}

#[tokio::test]
async fn decimals_keep_38_digits_and_no_scale() {
    let exact = dec!(1234567890123456789.0123456789012345678);
    is_read_as_created(specimen(|it| it.volume = exact)).await;
    is_read_as_created(specimen(|it| it.volume = dec!(1.10))).await;
    is_read_as_created(specimen(|it| it.volume = dec!(-1e-130))).await;
}

#[tokio::test]
async fn times_are_cut_to_what_is_stored_when_they_are_given() {
    let moment: Timestamp = "2024-02-29T12:34:56.789999999Z".parse().unwrap();
    let mut inner = container("glass");
    inner.sealed_at = Some(moment);
    let new = specimen(|it| {
        it.collected_at = moment;
        it.received_at = moment;
        it.measured_at = moment;
        it.container = inner.clone();
        it.finding = Finding::Positive {
            agent: "x".to_owned(),
            load: 1.0,
            seen_at: moment,
        };
    });
    let draft = new.checks(vec![moment]).fragments(vec![inner]);
    is_read_as_created(draft.discarded_at(moment)).await;
}

#[tokio::test]
async fn what_may_be_absent_comes_back_when_it_is_there() {
    let new = specimen(|_| {})
        .alias("")
        .parent(dynamite::Uuid::max())
        .spare(container("steel"))
        .second_finding(Finding::Negative)
        .second_state(SpecimenState::Frozen)
        .discarded_at(Timestamp::UNIX_EPOCH)
        .notes(Vec::new())
        .marks(["x"])
        .refund(Cents(1))
        .attachment(Document::Bool(true));
    is_read_as_created(new).await;
}

#[tokio::test]
async fn what_has_no_stored_form_of_its_own_is_absent_at_once() {
    // An empty set and NULL are stored as absent attributes, so the created entity has none.
    let new = specimen(|_| {})
        .marks(BTreeSet::new())
        .attachment(Document::Null);
    is_read_as_created(new).await;
    is_read_as_created(specimen(|it| it.raw = Document::Null)).await;
}

#[tokio::test]
async fn other_notations_of_a_time_are_read() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let created = specimens.create(specimen(|_| {})).await.unwrap();
    let mut item = stored(&bed.db, "specimens", [("id", s(created.id))])
        .await
        .unwrap();
    item.insert("collected_at".to_owned(), s("2023-11-14T23:13:20+01:00"));
    raw_put(&bed.db, "specimens", item).await;
    let read = specimens.get(created.id).await.unwrap().unwrap();
    assert_eq!(read.collected_at, created.collected_at);
}
