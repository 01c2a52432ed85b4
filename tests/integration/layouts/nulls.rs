//! `NULL` as a value that differs from an absent attribute.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::{Document, dec};
use dynamite_sample::models::{
    Inside, Inspection, Inspections, Inspector, NewInspection, inspection, tables,
};

use crate::support::{Bed, Item, item, m, raw_put, s, stored_all};

const TABLE: &str = "inspections";
const TABLES: &[&dynamite::model::TableDescriptor] = &[&tables::INSPECTIONS];

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

/// One item with `NULL` in every place, and one with nothing.
fn by_others() -> [Item; 2] {
    let by = m([("type", s("person")), ("note", null())]);
    [
        item([
            ("id", s("null")),
            ("finding", null()),
            ("hidden", null()),
            ("inside", m([("finding", null())])),
            ("by", by),
        ]),
        item([
            ("id", s("nothing")),
            ("inside", m([])),
            ("by", m([("type", s("person"))])),
        ]),
    ]
}

async fn bed() -> (Bed, Inspections) {
    let bed = Bed::with(TABLES).await;
    for item in by_others() {
        raw_put(&bed.db, TABLE, item).await;
    }
    let inspections = Inspections::new(&bed.db);
    (bed, inspections)
}

async fn stored(bed: &Bed) -> Vec<Item> {
    let mut all = stored_all(&bed.db, TABLE).await;
    all.sort_by_key(|item| item["id"] != s("null"));
    all
}

async fn read(inspections: &Inspections, id: &str) -> Inspection {
    inspections.get(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn null_and_absent_are_read_apart() {
    let (_bed, inspections) = bed().await;
    for (id, expected) in [("null", Some(Document::Null)), ("nothing", None)] {
        let read = read(&inspections, id).await;
        assert_eq!((&read.finding, &read.hidden), (&expected, &expected));
        let inside = Inside {
            finding: expected.clone(),
            plain: None,
        };
        assert_eq!(read.inside, Some(inside));
        assert_eq!(read.by, Some(Inspector::Person { note: expected }));
    }
}

#[tokio::test]
async fn what_was_read_is_written_back_unchanged() {
    let (bed, inspections) = bed().await;
    for id in ["null", "nothing"] {
        let read = read(&inspections, id).await;
        inspections.save(&read).await.unwrap();
        assert_eq!(stored(&bed).await, by_others());
        inspections.replace(&read).await.unwrap();
        assert_eq!(stored(&bed).await, by_others());
    }
}

#[tokio::test]
async fn a_new_item_holds_null_where_it_is_given() {
    let bed = Bed::with(TABLES).await;
    let inspections = Inspections::new(&bed.db);
    let new = NewInspection {
        id: "null".to_owned(),
    };
    let new = new.finding(Document::Null).plain(Document::Null);
    let created = inspections.create(new).await.unwrap();
    assert_eq!(
        (&created.finding, &created.plain),
        (&Some(Document::Null), &None)
    );
    assert_eq!(read(&inspections, "null").await, created);
    assert_eq!(
        stored(&bed).await,
        [item([("id", s("null")), ("finding", null())])]
    );
}

#[tokio::test]
async fn conditions_tell_null_from_absent() {
    let (_bed, inspections) = bed().await;
    let finding = inspection::finding;
    let one = || Document::Number(dec!(1));
    let cases = [
        (finding().is_absent(), vec!["nothing"]),
        (finding().is_present(), vec!["null"]),
        (finding().eq(Document::Null), vec!["null"]),
        (finding().ne(Document::Null), vec!["nothing"]),
        (finding().ne(one()), vec!["nothing", "null"]),
        (finding().is_in([Document::Null, one()]), vec!["null"]),
        (
            inspection::inside().finding().eq(Document::Null),
            vec!["null"],
        ),
        (inspection::inside().finding().is_absent(), vec!["nothing"]),
    ];
    for (condition, expected) in cases {
        let shown = format!("{condition:?}");
        let found = inspections.scan().filter(condition).all().await.unwrap();
        let mut ids: Vec<_> = found.iter().map(|it| it.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{shown}");
    }
}

#[tokio::test]
async fn updates_and_selections_tell_them_apart() {
    let (bed, inspections) = bed().await;
    let update = inspections
        .update("nothing")
        .set(inspection::finding(), Document::Null)
        .set(inspection::inside().finding(), Document::Null)
        .only_if(inspection::finding().is_absent());
    let updated = update.await.unwrap();
    assert_eq!(updated.finding, Some(Document::Null));
    assert_eq!(stored(&bed).await[1]["finding"], null());
    assert_eq!(stored(&bed).await[1]["inside"], m([("finding", null())]));

    let update = inspections
        .update("null")
        .set_or_remove(inspection::finding(), None::<Document>)
        .set_or_remove(inspection::hidden(), Some(Document::Null));
    let updated = update.await.unwrap();
    assert_eq!(
        (updated.finding, updated.hidden),
        (None, Some(Document::Null))
    );

    let selected = inspections
        .scan()
        .select((
            inspection::id(),
            inspection::finding(),
            inspection::inside().finding(),
        ))
        .all();
    let mut selected = selected.await.unwrap();
    selected.sort_by(|one, other| one.0.cmp(&other.0));
    let null = Some(Document::Null);
    let expected = [
        ("nothing".to_owned(), null.clone(), null.clone()),
        ("null".to_owned(), None, null),
    ];
    assert_eq!(selected, expected);
}
