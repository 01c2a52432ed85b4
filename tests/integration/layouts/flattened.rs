//! Unions whose attributes are attributes of the item itself.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::Ulid;
use dynamite::codec::ItemWriter;
use dynamite::dec;
use dynamite::model::{Model, TableDescriptor};
use dynamite_sample::models::{
    Change, ChangedBy, Entry, EntryKey, EventLog, NewEntry, NewPayment, PaidBy, Payer, Payment,
    Payments, Refund, entry, payment, tables,
};

use crate::engine::schema;
use crate::support::{Bed, Item, item, m, n, raw_put, s, ss, stored_all};

pub(super) const TABLES: &[&TableDescriptor] = &[&tables::PAYMENTS, &tables::EVENT_LOG];
pub(super) const PAYMENTS: &str = "payments";
pub(super) const LOG: &str = "event_log";

pub(super) const ID: Ulid = Ulid::from_parts(1_700_000_000_000, 7);

pub(super) fn payer() -> Payer {
    Payer {
        name: "Ada".to_owned(),
        city: None,
    }
}

pub(super) fn card() -> PaidBy {
    PaidBy::Card {
        last_four: "4242".to_owned(),
        billed_to: payer(),
        attempts: 2,
        reference: "r".to_owned(),
    }
}

pub(super) fn transfer() -> PaidBy {
    PaidBy::Transfer {
        iban: "DE00 1234".to_owned(),
        billed_to: payer(),
        sent_at: None,
        reference: 7,
    }
}

pub(super) fn vouchers() -> PaidBy {
    PaidBy::Vouchers {
        codes: BTreeSet::new(),
        left: BTreeMap::from([("a".to_owned(), dec!(1.5))]),
    }
}

pub(super) fn new_payment(method: PaidBy) -> NewPayment {
    NewPayment {
        customer: "ada".to_owned(),
        method,
    }
}

/// A payment as another program stores it, with attributes that the schema does not know.
pub(super) fn by_others() -> Item {
    item([
        ("id", s(ID)),
        ("customer", s("ada")),
        ("paid_by", s("card")),
        ("last_four", s("4242")),
        ("billed_to", m([("name", s("Ada")), ("street", s("North"))])),
        ("reference", s("r")),
        ("refund", s("part")),
        ("refunded", n("5")),
        ("colour", s("red")),
    ])
}

pub(super) async fn stored_payment(bed: &Bed) -> Item {
    stored_all(&bed.db, PAYMENTS).await.remove(0)
}

#[tokio::test]
async fn tag_and_fields_are_attributes_of_the_item() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let new = new_payment(card())
        .id(ID)
        .refund(Refund::Part { amount: dec!(5) });
    let created = payments.create(new).await.unwrap();
    let expected = item([
        ("id", s(ID)),
        ("customer", s("ada")),
        ("paid_by", s("card")),
        ("last_four", s("4242")),
        ("billed_to", m([("name", s("Ada"))])),
        ("attempts", n("2")),
        ("reference", s("r")),
        ("refund", s("part")),
        ("refunded", n("5")),
    ]);
    assert_eq!(stored_payment(&bed).await, expected);
    assert_eq!(payments.get(ID).await.unwrap(), Some(created));
}

#[tokio::test]
async fn every_variant_reads_back() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let refunds = [
        None,
        Some(Refund::Full),
        Some(Refund::Part { amount: dec!(1) }),
    ];
    let methods = [card(), transfer(), vouchers(), PaidBy::Cash];
    for (method, refund) in methods.iter().zip(refunds.iter().cycle()) {
        let new = new_payment(method.clone()).refund(refund.clone());
        let created = payments.create(new).await.unwrap();
        assert_eq!((&created.method, &created.refund), (method, refund));
        assert_eq!(payments.get(&created).await.unwrap(), Some(created));
    }
}

#[tokio::test]
async fn items_of_others_are_read() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let read = payments.get(ID).await.unwrap().unwrap();
    let PaidBy::Card { attempts, .. } = &read.method else {
        panic!("{read:?}")
    };
    assert_eq!(*attempts, 1, "what an absent attribute means");
    assert_eq!(read.refund, Some(Refund::Part { amount: dec!(5) }));

    for tag in [None, Some(AttributeValue::Null(true))] {
        let mut stored = by_others();
        stored.remove("refund");
        stored.extend(tag.map(|tag| ("refund".to_owned(), tag)));
        raw_put(&bed.db, PAYMENTS, stored).await;
        let read = payments.get(ID).await.unwrap().unwrap();
        assert_eq!(read.refund, None, "although an amount is stored");
    }
}

