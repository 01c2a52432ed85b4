//! What an older version of a program does to what a newer one has stored.

mod kept;
mod replaced;
mod saved;

use std::collections::BTreeMap;

use dynamite::Client;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    Guests, NewNewerGuest, NewerArrival, NewerBill, NewerExtra, NewerGuest, NewerGuests,
    NewerNothing, NewerPaid, NewerRoom, NewerStay, NewerWish, tables,
};

use crate::support::{Bed, Item, s, stored};

static NEWER: &[&TableDescriptor] = &[&tables::NEWER_GUESTS];

/// An older and a newer version, and the table that both use.
struct Rollout {
    older: Guests,
    newer: NewerGuests,
    bed: Bed,
}

impl Rollout {
    async fn new() -> Self {
        let bed = Bed::with(NEWER).await;
        Self {
            older: Guests::new(&older(&bed.db)),
            newer: NewerGuests::new(&bed.db),
            bed,
        }
    }

    /// What is stored of the guest.
    async fn stored(&self) -> Item {
        stored(&self.bed.db, "newer_guests", [("id", s("ada"))])
            .await
            .unwrap()
    }
}

/// The client of the older version.
fn older(db: &Client) -> Client {
    db.clone().with_table_prefix("newer_")
}

/// A guest with all that only the newer version knows.
fn guest() -> NewNewerGuest {
    NewNewerGuest {
        id: "ada".to_owned(),
        name: "Ada".to_owned(),
    }
}

fn stay() -> NewerStay {
    NewerStay {
        room: NewerRoom {
            number: "17".to_owned(),
            floor: Some(1),
            view: Some("sea".to_owned()),
        },
        nights: Some(2),
        breakfast: Some("late".to_owned()),
    }
}

/// A guest who is stored by the newer version, with everything.
async fn checked_in(rollout: &Rollout) -> NewerGuest {
    let extra = NewerExtra {
        name: "sauna".to_owned(),
        price: Some(12),
        tags: ["hot".to_owned(), "dry".to_owned()].into(),
    };
    let wish = NewerWish {
        text: "a quiet room".to_owned(),
        urgent: Some(true),
    };
    let bills = vec![
        NewerBill::Minibar {
            bottles: 2,
            brand: Some("Fizz".to_owned()),
        },
        NewerBill::Laundry { shirts: Some(3) },
    ];
    let new = guest()
        .stay(stay())
        .arrival(NewerArrival {
            by: "train".to_owned(),
            platform: Some(3),
        })
        .empty(NewerNothing {
            something: Some("more".to_owned()),
        })
        .extras(vec![extra])
        .wishes(BTreeMap::from([("room".to_owned(), wish)]))
        .paid(NewerPaid::Card {
            digits: Some("4242".to_owned()),
            bank: Some("Mint".to_owned()),
        })
        .bills(bills)
        .loyalty("gold");
    rollout.newer.create(new).await.unwrap()
}
