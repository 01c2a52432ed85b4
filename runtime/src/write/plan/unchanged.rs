//! Writes of whole items that leave the values of unique fields unchanged, as most do: such a write
//! needs no guards.

use crate::expr::{Comparison, Function, Node, Operand, all_of};
use crate::item::Attributes;
use crate::model::ModelDescriptor;
use crate::path::DocumentPath;

/// Returns the condition that these attributes are stored as they are in an item; `None` if there
/// are none.
pub(crate) fn unchanged(
    attributes: impl IntoIterator<Item = &'static str>,
    item: &Attributes,
) -> Option<Node> {
    all_of(attributes.into_iter().map(|name| {
        let path = DocumentPath::attribute(name);
        match item.get(name) {
            Some(value) => Node::Compare(
                Operand::Path(path),
                Comparison::Eq,
                Operand::Value(value.clone()),
            ),
            None => Node::Function(Function::NotExists, path),
        }
    }))
}

/// Returns the condition that the attributes that guards depend on are stored as they are in this
/// item.
pub(crate) fn same_values(model: &ModelDescriptor, item: &Attributes) -> Option<Node> {
    unchanged(model.guarded_attributes(), item)
}
