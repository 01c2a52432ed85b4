//! Fields that steps name, in a model or inside its nested types.

use super::scope::Side;
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::diff;
use crate::ir::{Field, FieldId, Model, NamedTypeKind, Projection, Schema, Type};
use crate::source::Spanned;

/// A field that a step changes: of the model, or of a nested type in it.
#[derive(Clone, Debug)]
pub struct Target {
    /// The names of the fields on the way to it, and its own, as written: `profile.bio`.
    pub path: String,
    /// The stored names of the attributes on the way to it, and of its own.
    pub attributes: Vec<String>,
    /// The field itself.
    pub field: Field,
    /// `true` if a field on the way may be absent.
    pub may_lack_parent: bool,
}

impl Target {
    /// Returns the stored names of the attributes on the way to it.
    pub(super) fn parents(&self) -> &[String] {
        let (_, parents) = self.attributes.split_last().unzip();
        parents.unwrap_or_default()
    }

    /// Returns `true` if items without the attribute can be read.
    pub(super) fn may_be_absent(&self) -> bool {
        diff::reads_absent(&self.field)
    }
}

/// Returns the field that a step reads, if there is one. `problems` has the reason otherwise.
pub(super) fn read(
    name: &Spanned<String>,
    side: Side<'_>,
    problems: &mut Problems,
) -> Option<Target> {
    let flattened = "it is a flattened union, and copying its attributes";
    unless(name, side, problems, |target| {
        target.field.flatten.then_some(flattened)
    })
}

/// Returns the field that a step changes, if there is one that it can change. `problems` has the
/// reason otherwise.
pub(super) fn changed(
    name: &Spanned<String>,
    side: Side<'_>,
    problems: &mut Problems,
) -> Option<Target> {
    unless(name, side, problems, |target| {
        let is_unique = !guards(target, side).is_empty();
        part_of(target, side).or(is_unique.then_some(MOVED_GUARDS))
    })
}

/// Why a unique field is not changed.
pub(super) const MOVED_GUARDS: &str = "it is unique, and moving its guards";

/// Returns the field that a step moves to another attribute, or from one, if it can. Its guards stay what
/// they are.
pub(super) fn moved(
    name: &Spanned<String>,
    side: Side<'_>,
    problems: &mut Problems,
) -> Option<Target> {
    unless(name, side, problems, |target| part_of(target, side))
}

/// What the guards of a unique field have in common with those of another field that has the same ones.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Guard<'s> {
    names: &'s [String],
    /// Which of the values is that of the field.
    position: usize,
    among_live: bool,
}

/// Returns the guards of a field, in their order; none if it is not unique.
pub(super) fn guards<'s>(target: &Target, side: Side<'s>) -> Vec<Guard<'s>> {
    let model: &'s Model = side.model;
    let [attribute] = target.attributes.as_slice() else {
        return Vec::new();
    };
    let uniques = model.uniques.iter().filter_map(|unique| {
        let mut fields = unique.fields.iter();
        let position = fields.position(|id| model.field(*id).settled_attribute() == attribute)?;
        Some(Guard {
            names: &unique.guard,
            position,
            among_live: unique.among_live,
        })
    });
    let mut guards: Vec<_> = uniques.collect();
    guards.sort();
    guards
}

/// Returns the field that a step names, unless there is a reason against it.
fn unless(
    name: &Spanned<String>,
    side: Side<'_>,
    problems: &mut Problems,
    reason: impl FnOnce(&Target) -> Option<&'static str>,
) -> Option<Target> {
    let target = find(name, side);
    let target = target.map_err(|problem| problems.push(problem)).ok()?;
    if let Some(reason) = reason(&target) {
        problems.push(catalogue::step_not_supported(
            name.span,
            &target.path,
            reason,
        ));
        return None;
    }
    Some(target)
}

