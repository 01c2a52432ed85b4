//! Types: whether the values of one are values of the other, and what differs inside them.

use std::collections::HashSet;

use super::pairs::{Pairs, pair};
use super::{Comparison, Kind, Owner, fields, scalars};
use crate::ir::{
    EnumValue, NamedType, NamedTypeKind, RustCodec, RustType, Scalar, ScalarVariant, Type, TypeId,
    UnionVariant,
};

/// How stored values of a type are read as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The same values.
    Same,
    /// Every value of the old type is one of the new.
    Wider,
    /// Not all of them.
    Other,
}

/// How stored values of one type are read as another. What differs inside nested types and unions
/// is added to the comparison, and is no difference of the type itself.
pub(super) fn fit(comparison: &mut Comparison<'_>, old: &Type, new: &Type) -> Fit {
    match (old, new) {
        (Type::Scalar(old), Type::Scalar(new)) | (Type::Set(old), Type::Set(new)) => {
            scalars::fit(*old, *new)
        }
        (Type::List(old), Type::List(new)) | (Type::Map(old), Type::Map(new)) => {
            fit(comparison, old, new)
        }
        (Type::Named(old), Type::Named(new)) => named(comparison, *old, *new),
        (Type::Rust(old), Type::Rust(new)) => rust(old, new),
        (Type::Named(old), Type::Scalar(Scalar::String)) => {
            match comparison.old.named_type(*old).kind {
                NamedTypeKind::Enum { .. } => Fit::Wider,
                _ => Fit::Other,
            }
        }
        (Type::Scalar(Scalar::String), Type::Named(new)) => {
            match comparison.new.named_type(*new).kind {
                NamedTypeKind::Enum {
                    catch_all: Some(_), ..
                } => Fit::Wider,
                _ => Fit::Other,
            }
        }
        (_, Type::Scalar(Scalar::Json)) => Fit::Wider,
        _ => Fit::Other,
    }
}

/// What a codec of its own makes of a value depends on the codec alone.
fn rust(old: &RustType, new: &RustType) -> Fit {
    let has_codec = matches!(new.codec, RustCodec::Path(_));
    if old.codec == new.codec && (has_codec || old.path == new.path) {
        Fit::Same
    } else {
        Fit::Other
    }
}

fn named(comparison: &mut Comparison<'_>, old: TypeId, new: TypeId) -> Fit {
    if let Some(fit) = comparison.types.get(&(old, new)) {
        return *fit;
    }
    // A type may contain itself, in a list.
    comparison.types.insert((old, new), Fit::Same);
    let types = (
        comparison.old.named_type(old),
        comparison.new.named_type(new),
    );
    let fit = inside(comparison, types.0, types.1);
    comparison.types.insert((old, new), fit);
    fit
}

fn inside<'s>(comparison: &mut Comparison<'s>, old: &'s NamedType, new: &'s NamedType) -> Fit {
    let owner = Owner::Type(new);
    match (&old.kind, &new.kind) {
        (NamedTypeKind::Struct(old), NamedTypeKind::Struct(new)) => {
            fields::compare(comparison, owner, old, new);
        }
        (
            NamedTypeKind::Enum {
                values: old,
                catch_all: was,
            },
            NamedTypeKind::Enum {
                values: new,
                catch_all: is,
            },
        ) => {
            values(comparison, owner, (old, was.is_some()), (new, is.is_some()));
        }
        (
            NamedTypeKind::Union {
                tag: old_tag,
                content: old_content,
                variants: old,
            },
            NamedTypeKind::Union {
                tag,
                content,
                variants: of_new,
            },
        ) => {
            if (old_tag, old_content) != (tag, content) {
                comparison.add(owner, Kind::LayoutChanged);
            }
            let kept = content.as_deref().filter(|_| old_content == content);
            variants(comparison, (new, kept), old, of_new);
        }
        (NamedTypeKind::Untagged(old), NamedTypeKind::Untagged(new)) => return untagged(old, new),
        _ => return Fit::Other,
    }
    Fit::Same
}

fn values<'s>(
    comparison: &mut Comparison<'s>,
    owner: Owner<'s>,
    (old, was_open): (&'s [EnumValue], bool),
    (new, is_open): (&'s [EnumValue], bool),
) {
    let Pairs { removed, added, .. } = pair(old, new, &[&|one, other| one.stored == other.stored]);
    for value in removed {
        comparison.add(owner, Kind::ValueRemoved { value, is_open });
    }
    for value in added {
        comparison.add(owner, Kind::ValueAdded { value, was_open });
    }
    if was_open && !is_open {
        comparison.add(owner, Kind::CatchAllRemoved);
    }
}

fn variants<'s>(
    comparison: &mut Comparison<'s>,
    (union, content): (&'s NamedType, Option<&'s str>),
    old: &'s [UnionVariant],
    new: &'s [UnionVariant],
) {
    let Pairs {
        both,
        removed,
        added,
    } = pair(old, new, &[&|one, other| one.stored == other.stored]);
    for (old, new) in both {
        let owner = Owner::Variant(union, new);
        if old.fields.is_empty()
            && !new.fields.is_empty()
            && let Some(content) = content
        {
            let variant = new;
            let kind = Kind::ContentAdded { variant, content };
            comparison.add(Owner::Type(union), kind);
        }
        fields::compare(comparison, owner, &old.fields, &new.fields);
    }
    for variant in removed {
        comparison.add(Owner::Type(union), Kind::VariantRemoved(variant));
    }
    for variant in added {
        comparison.add(Owner::Type(union), Kind::VariantAdded(variant));
    }
}

fn untagged(old: &[ScalarVariant], new: &[ScalarVariant]) -> Fit {
    let of = |variants: &[ScalarVariant]| {
        let scalars = variants.iter().map(|variant| variant.scalar);
        scalars.collect::<HashSet<_>>()
    };
    let (old, new) = (of(old), of(new));
    if old == new {
        Fit::Same
    } else if old.is_subset(&new) {
        Fit::Wider
    } else {
        Fit::Other
    }
}
