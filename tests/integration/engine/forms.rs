//! Values are read and written by their forms as generated types read and write them.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::codec::{DecodeError, EncodeError, ItemWriter};
use dynamite::engine_support::{self, FormError};
use dynamite::model::Model;
use dynamite_sample::models::{Specimen, Specimens};

use super::schema;
use crate::support::{Bed, Item, b, bs, l, m, n, ns, s, ss, stored_all};
use crate::types::{SPECIMENS, specimen};

/// An error without the item that it is of.
fn told(error: Result<&DecodeError, &EncodeError>) -> String {
    match error {
        Ok(error) => format!(
            "{} {} {}",
            error.attribute(),
            error.expected(),
            error.found()
        ),
        Err(error) => error.to_string(),
    }
}

/// What the generated type makes of an item.
fn generated(item: &Item) -> Result<Item, String> {
    let read = engine_support::item(item.clone()).decode::<Specimen>();
    let read = read.map_err(|error| told(Ok(&error)))?;
    let mut writer = ItemWriter::with_capacity(item.len());
    let written = read.write(&mut writer).and_then(|()| writer.finish());
    written.map(in_order).map_err(|error| told(Err(&error)))
}

/// Members of sets in order.
fn in_order(item: Item) -> Item {
    item.into_iter()
        .map(|(name, value)| {
            let value = match value {
                AttributeValue::Ss(mut members) => {
                    members.sort();
                    AttributeValue::Ss(members)
                }
                AttributeValue::Ns(mut members) => {
                    members.sort();
                    AttributeValue::Ns(members)
                }
                AttributeValue::Bs(mut members) => {
                    members.sort_by(|one, other| one.as_ref().cmp(other.as_ref()));
                    AttributeValue::Bs(members)
                }
                AttributeValue::M(entries) => AttributeValue::M(in_order(entries)),
                AttributeValue::L(elements) => {
                    let elements = elements.into_iter();
                    let ordered = elements.map(|it| in_order([(String::new(), it)].into()));
                    let ordered = ordered.flat_map(HashMap::into_values);
                    AttributeValue::L(ordered.collect())
                }
                value => value,
            };
            (name, value)
        })
        .collect()
}

fn has_several_entries(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::M(entries) => entries.len() > 1,
        AttributeValue::L(elements) => elements.iter().any(has_several_entries),
        _ => false,
    }
}

/// Values of every kind, right and wrong for many types.
fn candidates() -> Vec<AttributeValue> {
    let texts = [
        "",
        "x",
        "fresh",
        "thrown-away",
        "2023-11-14",
        "2023-02-30",
        "2023-11-14T22:13:20.000Z",
        "2023-11-14T22:13:20.123456789Z",
        "2023-11-15T00:13:20+02:00",
        "2023-11-14T22:13:20",
        "9999-12-31T23:59:59Z",
        "67E55044-10B1-426F-9247-BB680E5FE0C8",
        "67e5504410b1426f9247bb680e5fe0c8",
        "01arz3ndektsv4rrffq69g5fav",
        "81ARZ3NDEKTSV4RRFFQ69G5FAV",
    ];
    let numbers = [
        "0",
        "-0",
        "1.50",
        "-1",
        "255",
        "256",
        "1e2",
        "1700000000",
        "1700000000123.9",
        "1e-130",
        "99999999999999999999999999999999999999",
    ];
    let mut values: Vec<_> = texts.map(s).into_iter().chain(numbers.map(n)).collect();
    values.extend([
        b(b""),
        b(&[7; 16]),
        AttributeValue::Bool(true),
        AttributeValue::Null(true),
        ss(["b", "a"]),
        ss(["2023-11-14T22:13:20.0001Z", "2023-11-14T22:13:20.0002Z"]),
        ss(["2023-11-14"]),
        ns(["1", "2.0", "300"]),
        bs([b"y", b"x"]),
        l([]),
        l([s("a"), n(1)]),
        l([l([n(1), n("2.50")])]),
        l([s("2023-11-14T22:13:20.000Z")]),
        m([]),
        m([("a", n(1)), ("b", s("x"))]),
        m([("a", n("1.0")), ("b", n(2))]),
        m([
            ("material", s("glass")),
            ("capacity", n("1.10")),
            ("more", s("x")),
        ]),
        m([
            ("material", s("glass")),
            ("inner", l([m([("material", n(1))])])),
        ]),
        l([m([("material", s("glass")), ("labels", ss(["b", "a"]))])]),
        m([("outcome", s("negative")), ("agent", s("x"))]),
        m([("outcome", s("unclear"))]),
        m([
            ("outcome", s("positive")),
            ("agent", s("x")),
            ("load", n(1)),
        ]),
        m([("outcome", s("other"))]),
        m([("outcome", n(1))]),
    ]);
    values
}

#[tokio::test]
async fn every_value_of_every_field_is_read_and_written_as_the_generated_type_does() {
    let bed = Bed::with(SPECIMENS).await;
    let specimens = Specimens::new(&bed.db);
    specimens.create(specimen(|_| ())).await.unwrap();
    let item = stored_all(&bed.db, "specimens").await.remove(0);

    let schema = schema::schema();
    let forms = schema::forms(&schema);
    let model = schema
        .models
        .iter()
        .find(|it| it.name == "Specimen")
        .unwrap();
    let form = schema::of_fields(&model.fields, false);
    let (mut accepted, mut refused) = (0, 0);
    // Of a key in another form a model says that it would miss the item. By its form it is read.
    for field in form.fields.iter().filter(|field| field.attribute != "id") {
        let absent = std::iter::once(None);
        for value in candidates().into_iter().map(Some).chain(absent) {
            let mut changed = item.clone();
            changed.remove(&field.attribute);
            changed.extend(value.clone().map(|value| (field.attribute.clone(), value)));
            let by_form = forms.item(&form, &changed).map(in_order);
            let by_form = by_form.map_err(|error| match &error {
                FormError::Decode(error) => told(Ok(error)),
                FormError::Encode(error) => told(Err(error)),
            });
            // Only its codec knows what a type of the user's own stores.
            if field.attribute == "cost" || field.attribute == "refund" {
                continue;
            }
            let expected = generated(&changed);
            match (&by_form, &expected) {
                // Attributes of a map come in any order, and so does what is wrong with them.
                (Err(_), Err(_)) if value.as_ref().is_some_and(has_several_entries) => {}
                _ => assert_eq!(by_form, expected, "{} {value:?}", field.attribute),
            }
            match expected {
                Ok(_) => accepted += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(accepted > 200 && refused > 1000, "{accepted} {refused}");
}
