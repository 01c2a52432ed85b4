//! The stored form of each type.

use aws_sdk_dynamodb::types::AttributeValue::{Bool, Null};
use std::collections::BTreeMap;

use dynamite::model::TableDescriptor;
use dynamite::types::{Document, NEVER};
use dynamite::{Timestamp, Uuid, dec};
use dynamite_sample::models::{
    Finding, Hazard, Holds, NewHold, Specimen, SpecimenDraft, SpecimenState, Specimens,
    specimen as fields, tables,
};
use dynamite_sample::money::Cents;

use super::specimen::container;
use super::{SPECIMENS, specimen};
use crate::support::{Bed, Item, b, bs, item, l, m, n, ns, s, ss, stored};

static HOLDS: &[&TableDescriptor] = &[&tables::HOLDS];

async fn stored_specimen(bed: &Bed, specimen: &Specimen) -> Item {
    let key = [("id", s(specimen.id))];
    stored(&bed.db, "specimens", key).await.unwrap()
}

fn with_collections() -> SpecimenDraft {
    let mut crate_of_glass = container("wood");
    crate_of_glass.capacity = Some(dec!(1.5));
    crate_of_glass.labels = ["x".to_owned()].into();
    crate_of_glass.inner = vec![container("glass")];
    specimen(|it| it.hazard = Hazard::Other("radioactive".to_owned()))
        .id(Uuid::from_u128(7))
        .remarks(vec!["first".to_owned(), String::new()])
        .checks(vec![Timestamp::from_second(1).unwrap()])
        .calibration(vec![vec![1.5, -2.0], Vec::new()])
        .fragments(vec![crate_of_glass])
        .counts(BTreeMap::from([("a".to_owned(), 1)]))
        .readings(BTreeMap::from([("r".to_owned(), Document::Null)]))
        .tags(["b".to_owned(), "a".to_owned()].into())
        .lots([2, -1].into())
        .volumes([dec!(0.5)].into())
        .digests([vec![2], vec![1, 0]].into())
        .checked_days(["2024-02-29".parse().unwrap()].into())
}

#[tokio::test]
async fn scalars_are_stored_as_their_types_say() {
    let bed = Bed::with(SPECIMENS).await;
    let new = specimen(|it| it.state = SpecimenState::Discarded);
    let created = Specimens::new(&bed.db).create(new).await.unwrap();

    let expected = item([
        ("id", s(created.id)),
        ("label", s("A-1")),
        (
            "sealed",
            aws_sdk_dynamodb::types::AttributeValue::Bool(true),
        ),
        ("shelf", n(-1)),
        ("offset_mm", n(-2)),
        ("depth_m", n(-3)),
        ("position_um", n(-4)),
        ("serial", n(-5)),
        ("vials", n(1)),
        ("batch", n(2)),
        ("technician", n(3)),
        ("barcode", n(4)),
        ("fingerprint", n(5)),
        ("acidity", n("0.5")),
        ("mass", n("0.1")),
        ("volume", n(0)),
        ("photo", b(&[0, 255])),
        ("series", s("00000000010000000000000002")),
        ("collected_at", s("2023-11-14T22:13:20.000Z")),
        ("received_at", n(1_700_000_000)),
        ("measured_at", n(1_700_000_000_000_i64)),
        ("harvested_on", s("2023-11-14")),
        ("raw", s("raw")),
        ("state", s("thrown-away")),
        ("hazard", s("none")),
        ("finding", m([("outcome", s("negative"))])),
        ("cost", n(250)),
        ("container", m([("material", s("glass")), ("inner", l([]))])),
        ("remarks", l([])),
        ("checks", l([])),
        ("calibration", l([])),
        ("fragments", l([])),
        ("counts", m([])),
        ("readings", m([])),
    ]);
    assert_eq!(stored_specimen(&bed, &created).await, expected);
}

#[tokio::test]
async fn collections_are_stored_as_their_types_say() {
    let bed = Bed::with(SPECIMENS).await;
    let created = Specimens::new(&bed.db)
        .create(with_collections())
        .await
        .unwrap();

    let stored = stored_specimen(&bed, &created).await;

    let null = aws_sdk_dynamodb::types::AttributeValue::Null(true);
    let glass = m([("material", s("glass")), ("inner", l([]))]);
    let wood = m([
        ("material", s("wood")),
        ("capacity", n("1.5")),
        ("labels", ss(["x"])),
        ("inner", l([glass])),
    ]);
    for (name, expected) in [
        ("id", s("00000000-0000-0000-0000-000000000007")),
        ("hazard", s("radioactive")),
        ("remarks", l([s("first"), s("")])),
        ("checks", l([s("1970-01-01T00:00:01.000Z")])),
        ("calibration", l([l([n("1.5"), n(-2)]), l([])])),
        ("fragments", l([wood])),
        ("counts", m([("a", n(1))])),
        ("readings", m([("r", null)])),
        ("tags", ss(["a", "b"])),
        ("lots", ns(["-1", "2"])),
        ("volumes", ns(["0.5"])),
        ("digests", bs([&[1, 0], &[2]])),
        ("checked_days", ss(["2024-02-29"])),
    ] {
        assert_eq!(stored.get(name), Some(&expected), "{name}");
    }
}

