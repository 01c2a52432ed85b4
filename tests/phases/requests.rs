//! What writes of fields that are being renamed send and store.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Client, ErrorKind, StoredItem};
use dynamite_testkit::{Engine, Fault, FaultProxy, Operation};

use crate::models::{contract, expand, switch};
use crate::stored::{self, Item};

/// A table behind a proxy.
struct Bed {
    db: Client,
    direct: Client,
    proxy: FaultProxy,
    _engine: Engine,
}

impl Bed {
    async fn new() -> Self {
        let engine = Engine::selected().await;
        let direct = crate::client(engine.endpoint(), engine.access_key());
        direct.sync(expand::TABLES).await.expect("tables");
        let proxy = FaultProxy::start(&engine).await;
        Self {
            db: crate::client(proxy.endpoint(), proxy.access_key()),
            direct,
            proxy,
            _engine: engine,
        }
    }

    /// The only traveller.
    async fn stored(&self) -> Item {
        let all = stored::all(&self.direct).await;
        assert_eq!(all.len(), 1);
        all.into_iter().next().unwrap_or_default()
    }

    async fn assert_equal(&self) {
        assert_eq!(stored::unequal(&self.direct).await, Vec::<String>::new());
    }
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> Item {
    attributes
        .map(|(name, value)| (name.to_owned(), value))
        .into()
}

/// A traveller as a program from before has stored it.
fn by_older() -> Item {
    item([
        ("id", s("a")),
        ("nick", s("n")),
        ("name", s("Ada")),
        ("stays", AttributeValue::N("3".to_owned())),
        ("tags", AttributeValue::Ss(vec!["old".to_owned()])),
        ("log", AttributeValue::L(vec![s("1")])),
        ("address", m([("city", s("London")), ("floor", s("3"))])),
        ("rates", m([])),
    ])
}

fn ada() -> expand::Traveller {
    expand::Traveller {
        id: "a".to_owned(),
        nick: "n".to_owned(),
        full_name: "Ada".to_owned(),
        visits: 3,
        labels: ["old".to_owned()].into(),
        journal: vec!["1".to_owned()],
        home: Some(expand::Home {
            city: "London".to_owned(),
            zip: None,
        }),
        prices: std::collections::BTreeMap::new().into_iter().collect(),
    }
}

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
    assert_eq!(stored["home"], m([("city", s("Paris")), ("floor", s("3"))]));
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
    assert_eq!(ada["home"], m([("city", s("Paris")), ("floor", s("3"))]));
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
    let home = m([("city", s("Paris")), ("floor", s("3"))]);
    let stored = bed.stored().await;
    assert_eq!([&stored["address"], &stored["home"]], [&home; 2]);
    bed.assert_equal().await;
    // In `contract`, only one of them is left.
    let travellers = contract::Travellers::new(&bed.db);
    let ada = travellers.get("a").await.expect("an item").expect("ada");
    travellers.save(&ada).await.expect("a save");
    let stored = bed.stored().await;
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

#[tokio::test]
async fn an_item_is_too_large_if_it_is_with_both_attributes() {
    let bed = Bed::new().await;
    let travellers = expand::Travellers::new(&bed.db);
    let mut large = ada();
    large.full_name = "x".repeat(250_000);
    let is_too_large = |error: dynamite::Error| {
        assert!(
            matches!(error.kind(), ErrorKind::ItemTooLarge { .. }),
            "{error}"
        );
    };
    is_too_large(travellers.insert(&large).await.expect_err("too large"));
    is_too_large(travellers.put(&large).await.expect_err("too large"));
    is_too_large(
        travellers
            .put_many([large.clone()])
            .await
            .expect_err("too large"),
    );
    let update = travellers
        .update("a")
        .set(expand::traveller::full_name(), &*large.full_name);
    is_too_large(update.await.expect_err("too large"));
    is_too_large(travellers.save(&large).await.expect_err("too large"));
    assert_eq!(bed.proxy.counts().all_requests(), 0);
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
