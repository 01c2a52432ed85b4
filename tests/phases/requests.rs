//! What writes of fields that are being renamed send and store.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite_testkit::{Fault, Operation};

use crate::bed::{Bed, ada, by_older, home_in, m, n, s};
use crate::models::{contract, expand, switch};
use crate::stored;

#[tokio::test]
async fn whole_attributes_become_equal_in_one_request_whatever_was_stored() {
    use expand::traveller as field;
    let bed = Bed::new().await;
    stored::put(&bed.direct, by_older()).await;
    let update = expand::Travellers::new(&bed.db).update("a");
    let update = update
        .add(field::visits(), 2u32)
        .append(field::journal(), ["2"]);
    let update = update.set_to(field::full_name(), field::nick());
    let updated = update
        .set(field::home().city(), "Paris")
        .remove(field::home().zip());
    // The city is inside a value that has not been copied yet: that takes another request.
    let updated = updated.await.expect("an update");
    assert_eq!((updated.visits, &*updated.full_name), (5, "n"));
    let stored = bed.stored().await;
    for [former, new] in [
        ["stays", "visits"],
        ["log", "journal"],
        ["name", "full_name"],
        ["address", "home"],
    ] {
        assert_eq!(stored[former], stored[new], "{former}");
    }
    assert_eq!(stored["home"], home_in("Paris"));
    assert_eq!(stored.get("labels"), None);
    assert_eq!(bed.proxy.operations(), [Operation::UpdateItem; 2]);

    // From now on both are equal.
    let update = expand::Travellers::new(&bed.db).update("a");
    let update = update
        .set(field::home().city(), "Rome")
        .set(field::prices().key("ale"), 2u32);
    update
        .insert(field::labels(), ["new"])
        .await
        .expect("an update");
    bed.assert_equal().await;
    let requests = bed.proxy.counts().requests_of(Operation::UpdateItem);
    assert_eq!(requests, 4, "neither labels nor prices had been copied");
    let update = switch::Travellers::new(&bed.db).update("a");
    let update = update.set(switch::traveller::home().city(), "Oslo");
    let update = update.discard(switch::traveller::labels(), ["old"]);
    update.await.expect("an update");
    bed.assert_equal().await;
    assert_eq!(bed.proxy.counts().requests_of(Operation::UpdateItem), 5);
    assert_eq!(bed.proxy.counts().all_requests(), 5);
}

#[tokio::test]
async fn a_transaction_makes_a_change_inside_a_value_from_what_is_stored() {
    use expand::traveller as field;
    let bed = Bed::new().await;
    stored::put(&bed.direct, by_older()).await;
    let travellers = expand::Travellers::new(&bed.db);
    let update = travellers.update("a").set(field::home().city(), "Paris");
    let update = update.insert(field::labels(), ["new"]);
    let mut eve = ada();
    eve.id = "e".to_owned();
    let both = bed
        .db
        .transaction()
        .and(update)
        .and(travellers.insert(&eve));
    both.await.expect("a transaction");
    let all = stored::all(&bed.direct).await;
    let ada = all.iter().find(|item| item["id"] == s("a")).expect("ada");
    assert_eq!(ada["home"], home_in("Paris"));
    assert_eq!(ada["address"], ada["home"]);
    let eve = all.iter().find(|item| item["id"] == s("e")).expect("eve");
    assert_eq!(
        (&eve["address"], &eve["name"]),
        (&eve["home"], &eve["full_name"])
    );
}

#[tokio::test]
async fn a_save_keeps_what_newer_programs_have_stored_inside_both() {
    let bed = Bed::new().await;
    stored::put(&bed.direct, by_older()).await;
    let travellers = expand::Travellers::new(&bed.db);
    let mut ada = travellers.get("a").await.expect("an item").expect("ada");
    ada.home.as_mut().expect("a home").city = "Paris".to_owned();
    assert_eq!(travellers.save(&ada).await.expect("a save"), ada);
    let home = home_in("Paris");
    let stored = bed.stored().await;
    assert_eq!([&stored["address"], &stored["home"]], [&home; 2]);
    bed.assert_equal().await;
    // In `contract`, only one of them is left.
    let travellers = contract::Travellers::new(&bed.db);
    let ada = travellers.get("a").await.expect("an item").expect("ada");
    travellers.save(&ada).await.expect("a save");
    let stored = bed.stored().await;
    let home = m([("city", s("Paris")), ("floor", s("3"))]);
    assert_eq!((stored.get("address"), &stored["home"]), (None, &home));
}

