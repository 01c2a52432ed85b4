//! What writes of fields that get another stored form send and store.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite::{ErrorKind, Outcome, StoredItem};
use dynamite_testkit::{Fault, Operation};

use super::copy;
use crate::bed::{Bed, item, n, s};
use crate::models::{contract, expand, switch};
use crate::stored::Item;

/// A ticket as a program from before has stored it.
fn by_older() -> Item {
    item([
        ("id", s("a")),
        ("title", s("t")),
        ("places", s("3")),
        ("cost", s("1.5")),
        ("isPaid", s("false")),
        ("soldAt", s("2026-01-31T12:00:00.123Z")),
        ("user", s("00000000-0000-0000-0000-000000000007")),
        ("status", s("o")),
    ])
}

async fn stored(bed: &Bed) -> Item {
    let all = copy::all(&bed.direct).await;
    all.into_iter().next().expect("a ticket")
}

#[tokio::test]
async fn what_is_set_is_stored_in_both_forms_in_one_request() {
    use expand::ticket as field;
    let bed = Bed::new().await;
    copy::put(&bed.direct, by_older()).await;
    let tickets = expand::Tickets::new(&bed.db);
    let update = tickets.update("a").set(field::seats(), 42u32);
    let update = update.set(field::state(), expand::State::Paid);
    let update = update.remove(field::price());
    let ticket = update.await.expect("an update");
    assert_eq!((ticket.seats, ticket.price), (42, None));
    let after = stored(&bed).await;
    assert_eq!((&after["places"], &after["seats"]), (&s("42"), &n(42)));
    assert_eq!((&after["status"], &after["state"]), (&s("p"), &s("paid")));
    assert_eq!((after.get("cost"), after.get("price")), (None, None));
    // What does not change is not written.
    assert_eq!(after.get("buyer"), None);
    assert_eq!(bed.proxy.operations(), [Operation::UpdateItem]);

    tickets.save(&ticket).await.expect("a save");
    assert_eq!(copy::unequal(&bed.direct).await, Vec::<String>::new());
    let mut bytes = [0; 16];
    bytes[15] = 7;
    assert_eq!(stored(&bed).await["buyer"], V::B(Blob::new(bytes)));
    assert_eq!(bed.proxy.operations(), [Operation::UpdateItem; 2]);

    let update = switch::Tickets::new(&bed.db).update("a");
    let update = update.set(switch::ticket::paid(), true);
    let update = update.set(
        switch::ticket::price(),
        "10.50".parse::<dynamite::Decimal>().unwrap(),
    );
    update.await.expect("an update");
    let after = stored(&bed).await;
    assert_eq!(
        (&after["isPaid"], &after["paid"]),
        (&s("true"), &V::Bool(true))
    );
    assert_eq!(after["cost"], s("10.5"));
    assert_eq!(bed.proxy.operations(), [Operation::UpdateItem; 3]);
}

#[tokio::test]
async fn what_is_added_to_is_worked_out_from_what_is_stored_and_still_there() {
    let bed = Bed::new().await;
    copy::put(&bed.direct, by_older()).await;
    copy::copy(&bed.direct).await;
    let tickets = switch::Tickets::new(&bed.db);
    let add = || tickets.update("a").add(switch::ticket::seats(), 2u32);
    assert_eq!(add().await.expect("an update").seats, 5);
    let after = stored(&bed).await;
    assert_eq!((&after["places"], &after["seats"]), (&s("5"), &n(5)));
    let both = [Operation::GetItem, Operation::UpdateItem];
    assert_eq!(bed.proxy.operations(), both);
    // Another program adds one between the two requests.
    let direct = switch::Tickets::new(&bed.direct);
    let (sent, done) = tokio::join!(add(), async {
        direct
            .update("a")
            .add(switch::ticket::seats(), 1u32)
            .await
            .expect("an update")
    });
    assert!(sent.expect("an update").seats >= 7 && done.seats >= 6);
    let after = stored(&bed).await;
    assert_eq!((&after["places"], &after["seats"]), (&s("8"), &n(8)));
    // Nothing is added where there is no ticket.
    let none = tickets.update("b").add(switch::ticket::seats(), 2u32);
    let none = none.await.expect_err("no ticket");
    assert!(matches!(none.kind(), ErrorKind::NotFound { .. }), "{none}");
}

#[tokio::test]
async fn a_sum_whose_response_is_lost_is_not_added_twice() {
    let bed = Bed::new().await;
    copy::put(&bed.direct, by_older()).await;
    copy::copy(&bed.direct).await;
    let lost = bed.proxy.on(Operation::UpdateItem);
    lost.nth(1).fail(Fault::CutAfter);
    let update = switch::Tickets::new(&bed.db).update("a");
    let update = update.add(switch::ticket::seats(), 2u32).await;
    let error = update.expect_err("a lost response");
    assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
    assert_eq!(stored(&bed).await["places"], s("5"));
    assert_eq!(copy::unequal(&bed.direct).await, Vec::<String>::new());
}

