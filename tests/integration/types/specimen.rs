//! A specimen to begin with.

use dynamite::model::TableDescriptor;
use dynamite::types::Document;
use dynamite::{Decimal, Timestamp, Ulid};
use dynamite_sample::models::{Container, Finding, Hazard, NewSpecimen, SpecimenState, tables};
use dynamite_sample::money::Cents;

pub(crate) static SPECIMENS: &[&TableDescriptor] = &[&tables::SPECIMENS];

pub(super) fn container(material: &str) -> Container {
    Container {
        material: material.to_owned(),
        capacity: None,
        sealed_at: None,
        labels: [].into(),
        inner: Vec::new(),
    }
}

/// Small values everywhere, then changed.
pub(crate) fn specimen(change: impl FnOnce(&mut NewSpecimen)) -> NewSpecimen {
    let moment = Timestamp::from_second(1_700_000_000).unwrap();
    let mut new = NewSpecimen {
        label: "A-1".to_owned(),
        sealed: true,
        shelf: -1,
        offset_mm: -2,
        depth_m: -3,
        position_um: -4,
        serial: -5,
        vials: 1,
        batch: 2,
        technician: 3,
        barcode: 4,
        fingerprint: 5,
        acidity: 0.5,
        mass: 0.1,
        volume: Decimal::ZERO,
        photo: vec![0, 255],
        series: Ulid::from_parts(1, 2),
        collected_at: moment,
        received_at: moment,
        measured_at: moment,
        harvested_on: "2023-11-14".parse().unwrap(),
        raw: Document::from("raw"),
        state: SpecimenState::Fresh,
        hazard: Hazard::None,
        finding: Finding::Negative,
        cost: Cents(250),
        container: container("glass"),
    };
    change(&mut new);
    new
}
