//! Attributes whose values updates copy.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, PathChange};
use super::evaluate::Item;
use super::null::is_null;
use crate::expr::condition::{Node, not_null, present};
use crate::expr::stored::find;
use crate::path::DocumentPath;

/// The attribute that a change copies.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) path: DocumentPath,
    /// `true` if a stored `NULL` counts as absent: it is not copied.
    pub(crate) is_nullable: bool,
}

/// A copied attribute, and whether there is a value to take where it is absent.
#[derive(Clone)]
pub(crate) struct Copied {
    pub(crate) source: Source,
    has_start: bool,
}

/// Returns the attributes that the actions copy.
pub(crate) fn copied(actions: &[Action]) -> Vec<Copied> {
    let copied = actions.iter().filter_map(|action| match &action.change {
        PathChange::Copy(source) => Some(Copied {
            source: source.clone(),
            has_start: action.start.is_some(),
        }),
        _ => None,
    });
    copied.collect()
}

impl Source {
    /// Returns the value to copy from an item; `start` is that of an absent attribute.
    pub(super) fn value(
        &self,
        item: &Item,
        start: Option<&AttributeValue>,
    ) -> Option<AttributeValue> {
        let start = || start.filter(|_| self.has_parent(item));
        self.stored(item).or_else(start).cloned()
    }

    /// Returns the stored value, unless it is a `NULL` that counts as absent.
    fn stored<'i>(&self, item: &'i Item) -> Option<&'i AttributeValue> {
        find(item, &self.path).filter(|_| !self.is_null(item))
    }

    /// Returns `true` if there is something that a nested value is in.
    fn has_parent(&self, item: &Item) -> bool {
        let parent = self.path.outer();
        self.path.rest.is_empty() || find(item, &parent).is_some_and(|it| !it.is_null())
    }

    /// Returns `true` if `NULL` is stored, and counts as absent.
    pub(super) fn is_null(&self, item: &Item) -> bool {
        self.is_nullable && is_null(item, &self.path)
    }
}

impl Copied {
    /// Returns the conditions under which DynamoDB copies the right value. It fails by itself if the
    /// attribute is absent and has no value then.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = Node> {
        let path = &self.source.path;
        let is_no_null = (self.source.is_nullable).then(|| not_null(path));
        let is_nested = self.has_start && !path.rest.is_empty();
        let has_parent = is_nested.then(|| present(&path.outer()));
        is_no_null.into_iter().chain(has_parent)
    }

    /// Returns `true` if an item has no value to copy.
    pub(crate) fn is_missing(&self, item: &Item) -> bool {
        let has_start = self.has_start && self.source.has_parent(item);
        self.source.stored(item).is_none() && !has_start
    }

    /// Returns the path for messages.
    pub(crate) fn text(&self) -> String {
        self.source.path.to_string()
    }

    /// Returns `true` if a stored `NULL` has a value, which has to be set in its place.
    pub(crate) fn depends_on_null(&self) -> bool {
        self.has_start && self.source.is_nullable
    }

    /// Returns `true` if an item stores such a `NULL`.
    pub(crate) fn has_null(&self, item: &Item) -> bool {
        self.has_start && self.source.is_null(item)
    }
}
