//! Checks of field rules on writes.

use crate::Error;
use crate::error::ErrorKind;
use crate::expr::update::bounds::Bound;
use crate::expr::{Condition, UpdateExpression};
use crate::item::StoredItem;
use crate::model::Model;
use crate::rules::{Checker, Violation};

/// Returns an entity as it is stored: normalized, and checked.
pub(crate) fn accepted<M: Model>(mut entity: M) -> Result<M, Error> {
    entity.normalize();
    refuse::<M>(violations(&entity))?;
    Ok(entity)
}

/// Returns the field rules that an entity violates.
pub(crate) fn violations<M: Model>(entity: &M) -> Vec<Violation> {
    let mut checker = Checker::new();
    entity.check(&mut checker);
    checker.into_violations()
}

/// Refuses changes that violate field rules, whatever is stored.
pub(crate) fn check<M: Model>(changes: &UpdateExpression<M>) -> Result<(), Error> {
    refuse::<M>(changes.violations().to_vec())
}

/// Returns the error of these violations, if there are any.
pub(crate) fn refuse<M: Model>(violations: Vec<Violation>) -> Result<(), Error> {
    if violations.is_empty() {
        return Ok(());
    }
    Err(invalid::<M>(violations))
}

/// Returns the error of these violations.
pub(crate) fn invalid<M: Model>(violations: Vec<Violation>) -> Error {
    let model = M::DESCRIPTOR.name;
    Error::new(ErrorKind::Invalid { model, violations })
}

/// Returns the condition that the stored values are within all bounds.
pub(crate) fn within<M>(bounds: &[Bound]) -> Option<Condition<M>> {
    let conditions = bounds.iter().map(Bound::condition);
    conditions.reduce(Condition::and)
}

/// Returns the field rules that an update would violate, given the stored item.
pub(crate) fn broken(bounds: &[Bound], item: &StoredItem) -> Vec<Violation> {
    let mut broken: Vec<Violation> = Vec::new();
    let found = bounds
        .iter()
        .filter_map(|it| it.broken_by(item.attributes()));
    for violation in found {
        // Several elements may exceed the limit of one list.
        if !broken.contains(&violation) {
            broken.push(violation);
        }
    }
    broken
}
