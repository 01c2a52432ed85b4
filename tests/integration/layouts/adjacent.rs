//! Unions whose tag and content are two attributes beside each other.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_sample::models::{Event, NewShipment, Shipment, Shipments, shipment, tables};

use crate::support::{Bed, Item, item, l, m, n, raw_put, s, stored_all};

const TABLE: &str = "shipments";
const TABLES: &[&dynamite::model::TableDescriptor] = &[&tables::SHIPMENTS];

/// An item of another program, which stores more than the schema declares.
fn by_others() -> Item {
    let moved = m([
        ("to", s("north")),
        ("kind", s("by rail")),
        ("at", n("1709210096")),
        ("wagon", n("7")),
    ]);
    let damaged = m([("pieces", l([n("3")])), ("seen_by", s("Ada"))]);
    item([
        ("id", s("a")),
        (
            "last",
            m([("value", moved), ("kind", s("moved")), ("v", n("2"))]),
        ),
        (
            "history",
            l([
                m([("kind", s("damaged")), ("value", damaged)]),
                m([("kind", s("lost"))]),
            ]),
        ),
    ])
}

async fn bed() -> (Bed, Shipments) {
    let bed = Bed::with(TABLES).await;
    raw_put(&bed.db, TABLE, by_others()).await;
    let shipments = Shipments::new(&bed.db);
    (bed, shipments)
}

async fn read(shipments: &Shipments) -> Shipment {
    shipments.get("a").await.unwrap().unwrap()
}

#[tokio::test]
async fn fields_are_read_from_the_content() {
    let (_bed, shipments) = bed().await;
    let read = read(&shipments).await;
    let Event::Moved { to, kind, at, rest } = &read.last else {
        panic!("{:?}", read.last);
    };
    assert_eq!((to.as_str(), kind.as_deref()), ("north", Some("by rail")));
    assert_eq!(at.to_string(), "2024-02-29T12:34:56Z");
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["wagon"]);
    let [Event::Damaged { pieces, note, .. }, Event::Lost] = &read.history[..] else {
        panic!("{:?}", read.history);
    };
    assert_eq!((&pieces[..], note), (&[3][..], &None));
}

#[tokio::test]
async fn what_was_read_is_written_back_unchanged() {
    let (bed, shipments) = bed().await;
    let mut read = read(&shipments).await;
    shipments.save(&read).await.unwrap();
    assert_eq!(stored_all(&bed.db, TABLE).await, [by_others()]);

    // By paths: what is not declared stays, beside the tag and in the content.
    let Event::Moved { to, .. } = &mut read.last else {
        unreachable!()
    };
    *to = "south".to_owned();
    shipments.save(&read).await.unwrap();
    let mut expected = by_others();
    let last = expected["last"].as_m().unwrap();
    let mut content = last["value"].as_m().unwrap().clone();
    content.insert("to".to_owned(), s("south"));
    let last = m([
        ("kind", s("moved")),
        ("v", n("2")),
        ("value", AttributeValue::M(content)),
    ]);
    expected.insert("last".to_owned(), last);
    assert_eq!(stored_all(&bed.db, TABLE).await, [expected]);
}

#[tokio::test]
async fn another_variant_replaces_tag_and_content() {
    let (bed, shipments) = bed().await;
    let mut changed = read(&shipments).await;
    changed.last = Event::Lost;
    shipments.save(&changed).await.unwrap();
    let stored = stored_all(&bed.db, TABLE).await;
    assert_eq!(stored[0]["last"], m([("kind", s("lost"))]));
    assert_eq!(read(&shipments).await, changed);
}

#[tokio::test]
async fn a_new_item_is_laid_out_alike() {
    let bed = Bed::with(TABLES).await;
    let shipments = Shipments::new(&bed.db);
    let damaged = Event::Damaged {
        pieces: vec![1],
        note: None,
        rest: BTreeMap::new(),
    };
    let new = NewShipment {
        id: "a".to_owned(),
        last: damaged.clone(),
    };
    let created = shipments.create(new).await.unwrap();
    let stored = stored_all(&bed.db, TABLE).await;
    let content = m([("pieces", l([n("1")]))]);
    let expected = m([("kind", s("damaged")), ("value", content)]);
    assert_eq!(stored[0]["last"], expected);
    assert_eq!(read(&shipments).await, created);

    let found = shipments.scan().filter(shipment::last().eq(damaged)).all();
    assert_eq!(found.await.unwrap(), [created]);
}

#[tokio::test]
async fn errors_name_the_attribute_in_the_content() {
    let (bed, shipments) = bed().await;
    let cases = [
        (m([("value", m([]))]), "last.kind"),
        (m([("kind", s("moved"))]), "last.value"),
        (
            m([("kind", s("moved")), ("value", s("north"))]),
            "last.value",
        ),
        (
            m([("kind", s("moved")), ("value", m([("to", n("1"))]))]),
            "last.value.to",
        ),
        (
            m([("kind", s("moved")), ("value", m([("to", s("x"))]))]),
            "last.value.at",
        ),
        (m([("kind", s("sunk")), ("value", m([]))]), "last.kind"),
    ];
    for (last, place) in cases {
        let mut item = by_others();
        item.insert("last".to_owned(), last);
        raw_put(&bed.db, TABLE, item).await;
        let page = shipments.scan().page(None).await.unwrap();
        assert_eq!(page.bad[0].attribute(), place);
    }
}

#[tokio::test]
async fn a_sensitive_content_is_kept_out_of_messages() {
    let (bed, shipments) = bed().await;
    let mut item = by_others();
    let wrong = m([("to", s("hideout")), ("at", s("4711"))]);
    item.insert(
        "secret".to_owned(),
        m([("kind", s("moved")), ("value", wrong)]),
    );
    raw_put(&bed.db, TABLE, item).await;
    let error = shipments.get("a").await.unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(
        !told.contains("4711") && !told.contains("hideout"),
        "{told}"
    );
}
