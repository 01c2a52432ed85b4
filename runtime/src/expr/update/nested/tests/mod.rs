//! For every stored item and every entity: after the write, declared attributes are the entity's,
//! and undeclared ones are unchanged.

mod items;
mod oracle;
mod properties;
mod requests;

use aws_sdk_dynamodb::types::AttributeValue;

use super::{NeedsItem, Overwrite, UpdateExpression};
use crate::expr::update::evaluate::evaluate;
use crate::expr::{ExpressionError, ExpressionKind, Expressions};
use crate::item::Attributes;
use crate::model::{
    KeyAttributeDescriptor, ModelDescriptor, NestedAttribute, Shape, StructShape, TableDescriptor,
    UnionShape,
};

static TABLE: TableDescriptor = TableDescriptor {
    name: "things",
    partition: KeyAttributeDescriptor::string("id"),
    sort: None,
    indexes: &[],
    second_indexes: &[],
    ttl: None,
};

/// A type with nested types; it contains itself through a list.
static OUTER: StructShape = StructShape::new(&["x", "inner", "list", "empty", "choice"]).nested(&[
    ("inner", Shape::Struct(&INNER)),
    ("list", Shape::List(&Shape::Struct(&OUTER))),
    ("empty", Shape::Struct(&EMPTY)),
    ("choice", Shape::Union(&CHOICE)),
]);
static INNER: StructShape = StructShape::new(&["x", "y"]).keeping_unknown();
static EMPTY: StructShape = StructShape::new(&[]);
static CHOICE: UnionShape = UnionShape {
    tag: "type",
    variants: &[
        ("a", StructShape::new(&["x"])),
        (
            "b",
            StructShape::new(&["x", "inner"]).nested(&[("inner", Shape::Struct(&INNER))]),
        ),
    ],
};
static NESTED: &[NestedAttribute] = &[
    ("outer", Shape::Struct(&OUTER)),
    ("choice", Shape::Union(&CHOICE)),
    ("map", Shape::Map(&Shape::Struct(&INNER))),
];
static MODEL: ModelDescriptor =
    ModelDescriptor::new("Thing", &TABLE, &["id", "plain", "outer", "choice", "map"])
        .nested(NESTED);

struct Thing;

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

fn item<const N: usize>(entries: [(&str, AttributeValue); N]) -> Attributes {
    let entries = entries.map(|(name, value)| (name.to_owned(), value));
    entries.into()
}

/// Returns the item after a write whose conditions hold for it.
fn written(overwrite: &Overwrite, stored: &Attributes) -> Attributes {
    evaluate(&overwrite.actions, stored).unwrap()
}

/// Returns the changes of a write.
fn changes(overwrite: &Overwrite) -> UpdateExpression<Thing> {
    UpdateExpression {
        actions: overwrite.actions.clone(),
        ..UpdateExpression::new()
    }
}

/// Renders the update and its condition.
fn rendered(overwrite: &Overwrite) -> Result<(String, String), ExpressionError> {
    let mut expressions = Expressions::new();
    let update = expressions.update(changes(overwrite))?;
    let condition = overwrite.premises.node();
    let condition = condition.map(|it| expressions.condition_node(ExpressionKind::Condition, it));
    Ok((
        update.unwrap_or_default(),
        condition.transpose()?.unwrap_or_default(),
    ))
}
