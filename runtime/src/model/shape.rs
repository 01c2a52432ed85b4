//! Shapes: the declared attributes inside a model's values.

use std::fmt;

/// An attribute whose values contain nested types, by its stored name.
pub type NestedAttribute = (&'static str, Shape);

/// The shape of values that contain nested types. Other values have no shape: they have no
/// undeclared attributes.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A nested type, stored as `M`.
    Struct(&'static StructShape),
    /// A union, stored as `M`.
    Union(&'static UnionShape),
    /// An `L` of values of this shape.
    List(&'static Shape),
    /// An `M` of values of this shape, under arbitrary keys.
    Map(&'static Shape),
}

/// The attributes of a nested type or of a union's variant.
///
/// A type may contain itself through a list or map, so its shape is a `static` that can refer to
/// itself.
#[must_use = "it does nothing by itself"]
#[derive(Clone, Copy)]
pub struct StructShape {
    /// Stored names, in field order.
    pub attributes: &'static [&'static str],
    /// Attributes whose values contain nested types.
    pub nested: &'static [NestedAttribute],
    /// `true` if values of the type also hold undeclared attributes.
    pub keeps_unknown: bool,
}

/// The variants of a union.
#[derive(Clone, Copy)]
pub struct UnionShape {
    /// Stored name of the tag attribute, which names the variant.
    pub tag: &'static str,
    /// The variants by tag. Their attributes do not include the tag.
    pub variants: &'static [(&'static str, StructShape)],
}

impl StructShape {
    /// Makes a type with these attributes, without nested types.
    pub const fn new(attributes: &'static [&'static str]) -> Self {
        Self {
            attributes,
            nested: &[],
            keeps_unknown: false,
        }
    }

    /// Sets the [`nested`](Self#structfield.nested) attributes.
    pub const fn nested(mut self, attributes: &'static [NestedAttribute]) -> Self {
        self.nested = attributes;
        self
    }

    /// Makes the type keep undeclared attributes.
    pub const fn keeping_unknown(mut self) -> Self {
        self.keeps_unknown = true;
        self
    }

    /// Returns the shape of an attribute, if it has one.
    pub(crate) fn of(&self, attribute: &str) -> Option<Shape> {
        shape_of(self.nested, attribute)
    }
}

impl UnionShape {
    /// Returns the attributes of the variant with this tag.
    pub(crate) fn variant(&self, tag: &str) -> Option<&'static StructShape> {
        let mut variants = self.variants.iter();
        let (_, shape) = variants.find(|(stored, _)| *stored == tag)?;
        Some(shape)
    }
}

/// Returns the shape of an attribute, if it has one.
pub(crate) fn shape_of(nested: &[NestedAttribute], attribute: &str) -> Option<Shape> {
    let (_, shape) = nested.iter().find(|(name, _)| *name == attribute)?;
    Some(*shape)
}

/// Leaves out nested shapes, which may be recursive.
impl fmt::Debug for StructShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructShape")
            .field("attributes", &self.attributes)
            .field("keeps_unknown", &self.keeps_unknown)
            .finish_non_exhaustive()
    }
}

/// Leaves out the contents of the variants.
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
