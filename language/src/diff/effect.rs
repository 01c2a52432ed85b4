//! What a difference means for stored items and for programs that still run.

use super::{Change, FieldChange, Kind, Owner};
use crate::ir::{Auto, Field, FieldId, ModelIndex};

/// What becomes of stored items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// They are read as before.
    None,
    /// They are read, and hold something that nothing declares any more.
    Leftover,
    /// A table or an index has to change before they are found.
    Table,
    /// Some are not read as before, or not at all, until a migration has changed them.
    Stranded,
}

impl Change<'_> {
    /// Returns what becomes of the items that are stored.
    pub fn effect(&self) -> Effect {
        match self.kind {
            Kind::ModelAdded
            | Kind::ValueAdded { .. }
            | Kind::VariantAdded(_)
            | Kind::ValueRemoved { is_open: true, .. } => Effect::None,
            Kind::ModelRemoved | Kind::FieldRemoved(_) | Kind::UniqueRemoved(_) => Effect::Leftover,
            Kind::IndexAdded(_)
            | Kind::IndexRemoved(_)
            | Kind::IndexChanged { .. }
            | Kind::TtlChanged { .. } => Effect::Table,
            Kind::FieldAdded(field) if reads_absent(field) => Effect::None,
            Kind::FieldChanged { old, new, what } => self.of_field(old, new, what),
            Kind::FieldAdded(_)
            | Kind::TableRenamed { .. }
            | Kind::KeyChanged
            | Kind::ValueRemoved { is_open: false, .. }
            | Kind::CatchAllRemoved
            | Kind::LayoutChanged
            | Kind::ContentAdded { .. }
            | Kind::VariantRemoved(_)
            | Kind::UniqueAdded(_)
            | Kind::UniqueChanged(_) => Effect::Stranded,
        }
    }

    fn of_field(&self, old: &Field, new: &Field, what: FieldChange) -> Effect {
        match what {
            FieldChange::Optional | FieldChange::Wider => Effect::None,
            FieldChange::Required if reads_absent(new) => Effect::None,
            // Its values have become the times of deletions, or are no longer.
            FieldChange::Auto if ![old.auto, new.auto].contains(&Some(Auto::Deleted)) => {
                Effect::None
            }
            FieldChange::Normalize if !self.finds_by(new) => Effect::None,
            FieldChange::Attribute
            | FieldChange::Type
            | FieldChange::Required
            | FieldChange::Absent
            | FieldChange::Codec
            | FieldChange::Auto
            | FieldChange::Flatten
            | FieldChange::Normalize => Effect::Stranded,
        }
    }

    /// Returns `true` if items are found by the value of a field, so that one in another form is
    /// not found.
    fn finds_by(&self, field: &Field) -> bool {
        let Owner::Model(model) = self.owner else {
            return false;
        };
        let is_it = |id: &FieldId| model.field(*id).attribute == field.attribute;
        let of_indexes = model.indexes.iter().flat_map(ModelIndex::key_fields);
        let of_uniques = model
            .uniques
            .iter()
            .flat_map(|unique| unique.fields.clone());
        let mut all = of_indexes.chain(of_uniques).chain(model.key_fields());
        all.any(|id| is_it(&id))
    }

    /// Returns `true` if programs with the new schema still write an attribute, since a field is being
    /// renamed from it.
    fn writes(&self, attribute: &str) -> bool {
        let fields = match self.owner {
            Owner::Model(model) => model.fields.iter().collect(),
            Owner::Type(ty) => ty.fields().collect(),
            Owner::Variant(..) => Vec::new(),
        };
        let mut renamings = fields.iter().filter_map(|it| it.renaming.as_ref());
        renamings.any(|renaming| renaming.is_mirrored() && renaming.former == attribute)
    }

    /// Returns `true` if programs with the old schema cannot read, or misread, what programs with
    /// the new one write. While both run, that is every deployment without a break.
    pub fn breaks_older_programs(&self) -> bool {
        match self.kind {
            Kind::ValueAdded { was_open, .. } => !was_open,
            Kind::VariantAdded(_) | Kind::LayoutChanged | Kind::TableRenamed { .. } => true,
            Kind::FieldRemoved(field) => !reads_absent(field) && !self.writes(&field.attribute),
            Kind::FieldChanged { old, what, .. } => match what {
                FieldChange::Optional => !reads_absent(old),
                FieldChange::Attribute | FieldChange::Wider | FieldChange::Type
                    if self.writes(&old.attribute) =>
                {
                    false
                }
                FieldChange::Attribute
                | FieldChange::Wider
                | FieldChange::Type
                | FieldChange::Codec
                | FieldChange::Flatten => true,
                FieldChange::Required
                | FieldChange::Absent
                | FieldChange::Auto
                | FieldChange::Normalize => false,
            },
            Kind::ModelAdded
            | Kind::ModelRemoved
            | Kind::KeyChanged
            | Kind::FieldAdded(_)
            | Kind::ValueRemoved { .. }
            | Kind::CatchAllRemoved
            | Kind::ContentAdded { .. }
            | Kind::VariantRemoved(_)
            | Kind::TtlChanged { .. }
            | Kind::UniqueAdded(_)
            | Kind::UniqueRemoved(_)
            | Kind::UniqueChanged(_)
            | Kind::IndexAdded(_)
            | Kind::IndexRemoved(_)
            | Kind::IndexChanged { .. } => false,
        }
    }
}

/// Returns `true` if items without the attribute of a field can be read.
pub(crate) fn reads_absent(field: &Field) -> bool {
    let is_empty = field.ty.is_collection() && field.codec.is_none();
    field.optional || is_empty || field.absent.is_some()
}
