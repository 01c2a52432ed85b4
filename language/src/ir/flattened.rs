//! Unions whose attributes are attributes of the item itself.

use std::collections::HashSet;

use super::{Field, Model, NamedType, NamedTypeKind, Schema, Type, TypeId, UnionVariant};

/// A flattened union: its tag, and the fields of its variant or its content, are attributes of the
/// item.
#[derive(Clone, Copy, Debug)]
pub struct TaggedUnion<'t> {
    /// Stored name of the attribute that holds the tag.
    pub tag: &'t str,
    /// Stored name of the attribute that holds the fields of the variant, if one holds them all.
    pub content: Option<&'t str>,
    /// Its variants.
    pub variants: &'t [UnionVariant],
}

impl<'t> TaggedUnion<'t> {
    /// Returns the stored names of its attributes, each once: the tag first.
    pub fn attributes(&self) -> Vec<&'t str> {
        let mut names = vec![self.tag];
        names.extend(self.beside_tag());
        names
    }

    /// Returns the stored names of its attributes besides the tag, each once.
    pub fn beside_tag(&self) -> Vec<&'t str> {
        if let Some(content) = self.content {
            return vec![content];
        }
        let mut names = Vec::new();
        for name in self.fields().map(|field| field.attribute.as_str()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Returns the fields of all variants that one of its attributes holds.
    pub fn fields_in(&self, attribute: &str) -> impl Iterator<Item = &'t Field> {
        let is_content = self.content == Some(attribute);
        let is_beside_tag = self.content.is_none();
        self.fields()
            .filter(move |field| is_content || (is_beside_tag && field.attribute == attribute))
    }

    /// Returns the fields of all variants.
    fn fields(&self) -> impl Iterator<Item = &'t Field> + use<'t> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }
}

impl NamedType {
    /// Returns a union with a tag as it is flattened into items; `None` for any other type.
    pub fn as_tagged_union(&self) -> Option<TaggedUnion<'_>> {
        match &self.kind {
            NamedTypeKind::Union {
                tag,
                content,
                variants,
            } => Some(TaggedUnion {
                tag,
                content: content.as_deref(),
                variants,
            }),
            _ => None,
        }
    }
}

impl Field {
    /// Returns the union whose attributes are attributes of the item, if the field is flattened.
    /// `types` are those of the schema.
    pub fn flattened_union<'t>(&self, types: &'t [NamedType]) -> Option<TaggedUnion<'t>> {
        match &self.ty {
            Type::Named(id) if self.flatten => types[id.0].as_tagged_union(),
            _ => None,
        }
    }

    /// Returns the stored names of the attributes that hold the field: one, or those of a flattened
    /// union. `types` are those of the schema.
    pub fn attributes<'t>(&'t self, types: &'t [NamedType]) -> Vec<&'t str> {
        match self.flattened_union(types) {
            Some(union) => union.attributes(),
            None => vec![&self.attribute],
        }
    }

    /// Returns the stored names of the attributes that hold the field once it is not being renamed any
    /// more. `types` are those of the schema.
    #[cfg(feature = "migrations")]
    pub(crate) fn settled_attributes<'t>(&'t self, types: &'t [NamedType]) -> Vec<&'t str> {
        match self.flattened_union(types) {
            Some(union) => union.attributes(),
            None => vec![self.settled_attribute()],
        }
    }
}

/// Returns the unions of which items of these models hold the attributes.
pub(crate) fn flattened_types<'m>(models: impl IntoIterator<Item = &'m Model>) -> HashSet<TypeId> {
    let fields = models.into_iter().flat_map(|model| &model.fields);
    let flattened = fields.filter(|field| field.flatten);
    let types = flattened.filter_map(|field| match field.ty {
        Type::Named(id) => Some(id),
        _ => None,
    });
    types.collect()
}

impl Schema {
    /// Returns the unions of which items of some model hold the attributes.
    pub fn flattened_types(&self) -> HashSet<TypeId> {
        flattened_types(&self.models)
    }
}