#[tokio::test]
async fn text_of_older_programs_is_read_as_its_value_and_written_in_one_way() {
    use expand::ticket as field;
    let bed = Bed::new().await;
    let mut older = by_older();
    older.insert("places".to_owned(), s("007"));
    older.remove("isPaid");
    older.insert("isPaid".to_owned(), s("true"));
    copy::put(&bed.direct, older).await;
    let tickets = expand::Tickets::new(&bed.db);
    let ticket = tickets.get("a").await.expect("an item").expect("a ticket");
    assert_eq!((ticket.seats, ticket.paid), (7, true));
    // A value that is there stays as it is, and the other form is made from it.
    let update = tickets.update("a").set_if_absent(field::seats(), 1u32);
    assert_eq!(update.await.expect("an update").seats, 7);
    let after = stored(&bed).await;
    assert_eq!((&after["places"], &after["seats"]), (&s("007"), &n(7)));
    tickets.save(&ticket).await.expect("a save");
    assert_eq!(stored(&bed).await["places"], s("7"));
}

#[tokio::test]
async fn an_absent_number_is_what_the_schema_says_in_both_forms() {
    let bed = Bed::new().await;
    let mut older = by_older();
    older.remove("places");
    copy::put(&bed.direct, older).await;
    copy::copy(&bed.direct).await;
    let ticket = expand::Tickets::new(&bed.db).get("a").await;
    assert_eq!(ticket.expect("an item").expect("a ticket").seats, 1);
    let found = expand::Tickets::new(&bed.db).find(expand::ticket::seats().eq(1u32));
    assert_eq!(found.scan().all().await.expect("tickets").len(), 1);
    let update = switch::Tickets::new(&bed.db).update("a");
    let update = update.add(switch::ticket::seats(), 2u32).await;
    assert_eq!(update.expect("an update").seats, 3);
    let after = stored(&bed).await;
    assert_eq!((&after["places"], &after["seats"]), (&s("3"), &n(3)));
}

#[tokio::test]
async fn text_that_is_no_value_is_named_with_its_attribute_and_can_be_replaced() {
    use expand::ticket as field;
    let bed = Bed::new().await;
    let mut older = by_older();
    older.insert("places".to_owned(), s("many"));
    copy::put(&bed.direct, older).await;
    let tickets = expand::Tickets::new(&bed.db);
    let error = tickets.get("a").await.expect_err("no number").to_string();
    assert!(
        error.contains("`places`") && error.contains("number"),
        "{error}"
    );
    let kept = tickets.update("a").set_if_absent(field::seats(), 1u32);
    let error = kept.await.expect_err("no number").to_string();
    assert!(error.contains("`places`"), "{error}");
    let set = tickets.update("a").set(field::seats(), 1u32);
    assert_eq!(set.await.expect("an update").seats, 1);
    assert_eq!(stored(&bed).await["seats"], n(1));
}

#[tokio::test]
async fn a_rule_of_the_new_type_holds_in_the_former_form() {
    let bed = Bed::new().await;
    copy::put(&bed.direct, by_older()).await;
    let tickets = expand::Tickets::new(&bed.db);
    let many = tickets.update("a").set(expand::ticket::seats(), 100_001u32);
    let error = many.await.expect_err("too many");
    assert!(matches!(error.kind(), ErrorKind::Invalid { .. }), "{error}");
    assert_eq!(stored(&bed).await["places"], s("3"));
}

#[tokio::test]
async fn contract_writes_the_new_form_and_removes_the_former_one() {
    let bed = Bed::new().await;
    copy::put(&bed.direct, by_older()).await;
    copy::copy(&bed.direct).await;
    let update = contract::Tickets::new(&bed.db).update("a");
    update
        .add(contract::ticket::seats(), 1u32)
        .await
        .expect("an update");
    let after = stored(&bed).await;
    assert_eq!((after.get("places"), &after["seats"]), (None, &n(4)));
    assert_eq!(after["cost"], s("1.5"));
    assert_eq!(bed.proxy.operations(), [Operation::UpdateItem]);
}

#[test]
fn an_item_encoded_for_the_sdk_has_both_forms() {
    let ticket: expand::Ticket = StoredItem::from(by_older()).decode().expect("a ticket");
    let encoded = StoredItem::encode(&ticket).expect("an item");
    let encoded = encoded.attributes();
    assert_eq!((&encoded["places"], &encoded["seats"]), (&s("3"), &n(3)));
    let ticket: switch::Ticket = StoredItem::from(encoded.clone())
        .decode()
        .expect("a ticket");
    let encoded_again = StoredItem::encode(&ticket).expect("an item");
    assert_eq!(encoded_again.attributes(), encoded);
}

/// What is serialized is the value, in whatever form it is stored.
#[test]
fn serialized_tickets_are_the_same_in_all_phases() {
    let ticket: expand::Ticket = StoredItem::from(by_older()).decode().expect("a ticket");
    let encoded = StoredItem::encode(&ticket).expect("an item");
    let json = serde_json::to_value(&ticket).expect("JSON");
    let new: switch::Ticket = encoded.decode().expect("a ticket");
    assert_eq!(serde_json::to_value(&new).expect("JSON"), json);
    let draft: expand::TicketDraft = serde_json::from_value(json.clone()).expect("a draft");
    drop(draft);
    assert_eq!(json["seats"], 3);
}
