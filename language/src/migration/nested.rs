//! Fields inside nested types and variants of unions, found by name and by attribute.

use super::target::Target;
use crate::diagnostics::{Diagnostic, catalogue};
use crate::expr::{ReadPath, ReadStep};
use crate::ir::{Field, Model, NamedType, NamedTypeKind, Schema, TaggedUnion, Type, UnionVariant};
use crate::source::{Span, Spanned};

/// A union on the way to a field, and the variant that has the field. Values of other variants may have
/// something else under its attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InVariant {
    /// How many attributes lead to the union.
    pub depth: usize,
    /// Stored name of the attribute in it that holds the tag.
    pub tag: String,
    /// The tag of the variant.
    pub variant: String,
}

/// The way from an item to one of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    /// The names of fields and variants, as steps write them.
    pub(super) names: Vec<String>,
    /// The stored names of the attributes.
    pub(super) attributes: Vec<String>,
    /// The unions, from the outermost one.
    pub(super) variants: Vec<InVariant>,
}

impl Way {
    /// Returns the way to a field of this value.
    pub(super) fn field(&self, field: &Field) -> Self {
        let mut way = self.clone();
        way.names.push(field.name.clone());
        way.attributes.push(field.settled_attribute().to_owned());
        way
    }

    /// Returns the way to the fields of a variant, if this value is a union.
    pub(super) fn variant(&self, union: TaggedUnion<'_>, variant: &UnionVariant) -> Self {
        let mut way = self.clone();
        way.variants.push(InVariant {
            depth: way.attributes.len(),
            tag: union.tag.to_owned(),
            variant: variant.stored.clone(),
        });
        way.names.push(variant.stored.clone());
        way.attributes.extend(union.content.map(str::to_owned));
        way
    }

    /// Returns where it is stored.
    pub(super) fn place(&self) -> (&[String], &[InVariant]) {
        (&self.attributes, &self.variants)
    }

    /// Returns the name that a step gives it.
    pub(super) fn path(&self) -> String {
        self.names.join(".")
    }
}

/// What a field has inside its values.
enum Inside<'s> {
    Fields(&'s NamedType, &'s [Field]),
    Variants(&'s NamedType, TaggedUnion<'s>),
    /// Nothing that a step reaches, for a reason; none if there are no fields at all.
    OutOfReach(Option<&'static str>),
}

impl<'s> Inside<'s> {
    fn of(field: &Field, schema: &'s Schema) -> Self {
        let reason = match &field.ty {
            Type::Named(_) if field.flatten => {
                Some("its attributes are those of the item, and changing one variant of it")
            }
            Type::Named(id) => {
                let ty = schema.named_type(*id);
                if let Some(union) = ty.as_tagged_union() {
                    return Self::Variants(ty, union);
                }
                match &ty.kind {
                    NamedTypeKind::Struct(fields) => return Self::Fields(ty, fields),
                    NamedTypeKind::Untagged(_) => {
                        Some("no attribute says which variant is stored, and telling them apart")
                    }
                    _ => None,
                }
            }
            Type::List(_) => Some("a list has any number of items, and changing all of them"),
            Type::Map(_) => Some("a map has any keys, and changing the value of each"),
            Type::Scalar(_) | Type::Set(_) | Type::Rust(_) => None,
        };
        Self::OutOfReach(reason)
    }
}

/// The fields of a model, of a nested type or of a variant.
pub(super) struct Level<'s> {
    /// What they are declared in, as messages call it.
    owner: String,
    pub(super) fields: &'s [Field],
    way: Way,
}

impl<'s> Level<'s> {
    fn of(model: &'s Model) -> Self {
        Self {
            owner: model.name.clone(),
            fields: &model.fields,
            way: Way::default(),
        }
    }

    fn in_type(way: Way, ty: &NamedType, fields: &'s [Field]) -> Self {
        let owner = ty.name.clone();
        Self { owner, fields, way }
    }

