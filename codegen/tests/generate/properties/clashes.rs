//! `clashes`: names that generated code has a use for stay what they are in the schema wherever
//! they can, and get a `_` or a path where they cannot.

use super::items::Items;

#[test]
fn fields_keep_their_names_and_keywords_get_a_line() {
    let client = Items::of("clashes", "client.rs");
    let handles = client.names("pub fn ");
    let expected = [
        "partition",
        "sort",
        "source",
        "model",
        "required",
        "new",
        "build",
        "from",
        "into",
        "clone",
        "fmt",
        "finish",
        "fresh",
        "_new",
        "draft",
        "key",
        "write",
        "read",
        "rt",
        "super_",
        "tables",
        "attribute",
        "deref",
        "field",
        "drop",
    ];
    assert_eq!(handles, expected);
    client.item("pub fn super_").has(["rt::path(\"super\")"]);
    client.item("pub struct Client").has([
        "pub super_: rt::Option<super::Shape>",
        "pub rt: ::std::collections::BTreeMap<rt::String, super::Names>",
        "pub tables: rt::Option<super::Handle>",
    ]);
    let names = Items::of("clashes", "names.rs");
    names.item("pub struct Names").has([
        "pub self_: rt::String",
        "pub m: rt::String",
        "pub c: rt::String",
    ]);
    names
        .item("impl<M: 'static, C: rt::Capabilities> NamesPath<M, C>")
        .has([
            "pub fn from(self)",
            "pub fn deref(self)",
            "pub fn self_(self)",
            "(\"M\")",
            "(\"C\")",
        ]);
}

#[test]
fn markers_and_rows_are_named_by_their_indexes() {
    let client = Items::of("clashes", "client.rs");
    let markers = client.names("pub enum ");
    assert_eq!(
        markers,
        ["Primary", "Row", "Borrow", "Marker", "Descriptor"]
    );
    let structs = client.names("pub struct ");
    let expected = [
        "Client",
        "ClientKey",
        "NewClient",
        "ClientDraft",
        "ClientRow",
        "ClientBorrow",
        "ClientMarker",
        "ClientDescriptor",
        "Clients",
    ];
    assert_eq!(structs, expected);
    client
        .item("impl rt::Index for Row")
        .has(["type Row = ClientRow;", "rt::Some(\"row\")"]);
    let hook = Items::of("clashes", "hook.rs");
    assert_eq!(hook.names("pub enum "), ["H"]);
    hook.item("impl rt::Index for H").has(["rt::Some(\"h__\")"]);
    hook.item("impl<H> self::Hooks<H>")
        .has(["-> rt::Query<self::H>"]);
}

#[test]
fn types_with_the_names_of_type_parameters_are_reached_by_a_path() {
    let h = Items::of("clashes", "h.rs");
    h.item("pub struct Hs")
        .has(["<H = rt::NoHooks>(rt::Repository<self::H, H>);"]);
    h.item("pub fn hooks")
        .has(["rt::Path<H, super::NoHooks, rt::KeyField>"]);
    let p = Items::of("clashes", "p.rs");
    let from_pair = p.item("impl<P, S> rt::From<(P, S)> for PKey where P:");
    from_pair.has(["P: rt::Into<super::S>", "S: rt::Into<super::P2>"]);
    let w = Items::of("clashes", "w.rs");
    w.item("impl<H> self::Ws<H>").has(["H: rt::Hooks<self::W>"]);
}

#[test]
fn variants_with_the_names_of_associated_items_are_kept() {
    let value = Items::of("clashes", "value.rs");
    let variants = ["enum Value { Value, Handle, Model, Row, V, Self_ }"];
    value.item("pub enum Value").has(variants);
    let handle = Items::of("clashes", "handle.rs");
    handle
        .item("pub enum Handle")
        .has(["{ Attribute, Value(rt::String) }"]);
    let shape = Items::of("clashes", "shape.rs");
    // Local variables of fields have names of their own, also beside a field `field_value`.
    shape.item("impl Shape").has([
        "Self::Value { value: field_value_2,",
        "field_value: field_field_value,",
        "Self::Self_ { ok: field_ok, err: field_err }",
        "writer.attribute(\"self_\")",
    ]);
}
