//! The write of one attribute: by nested paths, or as a whole.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::merged::merged;
use crate::expr::condition::{BinaryFunction, Comparison, Node, Operand};
use crate::expr::update::{Action, PathChange};
use crate::model::{Shape, StructShape, UnionShape};
use crate::path::{DocumentPath, Step};

/// The actions that write an attribute, with their premises.
#[derive(Default)]
pub(super) struct AttributeWrite {
    pub(super) actions: Vec<Action>,
    /// Conditions that must all hold.
    pub(super) premises: Vec<Node>,
}

/// The known state of a stored value.
#[derive(Clone, Copy)]
pub(super) enum KnownValue<'s> {
    /// Unknown: assumed to match the entity's.
    Assumed,
    /// This value, or absent.
    Stored(Option<&'s AttributeValue>),
}

type Entries = HashMap<String, AttributeValue>;

impl AttributeWrite {
    /// Writes an attribute without changing undeclared attributes inside it.
    pub(super) fn of(
        name: &'static str,
        ours: Option<&AttributeValue>,
        shape: Shape,
        known: KnownValue<'_>,
    ) -> Self {
        let mut plan = Self::default();
        plan.write(DocumentPath::attribute(name), ours, Some(shape), known);
        plan
    }

    /// Sets an attribute to its complete new value, on the condition that the stored value is
    /// unchanged: a single action for any contents.
    pub(super) fn of_whole(
        name: &'static str,
        ours: Option<&AttributeValue>,
        shape: Shape,
        stored: Option<&AttributeValue>,
    ) -> Self {
        let mut plan = Self::default();
        let path = DocumentPath::attribute(name);
        if let (Some(ours), Some(stored)) = (ours, stored) {
            let merged = merged(ours, stored, shape);
            plan.require(&path, Comparison::Eq, stored.clone());
            plan.act(path, PathChange::Set(merged));
        } else {
            plan.write(path, ours, Some(shape), KnownValue::Stored(stored));
        }
        plan
    }

    /// Writes the value at a path. Returns `true` if a premise then ensures that all parents on the
    /// path are maps.
    fn write(
        &mut self,
        path: DocumentPath,
        ours: Option<&AttributeValue>,
        shape: Option<Shape>,
        known: KnownValue<'_>,
    ) -> bool {
        match (ours, shape) {
            (Some(AttributeValue::M(entries)), Some(Shape::Struct(shape))) => {
                self.write_struct(path, entries, shape, known)
            }
            (Some(AttributeValue::M(entries)), Some(Shape::Union(shape))) => {
                self.write_union(path, entries, shape, known)
            }
            _ => {
                self.write_plain(path, ours);
                false
            }
        }
    }

    /// Sets or removes the value at a path.
    pub(super) fn write_plain(&mut self, path: DocumentPath, ours: Option<&AttributeValue>) {
        let change = ours.map_or(PathChange::Remove, |value| PathChange::Set(value.clone()));
        self.act(path, change);
    }

    fn write_struct(
        &mut self,
        path: DocumentPath,
        entries: &Entries,
        shape: &StructShape,
        known: KnownValue<'_>,
    ) -> bool {
        if !known.may_be_map() {
            // There are no contents that could be lost.
            self.premises
                .push(Node::Not(Box::new(is_map(path.clone()))));
            self.act(path, PathChange::Set(AttributeValue::M(entries.clone())));
            return false;
        }
        if !self.write_inside(&path, entries, shape, known) {
            self.premises.push(is_map(path));
        }
        true
    }

    /// Writes a variant attribute by attribute if the same one is stored. The contents of another
    /// variant are replaced.
    fn write_union(
        &mut self,
        path: DocumentPath,
        entries: &Entries,
        shape: &UnionShape,
        known: KnownValue<'_>,
    ) -> bool {
        let tag = entries.get(shape.tag).and_then(|tag| tag.as_s().ok());
        let variant = tag.and_then(|tag| Some((tag, shape.variant(tag)?)));
        let Some((tag, variant)) = variant else {
            self.act(path, PathChange::Set(AttributeValue::M(entries.clone())));
            return false;
        };
        let at_tag = inside(&path, Cow::Borrowed(shape.tag));
        let stored_tag = AttributeValue::S(tag.clone());
        if !known.inside(shape.tag).may_be(&stored_tag) {
            self.require(&at_tag, Comparison::Ne, stored_tag);
            self.act(path, PathChange::Set(AttributeValue::M(entries.clone())));
            return false;
        }
        let mut beside_tag = entries.clone();
        beside_tag.remove(shape.tag);
        self.write_inside(&path, &beside_tag, variant, known);
        self.require(&at_tag, Comparison::Eq, stored_tag);
        true
    }

    /// Writes the attributes inside a map.
    fn write_inside(
        &mut self,
        path: &DocumentPath,
        entries: &Entries,
        shape: &StructShape,
        known: KnownValue<'_>,
    ) -> bool {
        let mut are_maps = false;
        for name in shape.attributes {
            let path = inside(path, Cow::Borrowed(name));
            let ours = entries.get(*name);
            are_maps |= self.write(path, ours, shape.of(name), known.inside(name));
        }
        let undeclared = entries.iter();
        let undeclared = undeclared.filter(|(name, _)| !shape.attributes.contains(&name.as_str()));
        let mut undeclared: Vec<_> = undeclared.collect();
        undeclared.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in undeclared {
            let path = inside(path, Cow::Owned(name.clone()));
            self.act(path, PathChange::Set(value.clone()));
        }
        are_maps
    }

    fn act(&mut self, path: DocumentPath, change: PathChange) {
        self.actions.push(Action::new(path, change));
    }

    fn require(&mut self, path: &DocumentPath, how: Comparison, value: AttributeValue) {
        let compared = Operand::Path(path.clone());
        let premise = Node::Compare(compared, how, Operand::Value(value));
        self.premises.push(premise);
    }
}

impl KnownValue<'_> {
    /// Returns the known state of a nested attribute.
    fn inside(self, name: &str) -> Self {
        match self {
            Self::Assumed => Self::Assumed,
            Self::Stored(Some(AttributeValue::M(entries))) => Self::Stored(entries.get(name)),
            Self::Stored(_) => Self::Stored(None),
        }
    }

    fn may_be_map(self) -> bool {
        matches!(
            self,
            Self::Assumed | Self::Stored(Some(AttributeValue::M(_)))
        )
    }

    fn may_be(self, value: &AttributeValue) -> bool {
        match self {
            Self::Assumed => true,
            Self::Stored(stored) => stored == Some(value),
        }
    }
}

/// Returns the path of a nested attribute.
fn inside(path: &DocumentPath, name: Cow<'static, str>) -> DocumentPath {
    let mut path = path.clone();
    path.rest.push(Step::Attribute(name));
    path
}

/// Returns the condition that there is a map at a path. Only then can a path lead into it.
fn is_map(path: DocumentPath) -> Node {
    let kind = AttributeValue::S("M".to_owned());
    Node::FunctionOf(BinaryFunction::Type, path, kind)
}
