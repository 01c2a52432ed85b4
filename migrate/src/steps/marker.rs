//! What says that steps are done of which an item does not tell by itself. It is set in the same update as
//! what they change, and removed when the migration is contracted.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_schema::migration::MARKERS;

use super::place::{Found, Place};
use super::{Due, step::Step};
use crate::rewrite::Reject;
use crate::values::Attributes;

/// Returns the names of the steps that an item says are done.
///
/// # Errors
/// If the attribute is something else.
pub(super) fn found(item: &Attributes) -> Result<&[String], Reject> {
    let place = Place::named(MARKERS);
    match place.find(item)? {
        Found::NoParent | Found::Nothing => Ok(&[]),
        Found::Value(AttributeValue::Ss(names)) => Ok(names),
        Found::Value(_) => {
            Err(place.reject("it is no set of strings, and says which steps are done"))
        }
    }
}

/// Marks steps as done.
///
/// # Errors
/// If the attribute is something else.
pub(super) fn mark<'m>(
    markers: impl Iterator<Item = &'m str>,
    item: &Attributes,
) -> Result<Due<'m>, Reject> {
    let place = Place::named(MARKERS);
    let mut names = found(item)?.to_vec();
    names.extend(markers.map(str::to_owned));
    names.sort_unstable();
    let changes = place.attribute().set(AttributeValue::Ss(names));
    Ok(Due::of(
        &place,
        changes,
        place.is_still(place.stored(item)?),
    ))
}

/// Removes the markers of steps.
pub(super) fn removal(markers: Vec<String>) -> Step {
    Step::RemoveMembers {
        from: Place::named(MARKERS),
        members: AttributeValue::Ss(markers),
    }
}