#[tokio::test]
async fn contract_removes_the_former_attribute_of_a_field_that_changes_and_no_other() {
    let bed = Bed::new().await;
    expand::Travellers::new(&bed.db)
        .insert(&ada())
        .await
        .expect("ada");
    let update = contract::Travellers::new(&bed.db).update("a");
    let update = update.set_if_absent(contract::traveller::full_name(), "Eve");
    update.await.expect("an update");
    let stored = bed.stored().await;
    assert_eq!(
        (&stored["full_name"], stored.get("name")),
        (&s("Ada"), None)
    );
    assert_eq!(stored["log"], stored["journal"]);
}

#[tokio::test]
async fn what_is_stored_as_null_is_replaced_in_both() {
    use expand::traveller as field;
    let bed = Bed::new().await;
    let mut older = by_older();
    for name in ["stays", "tags", "log"] {
        older.insert(name.to_owned(), AttributeValue::Null(true));
    }
    stored::put(&bed.direct, older).await;
    let update = expand::Travellers::new(&bed.db).update("a");
    let update = update
        .add(field::visits(), 2u32)
        .append(field::journal(), ["2"]);
    let updated = update.insert(field::labels(), ["new"]).await;
    assert_eq!(updated.expect("an update").visits, 2);
    let stored = bed.stored().await;
    for [former, new] in [["stays", "visits"], ["tags", "labels"], ["log", "journal"]] {
        assert_eq!(stored[former], stored[new], "{former}");
    }
}

#[tokio::test]
async fn a_set_that_gains_a_member_is_equal_although_a_response_was_lost() {
    let bed = Bed::new().await;
    stored::put(&bed.direct, by_older()).await;
    bed.proxy
        .on(Operation::UpdateItem)
        .nth(2)
        .fail(Fault::CutAfter);
    let update = expand::Travellers::new(&bed.db).update("a");
    let update = update.insert(expand::traveller::labels(), ["new"]);
    let labels = update.await.expect("an update").labels;
    assert_eq!(labels.len(), 2);
    let stored = bed.stored().await;
    assert_eq!(stored["tags"].as_ss().map(Vec::len), Ok(2));
    assert_eq!(stored["labels"].as_ss().map(Vec::len), Ok(2));
}

#[test]
fn an_item_encoded_for_the_sdk_has_both_attributes() {
    let encoded = StoredItem::encode(&ada()).expect("an item");
    let encoded = encoded.attributes();
    assert_eq!(
        (&encoded["name"], &encoded["full_name"]),
        (&s("Ada"), &s("Ada"))
    );
    let ada: contract::Traveller = StoredItem::from(encoded.clone()).decode().expect("ada");
    let encoded = StoredItem::encode(&ada).expect("an item");
    assert_eq!(encoded.attributes().get("name"), None);
}

/// Nothing is sent under another token, so the item is read first.
#[tokio::test]
async fn a_transaction_with_a_token_makes_a_change_from_what_it_has_read() {
    let bed = Bed::new().await;
    stored::put(&bed.direct, by_older()).await;
    let travellers = expand::Travellers::new(&bed.db);
    // The second one finds both equal, so its repetition is the very same request.
    for (token, city) in [("1", "Paris"), ("2", "Rome"), ("2", "Rome")] {
        let update = travellers.update("a");
        let update = update.set(expand::traveller::home().city(), city);
        let update = update.add(expand::traveller::visits(), 1u32);
        let sent = bed.db.transaction().and(update).token(token);
        sent.await.expect("a transaction");
    }
    let stored = bed.stored().await;
    let home = home_in("Rome");
    assert_eq!([&stored["address"], &stored["home"]], [&home; 2]);
    assert_eq!([&stored["stays"], &stored["visits"]], [&n(5); 2]);
}
