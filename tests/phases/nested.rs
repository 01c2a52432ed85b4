//! Fields of nested types that are being renamed: both attributes are in one map.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::expr::ExpressionError;
use dynamite::{ErrorKind, StoredItem};
use dynamite_testkit::Operation;

use crate::bed::{Bed, ada, by_older, m, n, s};
use crate::models::{before, contract, expand, switch};
use crate::stored::{self, Item};

fn l(elements: &[&str]) -> AttributeValue {
    AttributeValue::L(elements.iter().map(|it| s(it)).collect())
}

/// A traveller with an office as a program from before has stored it.
fn with_office() -> Item {
    let office = m([
        ("road", s("High")),
        ("level", n(1)),
        ("tables", l(&["a", "b"])),
        ("lamp", s("on")),
    ]);
    let mut item = by_older();
    item.insert("office".to_owned(), office);
    item
}

fn office() -> expand::Office {
    expand::Office {
        street: "Low".to_owned(),
        floor: 2,
        desks: vec!["c".to_owned()],
    }
}

#[tokio::test]
async fn whole_attributes_inside_become_equal_in_one_request_whatever_was_stored() {
    use expand::traveller::office;
    let bed = Bed::new().await;
    stored::put(&bed.direct, with_office()).await;
    let update = expand::Travellers::new(&bed.db).update("a");
    let update = update.set(office().street(), "Low");
    let update = update.add(office().floor(), 2u32);
    let update = update.append(office().desks(), ["c"]);
    update.await.expect("an update");
    assert_eq!(bed.proxy.counts().all_requests(), 1);
    let expected = m([
        ("road", s("Low")),
        ("street", s("Low")),
        ("level", n(3)),
        ("floor", n(3)),
        ("tables", l(&["a", "b", "c"])),
        ("desks", l(&["a", "b", "c"])),
        ("lamp", s("on")),
    ]);
    assert_eq!(bed.stored().await["office"], expected);
}

#[tokio::test]
async fn changes_inside_such_an_attribute_rely_on_both_being_equal() {
    let bed = Bed::new().await;
    stored::put(&bed.direct, with_office()).await;
    for (requests, desks) in [(2, &["b"][..]), (3, &[])] {
        let update = expand::Travellers::new(&bed.db).update("a");
        let update = update.remove_at(expand::traveller::office().desks(), 0);
        update.await.expect("an update");
        assert_eq!(
            bed.proxy.counts().requests_of(Operation::UpdateItem),
            requests
        );
        let stored = bed.stored().await;
        let office = stored["office"].as_m().expect("an office");
        assert_eq!([&office["tables"], &office["desks"]], [&l(desks); 2]);
    }
}

#[tokio::test]
async fn whole_values_have_both_attributes_and_a_save_keeps_what_others_have_stored() {
    let bed = Bed::new().await;
    let travellers = expand::Travellers::new(&bed.db);
    let mut ada = ada();
    ada.office = Some(office());
    let both = m([
        ("road", s("Low")),
        ("street", s("Low")),
        ("level", n(2)),
        ("floor", n(2)),
        ("tables", l(&["c"])),
        ("desks", l(&["c"])),
    ]);
    let encoded = StoredItem::encode(&ada).expect("an item");
    assert_eq!(encoded.attributes()["office"], both);
    travellers.insert(&ada).await.expect("ada");
    assert_eq!(bed.stored().await["office"], both);
    let replaced = travellers.replace(&ada).await.expect("ada");
    assert_eq!(replaced.discarded, Vec::<String>::new());
    let update = travellers.update("a");
    let update = update.remove(expand::traveller::office());
    update.await.expect("an update");
    let update = travellers.update("a");
    let update = update.set(expand::traveller::office(), office());
    update.await.expect("an update");
    assert_eq!(bed.stored().await["office"], both);

    stored::put(&bed.direct, with_office()).await;
    travellers.save(&ada).await.expect("a save");
    bed.assert_equal().await;
    let stored = bed.stored().await;
    assert_eq!(stored["office"].as_m().expect("an office")["lamp"], s("on"));
    // In `contract`, only one of them is left.
    let travellers = contract::Travellers::new(&bed.db);
    let ada = travellers.get("a").await.expect("an item").expect("ada");
    travellers.save(&ada).await.expect("a save");
    let expected = m([
        ("street", s("Low")),
        ("floor", n(2)),
        ("desks", l(&["c"])),
        ("lamp", s("on")),
    ]);
    assert_eq!(bed.stored().await["office"], expected);
}

#[tokio::test]
async fn contract_removes_the_former_attribute_of_the_field_that_changes() {
    let bed = Bed::new().await;
    stored::put(&bed.direct, with_office()).await;
    stored::copy(&bed.direct).await;
    let update = contract::Travellers::new(&bed.db).update("a");
    let update = update.set(contract::traveller::office().street(), "Low");
    update.await.expect("an update");
    let stored = bed.stored().await;
    let office = stored["office"].as_m().expect("an office");
    assert_eq!((office.get("road"), &office["street"]), (None, &s("Low")));
    assert_eq!(office["level"], office["floor"]);
}

/// Which of both attributes there are depends on the programs that have written the item.
#[tokio::test]
async fn whole_values_are_not_compared_while_fields_inside_are_renamed() {
    let bed = Bed::new().await;
    macro_rules! refused {
        ($phase:ident) => {{
            let office = || $phase::Office {
                street: "Low".to_owned(),
                floor: 2,
                desks: Vec::new(),
            };
            let field = $phase::traveller::office;
            let conditions = [
                field().eq(office()),
                field().ne(office()),
                field().is_in([office()]),
            ];
            for condition in conditions {
                let found = $phase::Travellers::new(&bed.db).find(condition).scan();
                let refused = found.all().await.expect_err("a whole value");
                let ErrorKind::Expression(problem) = refused.kind() else {
                    panic!("{refused}");
                };
                let attribute = "office".to_owned();
                let expected = ExpressionError::ComparedWhileRenamed { attribute };
                assert_eq!(*problem, expected);
                assert!(refused.to_string().contains("compare the fields inside"));
            }
        }};
    }
    refused!(expand);
    refused!(switch);
    refused!(contract);
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    let whole = before::Office {
        street: "Low".to_owned(),
        floor: 2,
        desks: Vec::new(),
    };
    let found = before::Travellers::new(&bed.db).find(before::traveller::office().eq(whole));
    assert_eq!(found.scan().all().await.expect("nobody"), []);
}
