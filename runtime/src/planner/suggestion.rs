//! The index that a scan would not have needed.

use super::Question;
use super::conjunct::{alternatives, fixed, ranged};
use super::key_path::KeyPath;
use crate::model::ModelDescriptor;

/// What to do so that a condition is answered without a scan; `None` if no index would help.
pub(super) fn of(question: &Question) -> Option<String> {
    one_by_one(question).or_else(|| index(question))
}

/// A partition key of which several values are wanted: each is a query of its own.
fn one_by_one(question: &Question) -> Option<String> {
    let nodes = question.condition.nodes();
    let way = KeyPath::all(question.model.table).find(|way| {
        let [partition] = way.partition() else {
            return false;
        };
        nodes
            .iter()
            .any(|it| alternatives(it, *partition).is_some())
    })?;
    let name = field(question.model, way.partition().first()?.name);
    Some(format!(
        "a query has one value of `{name}`: find the items of each value by itself"
    ))
}

/// An index with a fixed attribute as its partition key, and a range, or else another fixed one,
/// as its sort key.
fn index(question: &Question) -> Option<String> {
    let nodes = question.condition.nodes();
    let partition = nodes.iter().find_map(fixed)?;
    let others = |attribute: &&'static str| *attribute != partition;
    let sort = (nodes.iter().filter_map(ranged).find(others))
        .or_else(|| nodes.iter().filter_map(fixed).find(others));
    let partition = field(question.model, partition);
    let method: String = partition
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    Some(match sort {
        Some(sort) => format!(
            "declare an index, `by_{method}: {{ partition: {}, sort: {} }}`",
            quoted(partition),
            quoted(field(question.model, sort))
        ),
        None => format!("declare an index, `by_{method}: {}`", quoted(partition)),
    })
}

/// The name that the schema has for an attribute.
fn field(model: &ModelDescriptor, attribute: &'static str) -> &'static str {
    let mut renamed = model.renamed.iter();
    renamed
        .find(|(stored, _)| *stored == attribute)
        .map_or(attribute, |(_, field)| field)
}

/// A name as YAML has it.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_plain {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}
