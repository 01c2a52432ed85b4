//! `unions`: variants by tag, with what the schema does not know, kept or not.

use super::items::Items;

#[test]
fn variants_have_their_fields_and_keep_what_is_unknown_where_that_is_declared() {
    let payment = Items::of("unions", "payment.rs");
    let rest = "rest: ::std::collections::BTreeMap<rt::String, rt::Document>";
    payment.item("pub enum Payment").has([
        &format!(
            "Card {{ last4: rt::String, amount: rt::Decimal, paid_at: rt::Timestamp, {rest} }}"
        ),
        &format!("Cash {{ {rest} }}"),
    ]);
    payment.item("impl ::core::fmt::Debug for Payment").has([
        ".field(\"last4\", &rt::Redacted)",
        ".field(\"rest\", &rt::Names(rest))",
    ]);
    let note = Items::of("unions", "note.rs");
    note.item("pub enum Note")
        .has(["{ Text { body: rt::String }, None }"]);
    note.item("impl rt::Attribute for Note").lacks(["rest"]);
}

#[test]
fn the_declared_tag_says_which_variant_it_is() {
    let payment = Items::of("unions", "payment.rs");
    let codec = payment.item("impl rt::Attribute for Payment");
    codec.has([
        "let (tag, fields) = rt::read_tagged(&value, reader, \"kind\")?",
        "other => rt::Err(rt::unknown_tag(\"Payment\", \"kind\", other))",
    ]);
    let written = payment.item("impl Payment");
    written.has(["writer.attribute(\"kind\")", "writer.string(\"transfer\")"]);
    let note = Items::of("unions", "note.rs");
    note.item("impl Note").has(["writer.attribute(\"type\")"]);
}

#[test]
fn a_variant_reads_its_own_fields_in_their_own_types() {
    let payment = Items::of("unions", "payment.rs");
    payment.item("impl rt::Attribute for Payment").has([
        "let (last4, amount, paid_at) = rt::read_fields::<
         (rt::Secret<rt::String>, rt::Decimal, rt::Timestamp), R,>",
        "(rt::String, rt::Nullable<rt::Decimal>, super::Reference)",
        "(rt::String, rt::Nullable<rt::Set<rt::String>>)",
        "codes: codes.unwrap_or_default()",
    ]);
}

#[test]
fn shapes_are_nested() {
    let payment = Items::of("unions", "payment.rs");
    payment.item("pub(super) static SHAPE").has([
        "tag: \"kind\"",
        "rt::StructShape::new(&[\"iban\", \"amount\", \"reference\"])
            .nested(&[(\"reference\", rt::Shape::Struct(&super::reference::SHAPE))])
            .keeping_unknown()",
        "(\"cash\", rt::StructShape::new(&[]).keeping_unknown())",
    ]);
    let note = Items::of("unions", "note.rs");
    note.item("pub(super) static SHAPE")
        .lacks(["keeping_unknown"]);
}