    fn in_variant(
        way: &Way,
        (ty, union): (&NamedType, TaggedUnion<'_>),
        variant: &'s UnionVariant,
    ) -> Self {
        Self {
            owner: format!("{}.{}", ty.name, variant.stored),
            fields: &variant.fields,
            way: way.variant(union, variant),
        }
    }

    pub(super) fn target(&self, field: &Field) -> Target {
        let way = self.way.field(field);
        Target {
            path: way.path(),
            attributes: way.attributes,
            variants: way.variants,
            field: field.clone(),
        }
    }
}

/// Returns the field with this path: its name, behind those of the fields and variants on the way.
pub(super) fn by_name(
    name: &Spanned<String>,
    schema: &Schema,
    (model, when): (&Model, &str),
) -> Result<Target, Diagnostic> {
    let mut level = Level::of(model);
    let mut rest = name.value.as_str();
    loop {
        let Some((field, inside)) = first_field(rest, level.fields) else {
            let part = rest.split('.').next().unwrap_or(rest);
            let known = level.fields.iter().map(|field| field.name.as_str());
            let part = Spanned::new(part.to_owned(), name.span);
            return Err(catalogue::no_migrated_field(
                &part,
                &level.owner,
                when,
                known,
            ));
        };
        let Some(inside) = inside else {
            return Ok(level.target(field));
        };
        let way = level.way.field(field);
        (level, rest) = match Inside::of(field, schema) {
            Inside::Fields(ty, fields) => (Level::in_type(way, ty, fields), inside),
            Inside::Variants(ty, union) => {
                let (variant, rest) = variant(inside, name.span, (ty, union), when)?;
                (Level::in_variant(&way, (ty, union), variant), rest)
            }
            Inside::OutOfReach(Some(reason)) => {
                return Err(catalogue::step_out_of_reach(name.span, &way.path(), reason));
            }
            Inside::OutOfReach(None) => {
                return Err(catalogue::nothing_inside(
                    name.span,
                    &level.owner,
                    &field.name,
                ));
            }
        };
    }
}

/// Returns the field that a path begins with, and what is behind it. The longest name counts: one with dots comes
/// before a field inside another one.
fn first_field<'s, 'n>(path: &'n str, fields: &'s [Field]) -> Option<(&'s Field, Option<&'n str>)> {
    let found = fields.iter().filter_map(|field| {
        let rest = path.strip_prefix(&*field.name)?;
        if rest.is_empty() {
            return Some((field, None));
        }
        Some((field, Some(rest.strip_prefix('.')?)))
    });
    found.max_by_key(|(field, _)| field.name.len())
}

/// Returns the variant that a path begins with, and the rest of the path. A tag may contain dots.
fn variant<'s, 'n>(
    path: &'n str,
    at: Span,
    (ty, union): (&NamedType, TaggedUnion<'s>),
    when: &str,
) -> Result<(&'s UnionVariant, &'n str), Diagnostic> {
    let found = union.variants.iter().filter_map(|variant| {
        let rest = path.strip_prefix(&*variant.stored)?;
        (rest.is_empty() || rest.starts_with('.')).then_some((variant, rest))
    });
    let Some((variant, rest)) = found.max_by_key(|(variant, _)| variant.stored.len()) else {
        let known = union.variants.iter().map(|variant| variant.stored.as_str());
        let name = path.split('.').next().unwrap_or(path);
        let name = Spanned::new(name.to_owned(), at);
        return Err(catalogue::no_migrated_variant(&name, &ty.name, when, known));
    };
    let rest = rest.strip_prefix('.').ok_or_else(|| {
        let fields = variant.fields.iter().map(|field| field.name.as_str());
        catalogue::step_of_variant(at, &ty.name, &variant.stored, fields)
    })?;
    Ok((variant, rest))
}

/// Returns the fields among which the last of these attributes is, if its parents are nested types, and
/// unions with these variants.
pub(super) fn siblings<'s>(
    (attributes, variants): (&[String], &[InVariant]),
    schema: &'s Schema,
    model: &'s Model,
) -> Option<Level<'s>> {
    let (_, mut parents) = attributes.split_last()?;
    let mut level = Level::of(model);
    while let [parent, rest @ ..] = parents {
        let mut fields = level.fields.iter();
        let field = fields.find(|field| field.settled_attribute() == parent)?;
        let way = level.way.field(field);
        let depth = way.attributes.len();
        let within = variants.iter().find(|within| within.depth == depth);
        (level, parents) = match (Inside::of(field, schema), within) {
            (Inside::Fields(ty, fields), None) => (Level::in_type(way, ty, fields), rest),
            (Inside::Variants(ty, union), Some(within)) if within.tag == union.tag => {
                let mut variants = union.variants.iter();
                let variant = variants.find(|variant| variant.stored == within.variant)?;
                let rest = match union.content {
                    Some(content) => rest.split_first().filter(|(it, _)| **it == content)?.1,
                    None => rest,
                };
                (Level::in_variant(&way, (ty, union), variant), rest)
            }
            _ => return None,
        };
    }
    Some(level)
}

/// Returns the field that is stored in an attribute of its own.
pub(super) fn at(
    place: (&[String], &[InVariant]),
    schema: &Schema,
    model: &Model,
) -> Option<Target> {
    let level = siblings(place, schema, model)?;
    let own = place.0.last()?;
    let mut fields = level.fields.iter();
    let field = fields.find(|field| field.settled_attribute() == own)?;
    Some(level.target(field))
}

/// Returns the variant that an expression names on a path, as steps do. It reads unions as they are stored,
/// without their variants, and would find nothing.
pub(super) fn variant_in<'s>(
    path: &ReadPath,
    schema: &'s Schema,
    model: &'s Model,
) -> Option<&'s UnionVariant> {
    let mut fields = model.fields.as_slice();
    let mut name = &path.attribute;
    for step in &path.inside {
        let field = fields.iter().find(|field| field.attribute == *name)?;
        let ReadStep::Member(next) = step else {
            return None;
        };
        (name, fields) = match Inside::of(field, schema) {
            Inside::Fields(_, fields) => (next, fields),
            Inside::Variants(_, union) => {
                let is_stored = union.attributes().contains(&next.as_str());
                let mut variants = union.variants.iter();
                let variant = variants.find(|variant| variant.stored == *next);
                return variant.filter(|_| !is_stored);
            }
            Inside::OutOfReach(_) => return None,
        };
    }
    None
}
