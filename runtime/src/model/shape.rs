//! What a model knows of the attributes inside its values.

use std::fmt;

/// An attribute with nested types in its values, by its stored name.
pub type NestedAttribute = (&'static str, Shape);

/// The shape of values with nested types in them. Values without have none: all of such a value is
/// known.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A nested type, stored as `M`.
    Struct(&'static StructShape),
    /// A union, stored as `M`.
    Union(&'static UnionShape),
    /// `L` of these.
    List(&'static Shape),
    /// `M` of these, under keys that are values.
    Map(&'static Shape),
}

/// The attributes of a nested type, or of a variant of a union.
///
/// A type may contain itself by way of a list or map, so its shape is a `static` that refers to
/// itself.
#[must_use = "it does nothing by itself"]
#[derive(Clone, Copy)]
pub struct StructShape {
    /// Stored names, in the order of the fields.
    pub attributes: &'static [&'static str],
    /// Those with nested types in their values.
    pub nested: &'static [NestedAttribute],
    /// Whether values hold the attributes that are not declared as well.
    pub keeps_unknown: bool,
}

/// The variants of a union.
#[derive(Clone, Copy)]
pub struct UnionShape {
    /// Stored name of the attribute that says which variant it is.
    pub tag: &'static str,
    /// The variants by their tags. The attributes are those beside the tag.
    pub variants: &'static [(&'static str, StructShape)],
}

impl StructShape {
    /// A type with these attributes, none of which has an inside.
    pub const fn new(attributes: &'static [&'static str]) -> Self {
        Self {
            attributes,
            nested: &[],
            keeps_unknown: false,
        }
    }

    /// With [`nested`](Self#structfield.nested) attributes.
    pub const fn nested(mut self, attributes: &'static [NestedAttribute]) -> Self {
        self.nested = attributes;
        self
    }

    /// With values that hold what is not declared.
    pub const fn keeping_unknown(mut self) -> Self {
        self.keeps_unknown = true;
        self
    }

    /// The shape of an attribute, if it has one.
    pub(crate) fn of(&self, attribute: &str) -> Option<Shape> {
        shape_of(self.nested, attribute)
    }
}

impl UnionShape {
    /// The attributes of the variant with this tag.
    pub(crate) fn variant(&self, tag: &str) -> Option<&'static StructShape> {
        let mut variants = self.variants.iter();
        let (_, shape) = variants.find(|(stored, _)| *stored == tag)?;
        Some(shape)
    }
}

/// The shape of an attribute, if it has one.
pub(crate) fn shape_of(nested: &[NestedAttribute], attribute: &str) -> Option<Shape> {
    let (_, shape) = nested.iter().find(|(name, _)| *name == attribute)?;
    Some(*shape)
}

/// What is inside may be the type itself, so it is left out.
impl fmt::Debug for StructShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructShape")
            .field("attributes", &self.attributes)
            .field("keeps_unknown", &self.keeps_unknown)
            .finish_non_exhaustive()
    }
}

/// The variants without what is inside of them.
impl fmt::Debug for UnionShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnionShape")
            .field("tag", &self.tag)
            .field("variants", &self.variants)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_contains_itself_can_be_shown() {
        static TREE: StructShape = StructShape::new(&["branches"])
            .nested(&[("branches", Shape::List(&Shape::Struct(&TREE)))]);
        let shown = format!("{:?}", Shape::Struct(&TREE));
        assert!(shown.contains(r#"attributes: ["branches"]"#), "{shown}");
    }
}
