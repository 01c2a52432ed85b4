//! Migrations and backups read and write items as the generated code does.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::codec::ItemWriter;
use dynamite::engine_support::{self, FormError, Forms, StructForm};
use dynamite::model::Model;
use dynamite_sample::models::{Entry, Payment};

use super::by_others;
use crate::engine::schema;
use crate::support::{Item, item, m, n, s};

fn form_of(name: &str) -> (Forms, StructForm) {
    let schema = schema::schema();
    let model = schema.models.iter().find(|it| it.name == name).unwrap();
    let form = schema::of_fields(&model.fields, true);
    (schema::forms(&schema), form)
}

/// Attributes that only other variants have, right and wrong ones for these.
fn with_strays() -> Item {
    let mut stored = by_others();
    stored.insert("attempts".to_owned(), n("2.0"));
    stored.insert("iban".to_owned(), n("1"));
    stored.insert("sent_at".to_owned(), s("never"));
    stored.insert("left".to_owned(), AttributeValue::Null(true));
    stored
}

#[test]
fn what_belongs_to_no_variant_is_left_out_and_the_rest_is_kept() {
    let (forms, payment) = form_of("Payment");
    let mut untouched = with_strays();
    for stray in ["iban", "sent_at", "left"] {
        untouched.remove(stray);
    }
    untouched.insert("attempts".to_owned(), n("2"));
    // A nested type keeps what it does not declare only if it says so.
    untouched.insert("billed_to".to_owned(), m([("name", s("Ada"))]));
    assert_eq!(forms.item(&payment, &with_strays()).unwrap(), untouched);

    let read = engine_support::item(with_strays());
    let mut generated = written(&read.decode::<Payment>().unwrap());
    generated.insert("colour".to_owned(), s("red"));
    assert_eq!(generated, untouched);
}

#[test]
fn an_optional_union_without_a_tag_has_no_attributes() {
    let (forms, payment) = form_of("Payment");
    for tag in [None, Some(AttributeValue::Null(true))] {
        let mut stored = by_others();
        stored.remove("refund");
        stored.extend(tag.map(|tag| ("refund".to_owned(), tag)));
        let canonical = forms.item(&payment, &stored).unwrap();
        assert!(!canonical.contains_key("refund") && !canonical.contains_key("refunded"));
        let read = engine_support::item(stored).decode::<Payment>().unwrap();
        assert_eq!(read.refund, None);
    }
}

#[test]
fn errors_are_those_of_generated_code() {
    let (forms, entry) = form_of("Entry");
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
        let read = engine_support::item(stored.clone());
        let read = read.decode::<Entry>().unwrap_err();
        let FormError::Decode(error) = forms.item(&entry, &stored).unwrap_err() else {
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