#[tokio::test]
async fn a_variant_is_a_map_with_its_tag_among_its_fields() {
    let bed = Bed::with(SPECIMENS).await;
    let positive = Finding::Positive {
        agent: "e. coli".to_owned(),
        load: 3.5,
        seen_at: Timestamp::from_millisecond(1).unwrap(),
    };
    let reasons = vec!["blurred".to_owned()];
    let new = specimen(|it| it.finding = positive).second_finding(Finding::Unclear { reasons });
    let created = Specimens::new(&bed.db).create(new).await.unwrap();

    let stored = stored_specimen(&bed, &created).await;

    let expected = m([
        ("outcome", s("positive")),
        ("agent", s("e. coli")),
        ("load", n("3.5")),
        ("seen_at", s("1970-01-01T00:00:00.001Z")),
    ]);
    assert_eq!(stored["finding"], expected);
    let expected = m([("outcome", s("unclear")), ("reasons", l([s("blurred")]))]);
    assert_eq!(stored["second_finding"], expected);
}

#[tokio::test]
async fn a_document_keeps_all_ten_kinds() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let document = Document::from_iter([
        ("null", Document::Null),
        ("bool", Document::Bool(false)),
        ("number", dec!(-0.000001).into()),
        ("text", "".into()),
        ("bytes", vec![1].into()),
        ("list", vec![Document::from(1), Document::Null].into()),
        ("map", Document::from_iter([("in", Document::from("side"))])),
        ("texts", Document::StringSet(["a".to_owned()].into())),
        ("numbers", Document::NumberSet([dec!(1)].into())),
        ("blobs", Document::BinarySet([vec![0]].into())),
    ]);
    let new = specimen(|it| it.raw = document.clone());
    let created = specimens.create(new).await.unwrap();

    let stored = stored_specimen(&bed, &created).await;

    let expected = m([
        ("null", Null(true)),
        ("bool", Bool(false)),
        ("number", n("-0.000001")),
        ("text", s("")),
        ("bytes", b(&[1])),
        ("list", l([n(1), Null(true)])),
        ("map", m([("in", s("side"))])),
        ("texts", ss(["a"])),
        ("numbers", ns(["1"])),
        ("blobs", bs([&[0]])),
    ]);
    assert_eq!(stored["raw"], expected);
    let read = specimens.get(created.id).await.unwrap().unwrap();
    assert_eq!(read.raw, document);
}

#[tokio::test]
async fn renamed_attributes_are_stored_under_their_own_names() {
    use crate::support::PRODUCTS;
    use dynamite_sample::models::{NewProduct, Products, product};
    let bed = Bed::with(PRODUCTS).await;
    let products = Products::new(&bed.db);
    let new = NewProduct {
        shop: "north".to_owned(),
        sku: "lamp".to_owned(),
        title: "Lamp".to_owned(),
        price: Cents(1990),
        barcode: 4_006_381_333_931,
    };
    let created = products.create(new.size_mm(300)).await.unwrap();
    let update = products.update(&created).set(product::r#type(), "used");
    let updated = update.add(product::size_mm(), 5).await.unwrap();

    let key = [("shop", s("north")), ("sku", s("lamp"))];
    let stored = stored(&bed.db, "products", key).await.unwrap();

    assert_eq!(stored["ean"], n(4_006_381_333_931_u64));
    assert_eq!(stored["size (mm)"], n(305));
    assert_eq!(stored["type"], s("used"));
    assert_eq!((&*updated.r#type, updated.size_mm), ("used", Some(305)));
}

#[tokio::test]
async fn none_and_null_both_read_as_absent() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let created = specimens.create(specimen(|_| {})).await.unwrap();
    let mut item = stored_specimen(&bed, &created).await;
    for name in [
        "alias",
        "parent",
        "spare",
        "second_finding",
        "second_state",
        "discarded_at",
        "notes",
        "marks",
        "refund",
        "attachment",
        "tags",
        "remarks",
        "counts",
    ] {
        let null = aws_sdk_dynamodb::types::AttributeValue::Null(true);
        item.insert(name.to_owned(), null);
    }
    crate::support::raw_put(&bed.db, "specimens", item).await;

    assert_eq!(
        specimens.get(created.id).await.unwrap(),
        Some(created.clone())
    );

    let absent = specimens.scan().filter(fields::alias().is_absent());
    assert_eq!(absent.all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_transaction_stores_what_a_single_write_stores() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let mut built = specimens.build(with_collections());
    built.label = "\"Item\":{} \\ \u{1}\n\u{7f} ü 🦀 \u{2028}".to_owned();

    let transaction = bed.db.transaction().and(specimens.insert(&built));
    transaction.commit().await.unwrap();
    let in_transaction = stored_specimen(&bed, &built).await;
    specimens.delete(built.id).await.unwrap();
    specimens.insert(&built).await.unwrap();

    assert_eq!(in_transaction, stored_specimen(&bed, &built).await);
    assert_eq!(in_transaction["label"], s(&built.label));
}

#[tokio::test]
async fn never_is_a_default() {
    let bed = Bed::with(HOLDS).await;
    let holds = Holds::new(&bed.db);
    let created = holds.create(NewHold { id: "a".to_owned() }).await.unwrap();
    assert_eq!(created.until, NEVER);
    let stored = stored(&bed.db, "holds", [("id", s("a"))]).await.unwrap();
    assert_eq!(stored["until"], n(i64::MAX));
}

/// The variant of other strings may be given a listed one.
#[tokio::test]
async fn a_listed_string_is_returned_as_it_reads_back() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    let given = specimen(|it| it.hazard = Hazard::Other("flammable".to_owned()));
    let created = specimens.create(given).await.unwrap();
    assert_eq!(created.hazard, Hazard::Flammable);
    assert_eq!(specimens.get(&created).await.unwrap(), Some(created));
}
