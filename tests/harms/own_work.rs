//! What others have written, taken for one's own, or lost.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Client;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{Guests, NewPermit, Permit, Permits, permit, tables};
use dynamite_testkit::{Fault, Operation};

use crate::port;
use crate::support::{Bed, Item, Proxied, item, m, n, raw_put, s, stored};

static PERMITS: &[&TableDescriptor] = &[&tables::PERMITS];
static GUESTS: &[&TableDescriptor] = &[&tables::GUESTS];

/// Two want the same permit for the same holder. The request of the first is lost on its way, so
/// that the second has it. How many believe that they have?
async fn winners(claim: impl AsyncFn(&Client) -> bool) -> usize {
    let bed = Proxied::with(PERMITS).await;
    let name = "door".to_owned();
    let new = Permits::new(&bed.direct).create(NewPermit { name });
    let _: Permit = new.await.unwrap();
    bed.proxy.on(Operation::UpdateItem).fail(Fault::CutBefore);
    let second = claim(&bed.direct).await;
    let first = claim(&bed.db).await;
    usize::from(first) + usize::from(second)
}

#[tokio::test]
async fn of_two_that_want_the_same_one_has_it() {
    let ours = async |db: &Client| {
        let claim = Permits::new(db).update("door").set(permit::holder(), "us");
        claim.only_if(permit::holder().is_absent()).await.is_ok()
    };
    let theirs = async |db: &Client| {
        port::claimed(db, "permits", ("name", s("door")), ("holder", s("us"))).await
    };
    assert_eq!(winners(ours).await, 1);
    assert_eq!(winners(theirs).await, 2);
}

/// A guest whose stay has an attribute that a newer version of the program has stored.
async fn checked_in() -> Bed {
    let bed = Bed::with(GUESTS).await;
    let room = m([("number", s("7"))]);
    let stay = m([("room", room), ("breakfast", s("early"))]);
    let guest = item([("id", s("ada")), ("name", s("Ada")), ("stay", stay)]);
    raw_put(&bed.db, "guests", guest).await;
    bed
}

async fn breakfast(bed: &Bed) -> Option<AttributeValue> {
    let guest: Option<Item> = stored(&bed.db, "guests", [("id", s("ada"))]).await;
    let stay = guest.unwrap().remove("stay").unwrap();
    stay.as_m().unwrap().get("breakfast").cloned()
}

#[tokio::test]
async fn a_save_leaves_nested_attributes_alone_that_the_model_does_not_know() {
    let ours = async |db: &Client| {
        let guests = Guests::new(db);
        let mut guest = guests.get("ada").await.unwrap().unwrap();
        guest.stay.as_mut().unwrap().nights = Some(2);
        guests.save(&guest).await.unwrap();
    };
    let theirs = async |db: &Client| {
        let stay = m([("room", m([("number", s("7"))])), ("nights", n(2))]);
        let change = ("stay", stay);
        let known = ["id", "name", "stay"];
        port::updated(db, "guests", &s("ada"), &known, change, async {}).await;
    };
    let bed = checked_in().await;
    ours(&bed.db).await;
    assert_eq!(breakfast(&bed).await, Some(s("early")));
    let bed = checked_in().await;
    theirs(&bed.db).await;
    assert_eq!(breakfast(&bed).await, None);
}
