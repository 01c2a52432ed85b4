//! Unions whose attributes are attributes of the item itself.

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
        let of_fields = self.fields().map(|field| field.attribute.as_str());
        let of_variants = of_fields.filter(|_| self.content.is_none());
        for name in self.content.into_iter().chain(of_variants) {
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
            Type::Named(id) if self.flatten => types.get(id.0)?.as_tagged_union(),
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
}

impl Model {
    /// Returns `true` if items hold the attributes of this union.
    pub fn flattens(&self, union: TypeId) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| field.flatten && field.ty == Type::Named(union))
    }
}

impl Schema {
    /// Returns `true` if items of some model hold the attributes of this union.
    pub fn flattens(&self, union: TypeId) -> bool {
        self.models.iter().any(|model| model.flattens(union))
    }
}
