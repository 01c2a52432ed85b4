//! Creating an item unless there is one.

use dynamite::model::TableDescriptor;
use dynamite::ops::Found;
use dynamite_sample::models::{NewVoyage, Voyages, tables};
use dynamite_testkit::{Fault, Operation};

use crate::support::Proxied;

static TICKETS: &[&TableDescriptor] = &[&tables::VOYAGES];

fn new(seat: u32) -> NewVoyage {
    NewVoyage {
        id: "t".into(),
        seat,
    }
}

#[tokio::test]
async fn the_stored_item_is_returned_by_the_same_request() {
    let bed = Proxied::with(TICKETS).await;
    let tickets = Voyages::new(&bed.db);
    let first = tickets.create_or_get(new(1)).await.unwrap();
    assert!(first.is_created());
    let second = tickets.create_or_get(new(2)).await.unwrap();
    assert_eq!(second, Found::Existing(first.into_item()));
    let log = bed.proxy.operations();
    assert_eq!(log, [Operation::PutItem; 2]);

    tickets.delete("t").await.unwrap();
    let error = tickets.create_or_get(new(3)).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
}

/// The attempt may have been this call's own: the item is there in any case.
#[tokio::test]
async fn after_a_lost_response_the_item_is_there() {
    let bed = Proxied::with(TICKETS).await;
    let tickets = Voyages::new(&bed.db);
    bed.proxy
        .on(Operation::PutItem)
        .times(1)
        .fail(Fault::CutAfter);
    let found = tickets.create_or_get(new(1)).await.unwrap();
    assert_eq!((found.is_created(), found.item().seat), (false, 1));
}
