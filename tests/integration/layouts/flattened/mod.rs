//! Unions whose attributes are attributes of the item itself.

mod conditions;
mod content;
mod forms;
mod random;
mod reading;
mod updates;

use std::collections::{BTreeMap, BTreeSet};

use dynamite::Ulid;
use dynamite::dec;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewPayment, PaidBy, Payer, tables};

use crate::support::{Bed, Item, item, m, n, s, stored_all};

const TABLES: &[&TableDescriptor] = &[&tables::PAYMENTS, &tables::EVENT_LOG];
const PAYMENTS: &str = "payments";
const LOG: &str = "event_log";

const ID: Ulid = Ulid::from_parts(1_700_000_000_000, 7);

fn payer() -> Payer {
    Payer {
        name: "Ada".to_owned(),
        city: None,
    }
}

fn card() -> PaidBy {
    PaidBy::Card {
        last_four: "4242".to_owned(),
        billed_to: payer(),
        attempts: 2,
        reference: "r".to_owned(),
    }
}

fn transfer() -> PaidBy {
    PaidBy::Transfer {
        iban: "DE00 1234".to_owned(),
        billed_to: payer(),
        sent_at: None,
        reference: 7,
    }
}

fn vouchers() -> PaidBy {
    PaidBy::Vouchers {
        codes: BTreeSet::new(),
        left: BTreeMap::from([("a".to_owned(), dec!(1.5))]),
    }
}

fn new_payment(method: PaidBy) -> NewPayment {
    NewPayment {
        customer: "ada".to_owned(),
        method,
    }
}

/// A payment as another program stores it, with attributes that the schema does not know.
fn by_others() -> Item {
    item([
        ("id", s(ID)),
        ("customer", s("ada")),
        ("paid_by", s("card")),
        ("last_four", s("4242")),
        ("billed_to", m([("name", s("Ada")), ("street", s("North"))])),
        ("reference", s("r")),
        ("refund", s("part")),
        ("refunded", n("5")),
        ("colour", s("red")),
    ])
}

async fn stored_payment(bed: &Bed) -> Item {
    stored_all(&bed.db, PAYMENTS).await.remove(0)
}
