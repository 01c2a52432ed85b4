//! The model of a migration, on both sides of it.

use super::{Around, TableStep};
use crate::expr::ExpressionText;
use crate::ir::{Model, ModelId, Schema, TableIndex};
use crate::source::Spanned;

/// The model of a migration, before and after it.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) around: Around<'s>,
    pub(super) before: ModelId,
    pub(super) after: ModelId,
    /// What becomes of the table of the model.
    pub(super) table_steps: &'s [TableStep],
}

/// The model on one side of a migration.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) schema: &'s Schema,
    pub(super) model: &'s Model,
    /// `before` or `after`.
    pub(super) when: &'static str,
    table_steps: &'s [TableStep],
}

impl Side<'_> {
    /// Returns `true` if no step adds or drops an index of the table.
    pub(super) fn keeps(self, index: &TableIndex) -> bool {
        let mut changed = self.table_steps.iter().filter_map(TableStep::index);
        !changed.any(|changed| changed.name == index.name)
    }
}

impl<'s> Scope<'s> {
    pub(super) fn before(self) -> Side<'s> {
        let schema = self.around.before;
        Side {
            schema,
            model: schema.model(self.before),
            when: "before",
            table_steps: self.table_steps,
        }
    }

    /// An expression as it is written in the file.
    pub(super) fn text(self, written: &Spanned<String>) -> ExpressionText<'_> {
        ExpressionText::in_scalar(self.around.sources, written.span, &written.value)
    }

    pub(super) fn after(self) -> Side<'s> {
        let schema = self.around.after;
        Side {
            schema,
            model: schema.model(self.after),
            when: "after",
            table_steps: self.table_steps,
        }
    }
}
