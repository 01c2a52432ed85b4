//! Requests of writes.

use aws_sdk_dynamodb::types::AttributeValue;

use super::oracle::holds_entity;
use super::{
    INNER, MODEL, NeedsItem, Overwrite, TABLE, Thing, changes, item, m, rendered, s, written,
};
use crate::expr::{Condition, mirrored};
use crate::model::{ModelDescriptor, PhasedAttribute, Shape, StructShape};

fn described(overwrite: &Overwrite) -> (String, String) {
    let premises = overwrite.premises.node();
    let condition = premises.map(|node| Condition::<Thing>::new(Ok(node)));
    (
        format!("{:?}", changes(overwrite)),
        condition.map_or_else(String::new, |it| format!("{it:?}")),
    )
}

#[test]
fn a_nested_type_is_written_by_its_paths() {
    let inner = m([("x", s("1")), ("added", s("by a newer program"))]);
    let ours = item([("outer", m([("x", s("2")), ("inner", inner)]))]);
    let (update, condition) = described(&Overwrite::of(&MODEL, &ours, None).unwrap());
    assert_eq!(
        update,
        "UpdateExpression(SET outer.x = ?, outer.inner.x = ?, outer.inner.? = ? REMOVE plain, \
         outer.inner.y, outer.list, outer.empty, outer.choice, choice, map)"
    );
    assert_eq!(condition, "Condition(attribute_type(outer.inner, ?))");
}

#[test]
fn what_is_absent_is_set_as_a_whole() {
    let ours = item([("outer", m([("x", s("1")), ("inner", m([]))]))]);
    let absent = item([]);
    let null = item([("outer", AttributeValue::Null(true))]);
    for stored in [&absent, &null] {
        let overwrite = Overwrite::of(&MODEL, &ours, Some(stored)).unwrap();
        let (update, condition) = described(&overwrite);
        assert_eq!(
            update,
            "UpdateExpression(SET outer = ? REMOVE plain, choice, map)"
        );
        assert_eq!(condition, "Condition(NOT attribute_type(outer, ?))");
    }
    let stored = item([("outer", m([]))]);
    let overwrite = Overwrite::of(&MODEL, &ours, Some(&stored)).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(update.contains("outer.inner = ?"), "{update}");
    assert_eq!(
        condition,
        "Condition(NOT attribute_type(outer.inner, ?) AND attribute_type(outer, ?))"
    );
}

#[test]
fn an_empty_type_is_there_or_made() {
    let ours = item([("outer", m([("empty", m([]))]))]);
    let overwrite = Overwrite::of(&MODEL, &ours, None).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(!update.contains("outer.empty"), "{update}");
    assert_eq!(condition, "Condition(attribute_type(outer.empty, ?))");
    assert!(
        overwrite
            .premises
            .are_contradicted_by(&item([("outer", m([]))]))
    );
}

#[test]
fn a_union_is_written_by_paths_while_it_is_the_same_variant() {
    let variant = |tag: &str| m([("type", s(tag)), ("x", s("1"))]);
    let ours = item([("choice", variant("a"))]);
    let assumed = Overwrite::of(&MODEL, &ours, None).unwrap();
    let (update, condition) = described(&assumed);
    assert!(update.contains("SET choice.x = ? REMOVE"), "{update}");
    assert_eq!(condition, "Condition(choice.type = ?)");

    let other = item([("choice", variant("b"))]);
    assert!(assumed.premises.are_contradicted_by(&other));
    let overwrite = Overwrite::of(&MODEL, &ours, Some(&other)).unwrap();
    let (update, condition) = described(&overwrite);
    assert!(update.contains("SET choice = ? REMOVE"), "{update}");
    assert_eq!(condition, "Condition(choice.type <> ?)");
}

#[test]
fn a_model_without_nested_types_relies_on_nothing() {
    static PLAIN: ModelDescriptor = ModelDescriptor::new("Plain", &TABLE, &["id", "a", "b"]);
    let ours = item([("a", m([("x", s("1"))]))]);
    let overwrite = Overwrite::of(&PLAIN, &ours, None).unwrap();
    let (update, condition) = described(&overwrite);
    assert_eq!(update, "UpdateExpression(SET a = ? REMOVE b)");
    assert_eq!(condition, "");
}

#[test]
fn what_is_longer_than_dynamodb_accepts_is_set_as_a_whole_with_what_was_read() {
    static MANY: StructShape = StructShape::new(&["x"]).keeping_unknown();
    static WIDE: ModelDescriptor = ModelDescriptor::new("Wide", &TABLE, &["id", "wide", "narrow"])
        .nested(&[
            ("wide", Shape::Struct(&MANY)),
            ("narrow", Shape::Struct(&INNER)),
        ]);
    let many = |count: usize| {
        let entries = (0..count).map(|number| (format!("attribute {number}"), s("1")));
        AttributeValue::M(entries.collect())
    };
    let narrow = m([("x", s("1"))]);
    let ours = item([("wide", many(800)), ("narrow", narrow.clone())]);
    assert_eq!(Overwrite::of(&WIDE, &ours, None).err(), Some(NeedsItem));

    let stored = item([("wide", m([("added", s("by others"))])), ("narrow", narrow)]);
    let overwrite = Overwrite::of(&WIDE, &ours, Some(&stored)).unwrap();
    let (update, condition) = rendered(&overwrite).unwrap();
    assert!(
        update.len() < 100 && condition.len() < 100,
        "{update} {condition}"
    );
    let after = written(&overwrite, &stored);
    assert_eq!(after["wide"].as_m().unwrap().len(), 801);
    assert!(holds_entity(&WIDE, &ours, &after));
    let changed = item([("wide", m([("added", s("and changed"))]))]);
    assert!(overwrite.premises.are_contradicted_by(&changed));
    let absent = Overwrite::of(&WIDE, &ours, Some(&item([]))).unwrap();
    assert!(rendered(&absent).is_ok());
}

#[test]
fn what_is_longer_with_both_attributes_of_a_renamed_field_is_set_as_a_whole_too() {
    static MANY: StructShape = StructShape::new(&["x"]).keeping_unknown();
    static PLAIN: ModelDescriptor = ModelDescriptor::new("Wide", &TABLE, &["id", "wide"])
        .nested(&[("wide", Shape::Struct(&MANY))]);
    static RENAMED: ModelDescriptor = PLAIN.phased(&[PhasedAttribute::mirrored("wide", "broad")]);
    let entries = (0..150).map(|number| (format!("attribute {number}"), s("1")));
    let ours = item([("wide", AttributeValue::M(entries.collect()))]);
    let both = |overwrite: &Overwrite, stored| Overwrite {
        actions: mirrored(overwrite.actions.clone(), RENAMED.phased, stored).unwrap(),
        premises: overwrite.premises.clone(),
    };
    let alone = Overwrite::of(&PLAIN, &ours, None).unwrap();
    assert!(rendered(&alone).is_ok());
    assert!(rendered(&both(&alone, None)).is_err());
    assert_eq!(Overwrite::of(&RENAMED, &ours, None).err(), Some(NeedsItem));

    let stored = item([("wide", m([("added", s("by others"))]))]);
    let overwrite = Overwrite::of(&RENAMED, &ours, Some(&stored)).unwrap();
    let overwrite = both(&overwrite, Some(&stored));
    assert!(rendered(&overwrite).is_ok());
    let after = written(&overwrite, &stored);
    assert_eq!(after["broad"], after["wide"]);
    assert_eq!(after["wide"].as_m().unwrap().len(), 151);
}
