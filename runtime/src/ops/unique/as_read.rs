//! The condition that an item is still what it was when it was read.

use std::fmt::Write as _;

use crate::expr::is_same;
use crate::model::ModelDescriptor;
use crate::request::{Attributes, Conditional};

/// DynamoDB takes 300 operators and functions in a condition: two for each attribute, and some
/// for the conditions of the operation.
const MAX_ATTRIBUTES: usize = 120;

/// The attributes that have to be as they were: all of the model, so that what is returned is
/// what was stored, but for those of the key, which never change. With a version, the version
/// stands for the others.
fn attributes(model: &'static ModelDescriptor) -> Vec<&'static str> {
    let guarded = model.guarded_attributes();
    let mut names: Vec<_> = match model.version {
        Some(version) => guarded.chain([version]).collect(),
        None if model.attributes.len() > MAX_ATTRIBUTES => guarded.collect(),
        None => model.attributes.to_vec(),
    };
    names.retain(|name| !model.table.key_names().any(|key| key == *name));
    names.sort_unstable();
    names.dedup();
    names
}

/// Demands that the item is as it was read: absent, or with the same attributes.
pub(super) fn require(
    conditional: &mut Conditional,
    model: &'static ModelDescriptor,
    read: Option<&Attributes>,
) {
    let (names, values) = &mut conditional.substitutions;
    let names = names.get_or_insert_default();
    names.insert("#key".to_owned(), model.table.partition.name.to_owned());
    let mut text = match read {
        Some(_) => "attribute_exists(#key)".to_owned(),
        None => "attribute_not_exists(#key)".to_owned(),
    };
    for (position, name) in attributes(model).into_iter().enumerate() {
        let Some(read) = read else { break };
        let placeholder = format!("#read{position}");
        // Writing to a string cannot fail.
        let _ = match read.get(name) {
            Some(value) => {
                let value_placeholder = format!(":read{position}");
                let values = values.get_or_insert_default();
                values.insert(value_placeholder.clone(), value.clone());
                write!(text, " AND {placeholder} = {value_placeholder}")
            }
            None => write!(text, " AND attribute_not_exists({placeholder})"),
        };
        names.insert(placeholder, name.to_owned());
    }
    conditional.condition = Some(match conditional.condition.take() {
        Some(own) => format!("({own}) AND {text}"),
        None => text,
    });
}

/// Whether an item is not what it was when it was read.
pub(super) fn is_stale(
    model: &'static ModelDescriptor,
    read: Option<&Attributes>,
    now: Option<&Attributes>,
) -> bool {
    let (Some(read), Some(now)) = (read, now) else {
        return read.is_some() != now.is_some();
    };
    let same = |name: &&str| match (read.get(*name), now.get(*name)) {
        (Some(read), Some(now)) => is_same(now, read),
        (read, now) => read.is_none() && now.is_none(),
    };
    !attributes(model).iter().all(same)
}
