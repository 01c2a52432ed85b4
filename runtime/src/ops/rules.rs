//! The rules of fields, when something is written.

use crate::Error;
use crate::error::ErrorKind;
use crate::expr::{Condition, UpdateExpression};
use crate::item::StoredItem;
use crate::model::Model;
use crate::request::Refused;
use crate::rules::{Bound, Checker, Violation};

use super::lifecycle::Demands;
use super::refusal;

/// An entity as it is stored: normalized, and checked.
pub(super) fn accepted<M: Model>(mut entity: M) -> Result<M, Error> {
    entity.normalize();
    refuse::<M>(violations(&entity))?;
    Ok(entity)
}

/// The rules that an entity breaks.
pub(super) fn violations<M: Model>(entity: &M) -> Vec<Violation> {
    let mut checker = Checker::new();
    entity.check(&mut checker);
    checker.into_violations()
}

/// Refuses changes that break rules, whatever is stored.
pub(super) fn check<M: Model>(changes: &UpdateExpression<M>) -> Result<(), Error> {
    refuse::<M>(changes.violations().to_vec())
}

/// The error of these violations, if there are any.
pub(super) fn refuse<M: Model>(violations: Vec<Violation>) -> Result<(), Error> {
    if violations.is_empty() {
        return Ok(());
    }
    let model = M::DESCRIPTOR.name;
    Err(Error::new(ErrorKind::Invalid { model, violations }))
}

/// The condition that what is stored is within all bounds.
pub(super) fn within<M>(bounds: &[Bound]) -> Option<Condition<M>> {
    let conditions = bounds.iter().map(Bound::condition);
    conditions.reduce(Condition::and)
}

/// The rules that an update would break, given the stored item.
pub(super) fn broken(bounds: &[Bound], item: &StoredItem) -> Vec<Violation> {
    let mut broken: Vec<Violation> = Vec::new();
    let found = bounds
        .iter()
        .filter_map(|it| it.broken_by(item.attributes()));
    for violation in found {
        // Several elements may be too many for one list.
        if !broken.contains(&violation) {
            broken.push(violation);
        }
    }
    broken
}

/// The error of a write that was refused because of a bound, and not because the item is deleted
/// or of another version.
pub(super) fn out_of_bounds<M: Model>(
    refused: &Refused,
    demands: &Demands,
    bounds: &[Bound],
    operation: &'static str,
    table: &str,
) -> Option<Error> {
    let Refused::Condition {
        item: Some(item),
        after_lost_answer,
        request_id,
    } = refused
    else {
        return None;
    };
    if demands.unmet(item).is_some() {
        return None;
    }
    let error = refuse::<M>(broken(bounds, item)).err()?;
    Some(
        error
            .during(operation, table)
            .with_request_id(request_id.as_deref())
            .with_outcome(refusal::outcome(*after_lost_answer)),
    )
}
