//! Planned writes that add to values stored as `NULL`, or copy them.

use super::action::PlannedAction;
use super::guard_effect::GuardEffect;
use super::planned::Planned;
use crate::Error;
use crate::expr::{Action, all_of, null, over_null};
use crate::item::Attributes;
use crate::path::DocumentPath;

impl Planned {
    /// Returns `true` if the result depends on whether a stored value is `NULL`.
    pub(crate) fn depends_on_null(&self) -> bool {
        self.subject.adds() || self.subject.may_copy_null()
    }

    /// Returns the same write with each `NULL` that it adds to or copies treated as absent, on the
    /// condition that these values still are `NULL`, and their paths.
    pub(crate) fn over_null(
        &self,
        stored: &Attributes,
    ) -> Result<(Self, Vec<DocumentPath>), Error> {
        let PlannedAction::Update { key, .. } = &self.action else {
            return Ok((self.clone(), Vec::new()));
        };
        let (changes, nulls) = over_null(self.changes(), stored)
            .map_err(|error| Error::encode(self.subject.model.name, error))?;
        let action = PlannedAction::Update {
            key: key.clone(),
            changes,
        };
        let conditions = self.condition.clone().into_iter();
        let condition = all_of(conditions.chain(nulls.iter().map(null)));
        let guard_effect = GuardEffect::of(
            self.subject.model,
            self.subject.key(),
            &action,
            self.subject.verb,
        )?;
        let over_null = Self {
            action,
            condition,
            guard_effect,
            ..self.clone()
        };
        Ok((over_null, nulls))
    }

    /// Returns the changes of an update.
    pub(super) fn changes(&self) -> &[Action] {
        match &self.action {
            PlannedAction::Update { changes, .. } => changes,
            _ => &[],
        }
    }
}
