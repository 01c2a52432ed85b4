//! Suggestions to avoid a scan.

use super::Question;
use super::candidate::may_lack;
use super::conjunct::{alternatives, equality, fixed, ranged};
use super::key_path::KeyPath;
use crate::expr::{Join, Node};
use crate::model::{KeyAttributeDescriptor, ModelDescriptor};

/// Returns a way to serve the condition without a scan; `None` if there is none.
pub(super) fn of(question: &Question) -> Option<String> {
    let suggestions = [one_by_one, lacking, unique, index];
    suggestions.into_iter().find_map(|of| of(question))
}

/// Explains why an index that the condition is about does not serve it.
fn lacking(question: &Question) -> Option<String> {
    KeyPath::all(question.model.table).find_map(|key_path| {
        let name = lacked(key_path, question)?;
        Some(lacks_items(key_path.index?.name, name))
    })
}

/// Returns the field without which an item is not in an index, though the condition may hold for it
/// and is about the partition key of this index.
pub(super) fn lacked(key_path: KeyPath, question: &Question) -> Option<&'static str> {
    let nodes = question.condition.nodes();
    let is_asked_for = |key| nodes.iter().any(|node| is_value(node, key));
    if !key_path.partition().iter().all(|key| is_asked_for(*key)) {
        return None;
    }
    may_lack(key_path, question).map(|attribute| field(question.model, attribute))
}

/// Returns `true` for the condition that a key attribute has one value, which may be the one that its
/// absence means.
fn is_value(node: &Node, key: KeyAttributeDescriptor) -> bool {
    match node {
        Node::Group(Join::Or, nodes) => {
            let values = nodes.iter().filter(|it| equality(it, key).is_some());
            values.count() == 1 && node.attributes().iter().all(|it| *it == key.name)
        }
        node => equality(node, key).is_some(),
    }
}

/// Explains that items without this field are not in the index.
pub(super) fn lacks_items(index: &str, name: &str) -> String {
    format!(
        "index `{index}` lacks the items without `{name}`, for which the condition may hold: allow a \
         `.scan()`; or, if these are not wanted, query the index by its own method"
    )
}

/// Suggests the lookup by unique fields whose values are fixed, which needs no index.
fn unique(question: &Question) -> Option<String> {
    let nodes = question.condition.nodes();
    let fixed: Vec<_> = nodes.iter().filter_map(fixed).collect();
    let mut uniques = question.model.uniques.iter();
    let unique = uniques.find(|unique| unique.attributes.iter().all(|it| fixed.contains(it)))?;
    let name = |attribute: &&'static str| field(question.model, attribute);
    Some(match unique.attributes {
        [attribute] => {
            let name = name(attribute);
            let method = method(name);
            format!("`{name}` is unique: `by_{method}` of the repository finds the item")
        }
        several => {
            let names: Vec<_> = several.iter().map(name).collect();
            let names = names.join("` and `");
            format!("`{names}` are unique together: the repository has a method for that")
        }
    })
}

/// Suggests one query for each of several values of a partition key.
fn one_by_one(question: &Question) -> Option<String> {
    let nodes = question.condition.nodes();
    let key_path = KeyPath::all(question.model.table).find(|key_path| {
        let [partition] = key_path.partition() else {
            return false;
        };
        let mut values = nodes.iter().filter_map(|it| alternatives(it, *partition));
        values.any(|values| values.len() > 1)
    })?;
    let name = field(question.model, key_path.partition().first()?.name);
    Some(format!(
        "a query has one value of `{name}`: find the items of each value by itself"
    ))
}

/// Suggests an index with a fixed attribute as its partition key, and a range, or else another
/// fixed attribute, as its sort key.
fn index(question: &Question) -> Option<String> {
    let nodes = question.condition.nodes();
    let model = question.model;
    let may_be_key = |attribute: &&'static str| {
        let is_maintained = Some(*attribute) == model.version || Some(*attribute) == model.write_id;
        !is_maintained && !model.flattened.contains(attribute)
    };
    let partition = nodes.iter().filter_map(fixed).find(may_be_key)?;
    let others = |attribute: &&'static str| *attribute != partition && may_be_key(attribute);
    let sort = (nodes.iter().filter_map(ranged).find(others))
        .or_else(|| nodes.iter().filter_map(fixed).find(others));
    let partition = field(question.model, partition);
    let method = method(partition);
    Some(match sort {
        Some(sort) => format!(
            "declare an index, `by_{method}: {{ partition: {}, sort: {} }}`",
            quoted(partition),
            quoted(field(question.model, sort))
        ),
        None => format!("declare an index, `by_{method}: {}`", quoted(partition)),
    })
}

/// Converts a name to a part of a method name.
fn method(name: &str) -> String {
    let chars = name.chars();
    chars
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

/// Returns the field name of an attribute.
fn field(model: &ModelDescriptor, attribute: &'static str) -> &'static str {
    let mut renamed = model.renamed.iter();
    renamed
        .find(|(stored, _)| *stored == attribute)
        .map_or(attribute, |(_, field)| field)
}

/// Quotes a name for YAML.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}
