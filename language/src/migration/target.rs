//! Fields that steps name, in a model or inside its nested types and unions.

use super::nested::{self, InVariant};
use super::scope::Side;
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::diff;
use crate::ir::{Field, FieldId, Model, Projection, Schema, Type};
use crate::source::Spanned;

/// A field that a step changes: of the model, or of a nested type or a variant of a union in it.
#[derive(Clone, Debug)]
pub struct Target {
    /// The names of the fields and variants on the way to it, and its own, as written: `profile.bio`,
    /// `payment.card.holder`.
    pub path: String,
    /// The stored names of the attributes on the way to it, and of its own.
    pub attributes: Vec<String>,
    /// The unions on the way to it, from the outermost one, with the variant that has it.
    pub variants: Vec<InVariant>,
    /// The field itself.
    pub field: Field,
}

impl Target {
    /// Returns the stored names of the attributes on the way to it.
    pub(super) fn parents(&self) -> &[String] {
        let (_, parents) = self.attributes.split_last().unzip();
        parents.unwrap_or_default()
    }

    /// Returns where it is stored.
    pub(super) fn place(&self) -> (&[String], &[InVariant]) {
        (&self.attributes, &self.variants)
    }

    /// Returns `true` if two fields are beside each other: in the same nested type, or variant of a union.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.parents() == other.parents() && self.variants == other.variants
    }

    /// Returns the same field in a model of another schema, whatever it is called there.
    pub fn in_model(&self, schema: &Schema, model: &Model) -> Option<Self> {
        nested::at(self.place(), schema, model)
    }

    /// Returns `true` if fields of its place can be renamed in phases: those of the model, and those of nested
    /// types whose values are in no list, map, union or codec.
    pub fn has_phases(&self, schema: &Schema, model: &Model) -> bool {
        let mut fields = model.fields.as_slice();
        self.parents().iter().all(|parent| {
            let mut level = fields.iter();
            let field = level.find(|field| field.settled_attribute() == parent);
            let inside = field.and_then(|field| Some((&field.ty, schema.nested_fields(field)?)));
            let Some((Type::Named(id), inside)) = inside else {
                return false;
            };
            fields = inside;
            schema.has_phases_inside(*id)
        })
    }

    /// Returns `true` if a model of another schema stores it, whatever it is called there.
    pub fn is_stored_by(&self, schema: &Schema, model: &Model) -> bool {
        let Some((own, level)) =
            self.attributes
                .last()
                .zip(nested::siblings(self.place(), schema, model))
        else {
            return false;
        };
        let fields = level.fields.iter();
        let mut attributes = fields.flat_map(|field| field.settled_attributes(&schema.types));
        attributes.any(|attribute| attribute == own)
    }

    /// Returns `true` if items without the attribute can be read.
    pub fn may_be_absent(&self) -> bool {
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
    nested::by_name(name, side.schema, (side.model, side.when))
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
