//! Undeclared attributes of items.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Attributes;
use crate::model::{ModelDescriptor, Shape, StructShape, shape_of};

/// Returns the paths of the undeclared attributes of an item, in order: `legacy`, `profile.theme`,
/// `lines[0].note`, with `?` for map keys, which are values.
///
/// Types that keep undeclared attributes have none.
pub(crate) fn unknown_paths(item: &Attributes, model: &ModelDescriptor) -> Vec<String> {
    let mut paths = Vec::new();
    for (name, value) in item {
        if !model.attributes.contains(&name.as_str()) {
            paths.push(name.clone());
        } else if let Some(shape) = shape_of(model.nested, name) {
            inside(value, shape, name, &mut paths);
        }
    }
    let is_second =
        |path: &String| (model.phased.iter()).any(|it| it.other_path().to_string() == *path);
    paths.retain(|path| !is_second(path));
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Adds the undeclared attributes inside the value at a path.
fn inside(value: &AttributeValue, shape: Shape, path: &str, paths: &mut Vec<String>) {
    match (shape, value) {
        (Shape::Struct(shape), AttributeValue::M(entries)) => {
            among(entries, shape, None, path, paths);
        }
        (Shape::Union(shape), AttributeValue::M(entries)) => {
            let tag = entries.get(shape.tag).and_then(|tag| tag.as_s().ok());
            if let Some(variant) = tag.and_then(|tag| shape.variant(tag)) {
                among(entries, variant, Some(shape.tag), path, paths);
            }
        }
        (Shape::List(element), AttributeValue::L(elements)) => {
            for (index, value) in elements.iter().enumerate() {
                inside(value, *element, &format!("{path}[{index}]"), paths);
            }
        }
        (Shape::Map(entry), AttributeValue::M(entries)) => {
            let path = format!("{path}.?");
            for value in entries.values() {
                inside(value, *entry, &path, paths);
            }
        }
        // The value is not of the declared type.
        _ => {}
    }
}

fn among(
    entries: &Attributes,
    shape: &StructShape,
    tag: Option<&str>,
    path: &str,
    paths: &mut Vec<String>,
) {
    for (name, value) in entries {
        let is_known = shape.attributes.contains(&name.as_str()) || tag == Some(name);
        if let Some(shape) = shape.of(name) {
            inside(value, shape, &format!("{path}.{name}"), paths);
        } else if !is_known && !shape.keeps_unknown {
            paths.push(format!("{path}.{name}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KeyAttributeDescriptor, TableDescriptor, UnionShape};

    static TABLE: TableDescriptor = TableDescriptor {
        name: "things",
        partition: KeyAttributeDescriptor::string("id"),
        sort: None,
        indexes: &[],
        second_indexes: &[],
        ttl: None,
    };
    static LINE: StructShape = StructShape::new(&["sku", "gift", "parts"]).nested(&[
        ("gift", Shape::Struct(&KEEPING)),
        ("parts", Shape::List(&Shape::Struct(&LINE))),
    ]);
    static KEEPING: StructShape = StructShape::new(&["to", "line"])
        .nested(&[("line", Shape::Struct(&LINE))])
        .keeping_unknown();
    static PAYMENT: UnionShape = UnionShape {
        tag: "type",
        variants: &[
            ("card", StructShape::new(&["digits"])),
            ("cash", StructShape::new(&[])),
        ],
    };
    static MODEL: ModelDescriptor = ModelDescriptor::new(
        "Thing",
        &TABLE,
        &["id", "line", "lines", "by_key", "payment"],
    )
    .nested(&[
        ("line", Shape::Struct(&LINE)),
        ("lines", Shape::List(&Shape::List(&Shape::Struct(&LINE)))),
        ("by_key", Shape::Map(&Shape::Struct(&LINE))),
        ("payment", Shape::Union(&PAYMENT)),
    ]);

    fn s(text: &str) -> AttributeValue {
        AttributeValue::S(text.to_owned())
    }

    fn item<const N: usize>(entries: [(&str, AttributeValue); N]) -> Attributes {
        let entries = entries.map(|(name, value)| (name.to_owned(), value));
        entries.into()
    }

    fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
        AttributeValue::M(item(entries))
    }

    fn l<const N: usize>(elements: [AttributeValue; N]) -> AttributeValue {
        AttributeValue::L(elements.into())
    }

    #[test]
    fn unknown_attributes_are_named_by_their_paths_in_order() {
        let line = || m([("sku", s("1")), ("note", s("2"))]);
        let item = item([
            ("id", s("key")),
            ("legacy", s("1")),
            ("lines", l([l([]), l([m([("sku", s("1"))]), line()])])),
            ("line", m([("theme", s("dark"))])),
            ("by_key", m([("home", line()), ("work", line())])),
            ("payment", m([("type", s("cash")), ("digits", s("1"))])),
        ]);
        let expected = [
            "by_key.?.note",
            "legacy",
            "line.theme",
            "lines[1][1].note",
            "payment.digits",
        ];
        assert_eq!(unknown_paths(&item, &MODEL), expected);
    }

    #[test]
    fn what_is_inside_of_the_unknown_is_part_of_it() {
        let inner = m([("deep", s("1"))]);
        let item = item([("line", m([("extra", inner)]))]);
        assert_eq!(unknown_paths(&item, &MODEL), ["line.extra"]);
    }

    #[test]
    fn a_type_that_keeps_what_it_does_not_know_has_nothing_unknown_but_what_is_inside() {
        let line = m([("note", s("1"))]);
        let gift = m([("wrapping", s("red")), ("line", line)]);
        let item = item([("line", m([("gift", gift)]))]);
        assert_eq!(unknown_paths(&item, &MODEL), ["line.gift.line.note"]);
    }

    #[test]
    fn values_of_other_kinds_have_nothing_inside() {
        let item = item([
            ("line", s("text")),
            ("lines", m([("sku", s("1"))])),
            ("payment", m([("type", s("newer")), ("x", s("1"))])),
            ("by_key", AttributeValue::Null(true)),
        ]);
        assert!(unknown_paths(&item, &MODEL).is_empty());
    }
}