#[tokio::test]
async fn what_cannot_be_read_names_its_attribute() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let cases = [
        ("paid_by", None, "paid_by"),
        ("paid_by", Some(n("1")), "paid_by"),
        ("last_four", None, "last_four"),
        ("last_four", Some(n("4711")), "last_four"),
        ("billed_to", Some(m([])), "billed_to.name"),
        ("refunded", None, "refunded"),
        ("refund", Some(n("1")), "refund"),
    ];
    for (name, value, place) in cases {
        let mut stored = by_others();
        stored.remove(name);
        stored.extend(value.map(|value| (name.to_owned(), value)));
        raw_put(&bed.db, PAYMENTS, stored).await;
        let page = payments.scan().page(None).await.unwrap();
        assert_eq!(page.bad[0].attribute(), place);
        let told = payments.get(ID).await.unwrap_err().to_string();
        assert!(!told.contains("4711"), "{told}");
    }
    let mut stored = by_others();
    stored.insert("paid_by".to_owned(), s("shells"));
    raw_put(&bed.db, PAYMENTS, stored).await;
    let told = payments.get(ID).await.unwrap_err().to_string();
    assert!(told.contains("shells") && told.contains("PaidBy"), "{told}");
}

#[tokio::test]
async fn content_and_tag_are_attributes_of_the_item() {
    let bed = Bed::with(TABLES).await;
    let log = EventLog::new(&bed.db);
    let stored = item([
        ("stream", s("a")),
        ("number", n("1")),
        ("type", s("renamed")),
        (
            "data",
            m([
                ("name", s("x")),
                ("by", m([("user", s("Ada")), ("shift", s("night"))])),
                ("reason", s("r")),
            ]),
        ),
        ("seen", n("0")),
        ("version", n("1")),
        ("checksum", s("c")),
    ]);
    raw_put(&bed.db, LOG, stored.clone()).await;
    let mut read = log.get(("a", 1_u32)).await.unwrap().unwrap();
    let Change::Renamed { name, rest, .. } = &mut read.event else {
        panic!("{read:?}")
    };
    assert_eq!(rest.keys().collect::<Vec<_>>(), ["reason"]);
    "y".clone_into(name);
    let saved = log.save(&read).await.unwrap();

    let mut expected = stored;
    expected.insert("version".to_owned(), n("2"));
    let data = expected["data"].as_m().unwrap();
    let mut data = data.clone();
    data.insert("name".to_owned(), s("y"));
    expected.insert("data".to_owned(), AttributeValue::M(data));
    assert_eq!(stored_all(&bed.db, LOG).await, [expected.clone()]);

    // A variant without fields has no content.
    let gone = Entry {
        event: Change::Deleted,
        ..saved
    };
    let saved = log.save(&gone).await.unwrap();
    expected.remove("data");
    expected.insert("type".to_owned(), s("deleted"));
    expected.insert("version".to_owned(), n("3"));
    assert_eq!(stored_all(&bed.db, LOG).await, [expected.clone()]);

    let by = ChangedBy {
        user: "Bob".to_owned(),
        device: None,
    };
    let moved = Change::Moved {
        to: "north".to_owned(),
        by,
        tags: BTreeSet::from(["t".to_owned()]),
        rest: BTreeMap::new(),
    };
    let event = moved.clone();
    log.save(&Entry { event, ..saved }).await.unwrap();
    let data = m([
        ("to", s("north")),
        ("by", m([("user", s("Bob"))])),
        ("tags", ss(["t"])),
    ]);
    expected.insert("data".to_owned(), data);
    expected.insert("type".to_owned(), s("moved"));
    expected.insert("version".to_owned(), n("4"));
    assert_eq!(stored_all(&bed.db, LOG).await, [expected]);

    let number = entry::event().moved().by().user().eq("Bob");
    let found = log.query("a").filter(number).all().await.unwrap();
    assert_eq!(found[0].event, moved);
}

#[tokio::test]
async fn conditions_see_the_tag_and_the_fields() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    for method in [card(), transfer(), vouchers(), PaidBy::Cash] {
        payments.create(new_payment(method)).await.unwrap();
    }
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let method = payment::method;
    for (condition, expected) in [
        (method().card().exists(), 2),
        (method().card().not_exists(), 3),
        (method().tag().is_in(["cash", "transfer"]), 2),
        (method().card().last_four().eq("4242"), 2),
        (method().card().billed_to().name().eq("Ada"), 3),
        (method().transfer().sent_at().is_absent(), 5),
        (
            method()
                .transfer()
                .exists()
                .and(method().transfer().sent_at().is_absent()),
            1,
        ),
        (method().vouchers().codes().is_absent(), 5),
        (method().vouchers().left().key("a").gt(dec!(1)), 1),
        (payment::refund().tag().exists(), 1),
        (
            payment::refund().part().amount().between(dec!(1), dec!(9)),
            1,
        ),
        (method().transfer().reference().eq(7), 1),
    ] {
        let shown = format!("{condition:?}");
        let found = payments.scan().filter(condition).all().await.unwrap();
        assert_eq!(found.len(), expected, "{shown}");
    }
}