/// Returns the field with this path, whatever may be done with it.
pub(super) fn find(name: &Spanned<String>, side: Side<'_>) -> Result<Target, Diagnostic> {
    let mut fields = side.model.fields.as_slice();
    let mut owner = side.model.name.as_str();
    let mut attributes = Vec::new();
    let mut may_lack_parent = false;
    let mut parts = name.value.split('.').peekable();
    while let Some(part) = parts.next() {
        let Some(field) = fields.iter().find(|field| field.name == part) else {
            let known = fields.iter().map(|field| field.name.as_str());
            let part = Spanned::new(part.to_owned(), name.span);
            return Err(catalogue::no_migrated_field(&part, owner, side.when, known));
        };
        attributes.push(field.settled_attribute().to_owned());
        if parts.peek().is_none() {
            return Ok(Target {
                path: name.value.clone(),
                attributes,
                field: field.clone(),
                may_lack_parent,
            });
        }
        (owner, fields) = inside(field, side.schema)
            .ok_or_else(|| catalogue::nothing_inside(name.span, owner, part))?;
        may_lack_parent |= field.optional;
    }
    // Text always has a part.
    Err(catalogue::nothing_inside(name.span, owner, ""))
}

/// Returns the last of these attributes, and the fields among which it is, if its parents are nested
/// types.
pub(super) fn siblings<'a, 's>(
    attributes: &'a [String],
    side: Side<'s>,
) -> Option<(&'a String, &'s [Field])> {
    let mut fields = side.model.fields.as_slice();
    let (last, parents) = attributes.split_last()?;
    for parent in parents {
        let field = fields.iter().find(|field| field.attribute == *parent)?;
        (_, fields) = inside(field, side.schema)?;
    }
    Some((last, fields))
}

/// Returns the field that is stored in an attribute of its own.
pub(super) fn at(attributes: &[String], side: Side<'_>) -> Option<Target> {
    let mut names = Vec::new();
    let mut may_lack_parent = false;
    for end in 1..=attributes.len() {
        let (own, fields) = siblings(&attributes[..end], side)?;
        let field = fields.iter().find(|field| field.attribute == *own)?;
        names.push(field.name.as_str());
        if end == attributes.len() {
            return Some(Target {
                path: names.join("."),
                attributes: attributes.to_vec(),
                field: field.clone(),
                may_lack_parent,
            });
        }
        may_lack_parent |= field.optional;
    }
    None
}

/// The nested type of a field, and its fields.
fn inside<'s>(field: &Field, schema: &'s Schema) -> Option<(&'s str, &'s [Field])> {
    let Type::Named(id) = field.ty else {
        return None;
    };
    let ty = schema.named_type(id);
    match &ty.kind {
        NamedTypeKind::Struct(fields) => Some((&ty.name, fields)),
        _ => None,
    }
}

/// What a field is part of, so that changing its attribute is more than a change of one item.
fn part_of(target: &Target, side: Side<'_>) -> Option<&'static str> {
    let [attribute] = target.attributes.as_slice() else {
        return None;
    };
    let model = side.model;
    let mut fields = model.fields.iter();
    let id = FieldId(fields.position(|field| field.settled_attribute() == attribute)?);
    if model.is_key(id) {
        Some("it is in the primary key, and moving items to other keys")
    } else if is_in_kept_key(id, side) {
        Some("it is in the key of an index, and changing it without an `index` step for that")
    } else if is_projected(attribute, side) {
        Some("an index projects it, and changing it without an `index` step for that")
    } else if target.field.flatten {
        Some("it is a flattened union, and changing its attributes")
    } else if target.field.auto.is_some() {
        Some("Dynamite maintains it, and changing what it means")
    } else {
        None
    }
}

/// Returns `true` if a field is in the key of an index that is neither added nor dropped.
fn is_in_kept_key(id: FieldId, side: Side<'_>) -> bool {
    let indexes = &side.schema.table(side.model.table).indexes;
    let mut of_model = side.model.indexes.iter();
    of_model.any(|index| side.keeps(&indexes[index.settled]) && index.is_in_key(id))
}

/// Returns `true` if an index projects this attribute by name. What an index projects cannot be
/// changed.
fn is_projected(attribute: &str, side: Side<'_>) -> bool {
    let indexes = side.schema.table(side.model.table).indexes.iter();
    let mut kept = indexes.filter(|index| !index.is_former() && side.keeps(index));
    kept.any(|index| match &index.projection {
        Projection::Include(attributes) => attributes.iter().any(|it| it == attribute),
        Projection::All | Projection::KeysOnly => false,
    })
}
