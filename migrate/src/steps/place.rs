//! Attributes that steps read and change, in an item.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Attribute, AttributeKind, Comparison, Condition, name};
use dynamite_schema::expr::{ReadPath, ReadStep};
use dynamite_schema::migration::Target;

use crate::rewrite::Reject;
use crate::values::Attributes;

/// An attribute of an item, or one inside nested types and unions.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The names of the fields on the way to it, and its own, for messages.
    path: String,
    /// The stored names on the way to it.
    parents: Vec<&'static str>,
    /// Its own stored name.
    own: &'static str,
    /// The unions on the way to it, with the variants that have it.
    unions: Vec<Union>,
    /// `true` if `NULL` is a value, and not the same as absent.
    keeps_null: bool,
}

/// A union on the way to an attribute.
#[derive(Clone, Debug, PartialEq)]
struct Union {
    /// How many attributes lead to it.
    depth: usize,
    /// Stored name of the attribute in it that holds the tag.
    tag: &'static str,
    /// The tag of the variant that has the attribute.
    variant: String,
}

/// What an item has in a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found<'i> {
    /// Nothing, and nothing can be there: an attribute on the way is absent or `NULL`, or a union on the way
    /// is of another variant.
    NoParent,
    /// Nothing, or a `NULL` that means nothing.
    Nothing,
    /// A value.
    Value(&'i AttributeValue),
}

impl Place {
    /// Makes the place of a field.
    pub(super) fn of(target: &Target) -> Self {
        let mut names = target.attributes.iter().map(|attribute| name(attribute));
        let own = names.next_back().unwrap_or_default();
        let unions = target.variants.iter().map(|within| Union {
            depth: within.depth,
            tag: name(&within.tag),
            variant: within.variant.clone(),
        });
        Self {
            path: target.path.clone(),
            parents: names.collect(),
            own,
            unions: unions.collect(),
            keeps_null: target.field.keep_null,
        }
    }

    /// Makes the place of an attribute of the item that belongs to no field.
    pub(super) fn named(own: &'static str) -> Self {
        Self {
            path: own.to_owned(),
            parents: Vec::new(),
            own,
            unions: Vec::new(),
            keeps_null: false,
        }
    }

    /// Returns `true` if this is what is read, in it, or what it is in.
    pub(super) fn overlaps(&self, read: &ReadPath) -> bool {
        let own = self.parents.iter().copied().chain([self.own]);
        let inside = read.inside.iter().map_while(|step| match step {
            ReadStep::Member(name) => Some(name.as_str()),
            ReadStep::Item(_) => None,
        });
        let read = std::iter::once(read.attribute.as_str()).chain(inside);
        own.zip(read).all(|(own, read)| own == read)
    }

    /// Returns `true` if `NULL` is a value of it.
    pub(super) fn keeps_null(&self) -> bool {
        self.keeps_null
    }

    /// The names of the fields on the way to it, and its own, for messages.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Returns what an item has there.
    ///
    /// # Errors
    /// If something on the way is no map, or a union without a tag.
    pub(super) fn find<'i>(&self, item: &'i Attributes) -> Result<Found<'i>, Reject> {
        let Some(attributes) = self.container(item)? else {
            return Ok(Found::NoParent);
        };
        Ok(match attributes.get(self.own) {
            Some(AttributeValue::Null(_)) if !self.keeps_null => Found::Nothing,
            Some(value) => Found::Value(value),
            None => Found::Nothing,
        })
    }

    /// Returns what is stored there, whatever it means.
    ///
    /// # Errors
    /// If something on the way is no map, or a union without a tag.
    pub(super) fn stored<'i>(
        &self,
        item: &'i Attributes,
    ) -> Result<Option<&'i AttributeValue>, Reject> {
        let attributes = self.container(item)?;
        Ok(attributes.and_then(|attributes| attributes.get(self.own)))
    }

    /// The attributes that it is one of; `None` if there are none.
    fn container<'i>(&self, item: &'i Attributes) -> Result<Option<&'i Attributes>, Reject> {
        let mut attributes = item;
        for (depth, parent) in (1..).zip(&self.parents) {
            attributes = match attributes.get(*parent) {
                None | Some(AttributeValue::Null(_)) => return Ok(None),
                Some(AttributeValue::M(inside)) => inside,
                Some(_) => {
                    return Err(self.reject("something on the way to it is stored as no map"));
                }
            };
            let mut unions = self.unions.iter();
            if let Some(union) = unions.find(|union| union.depth == depth) {
                match attributes.get(union.tag) {
                    Some(AttributeValue::S(tag)) if *tag == union.variant => {}
                    Some(AttributeValue::S(_)) => return Ok(None),
                    _ => return Err(self.reject("a union on the way to it has no tag")),
                }
            }
        }
        Ok(Some(attributes))
    }

    /// Holds if the unions on the way are still of the variants that have it; `None` if there are none.
    pub(super) fn is_of_variants(&self) -> Option<Condition> {
        let conditions = self.unions.iter().map(|union| {
            let tag = self.way(union.depth)?.field(union.tag);
            let variant = AttributeValue::S(union.variant.clone());
            Some(tag.compares(Comparison::Eq, variant))
        });
        conditions.flatten().reduce(Condition::and)
    }

    /// The attribute, for conditions and changes.
    pub(super) fn attribute(&self) -> Attribute {
        let mut names = self.parents.iter().copied().chain([self.own]);
        let first = Attribute::named(names.next().unwrap_or(self.own));
        names.fold(first, Attribute::field)
    }

    /// Holds if there is nothing, and something can be there.
    pub(super) fn is_free(&self) -> Condition {
        let own = self.attribute();
        let nothing = if self.keeps_null {
            own.is_absent()
        } else {
            own.is_absent().or(own.is_kind(AttributeKind::Null))
        };
        match self.parent() {
            Some(parent) => parent.is_kind(AttributeKind::Map).and(nothing),
            None => nothing,
        }
    }

    /// Holds if there is a value.
    pub(super) fn has_value(&self) -> Condition {
        let own = self.attribute();
        if self.keeps_null {
            own.exists()
        } else {
            own.exists().and(!own.is_kind(AttributeKind::Null))
        }
    }

    /// What its name adds to the size of an item, in bytes.
    pub(super) fn name_size(&self) -> usize {
        self.own.len() + usize::from(!self.parents.is_empty())
    }

    /// Holds if what is stored there is still the same, and something can be there.
    pub(super) fn is_still(&self, stored: Option<&AttributeValue>) -> Condition {
        let own = super::observed::is_still(&self.attribute(), stored);
        match (stored, self.parent()) {
            (None, Some(parent)) => parent.is_kind(AttributeKind::Map).and(own),
            _ => own,
        }
    }

    /// Holds if something can be there, and it is another value.
    pub(super) fn is_other_than(&self, value: &AttributeValue) -> Condition {
        let other = (self.attribute()).compares(Comparison::Ne, value.clone());
        match self.parent() {
            Some(parent) => parent.is_kind(AttributeKind::Map).and(other),
            None => other,
        }
    }

    /// Refuses an item for a reason that names this field.
    pub(super) fn reject(&self, reason: &str) -> Reject {
        Reject::new(&*self.path, reason)
    }

    /// The attribute that contains it, if it is not the item.
    fn parent(&self) -> Option<Attribute> {
        self.way(self.parents.len())
    }

    /// The attribute that so many names on the way lead to; `None` if it is the item.
    fn way(&self, depth: usize) -> Option<Attribute> {
        let mut names = self.parents.iter().copied().take(depth);
        let first = Attribute::named(names.next()?);
        Some(names.fold(first, Attribute::field))
    }
}