#[tokio::test]
async fn fields_of_variants_are_selected_as_options() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    raw_put(&bed.db, PAYMENTS, by_others()).await;
    let method = payment::method();
    let fields = (
        method.tag(),
        payment::method().card().last_four(),
        payment::method().transfer().iban(),
    );
    let selected = payments.get(ID).select(fields).await.unwrap().unwrap();
    let expected = (Some("card".to_owned()), Some("4242".to_owned()), None);
    assert_eq!(selected, expected);
}

#[tokio::test]
async fn an_index_that_projects_the_field_projects_all_its_attributes() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let created = payments.create(new_payment(transfer())).await.unwrap();
    let rows = payments.by_customer("ada").all().await.unwrap();
    assert_eq!(rows[0].method, created.method);
    let by_iban = payment::method().transfer().iban().begins_with("DE");
    let rows = payments.by_customer("ada").filter(by_iban).all().await;
    assert_eq!(rows.unwrap().len(), 1);
    let refunded = payment::refund().tag().exists();
    let refused = payments.by_customer("ada").filter(refunded).all().await;
    let told = refused.unwrap_err().to_string();
    assert!(told.contains("refund"), "{told}");
}

#[tokio::test]
async fn json_has_the_union_below_the_name_of_its_field() {
    let bed = Bed::with(TABLES).await;
    let payments = Payments::new(&bed.db);
    let body = serde_json::json!({
        "id": ID,
        "customer": "ada",
        "method": { "paid_by": "transfer", "iban": "de00 1", "billed_to": { "name": "Ada" }, "reference": 7 },
    });
    let draft: dynamite_sample::models::PaymentDraft =
        serde_json::from_value(body.clone()).unwrap();
    let created = payments.create(draft).await.unwrap();
    let mut expected = body;
    expected["method"]["iban"] = "DE00 1".into();
    assert_eq!(serde_json::to_value(&created).unwrap(), expected);
}

/// The engine of migrations and backups reads and writes items as the generated code does.
#[test]
fn forms_without_types_agree() {
    let schema = schema::schema();
    let forms = schema::forms(&schema);
    let form_of = |name: &str| {
        let model = schema.models.iter().find(|it| it.name == name).unwrap();
        schema::of_fields(&model.fields, true)
    };
    let (payments, log) = (form_of("Payment"), form_of("Entry"));
    let mut stray = by_others();
    stray.insert("iban".to_owned(), s("of no variant that it has"));
    stray.insert("attempts".to_owned(), n("2.0"));
    let mut null = stray.clone();
    null.insert("refund".to_owned(), AttributeValue::Null(true));
    for stored in [stray, null] {
        let read = dynamite::engine_support::item(stored.clone());
        let generated = written(&read.decode::<Payment>().unwrap());
        let canonical = forms.item(&payments, &stored).unwrap();
        let known = canonical.into_iter().filter(|(name, _)| name != "colour");
        let mut known: Item = known.collect();
        // What a nested type does not declare is not part of the generated value.
        known.insert("billed_to".to_owned(), generated["billed_to"].clone());
        assert_eq!(known, generated);
    }
    for (tag, data) in [
        ("moved", m([("to", s("x"))])),
        ("sunk", m([])),
        ("renamed", s("x")),
    ] {
        let stored = item([
            ("stream", s("a")),
            ("number", n("1")),
            ("seen", n("1")),
            ("version", n("1")),
            ("type", s(tag)),
            ("data", data),
        ]);
        let read = dynamite::engine_support::item(stored.clone());
        let read = read.decode::<Entry>().unwrap_err();
        let dynamite::engine_support::FormError::Decode(error) =
            forms.item(&log, &stored).unwrap_err()
        else {
            panic!("{tag} cannot be read")
        };
        assert_eq!(
            (error.attribute(), error.expected(), error.found()),
            (read.attribute(), read.expected(), read.found())
        );
    }
}

fn written<M: Model>(value: &M) -> Item {
    let mut writer = ItemWriter::with_capacity(8);
    value.write(&mut writer).unwrap();
    writer.finish().unwrap()
}

#[tokio::test]
async fn keys_and_new_entries_are_as_ever() {
    let bed = Bed::with(TABLES).await;
    let log = EventLog::new(&bed.db);
    let new = NewEntry {
        stream: "a".to_owned(),
        number: 1,
        event: Change::Deleted,
    };
    let created = log.create(new).await.unwrap();
    assert_eq!(EntryKey::from(&created).to_string(), "a,1");
    let stored = stored_all(&bed.db, LOG).await.remove(0);
    assert!(!stored.contains_key("data"), "{stored:?}");
}
