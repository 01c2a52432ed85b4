//! One step, and what it does to an item.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::Comparison;

use super::Due;
use super::place::{Attributes, Found, Place};
use super::revert::WhenChanged;
use super::sets;
use crate::rewrite::Reject;

/// A step.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Sets a value where there is none.
    Add { to: Place, value: AttributeValue },
    /// Lets an attribute have the value of another, or none if that has none. The other is what clients
    /// read until the migration is contracted.
    Follow { from: Place, to: Place },
    /// Copies a value to where there is none.
    Copy { from: Place, to: Place },
    /// Finds where a former attribute is not followed by the new one any more. Nothing is done about it.
    Settled { from: Place, to: Place },
    /// Removes a former attribute that the new one has followed.
    RemoveFormer {
        from: Place,
        to: Place,
        when_changed: WhenChanged,
    },
    /// Removes an attribute.
    Remove(Place),
    /// Adds members to a set.
    AddMembers { to: Place, members: AttributeValue },
    /// Removes members from a set.
    RemoveMembers {
        from: Place,
        members: AttributeValue,
    },
}

impl Step {
    /// Returns what the step does to an item, on which condition; `None` if nothing is left to do.
    ///
    /// # Errors
    /// If the item has something else in its attributes than the step is for.
    pub(super) fn due(&self, item: &Attributes) -> Result<Option<Due>, Reject> {
        match self {
            Self::Add { to, value } => add(to, value, item),
            Self::Follow { from, to } => follow(from, to, item),
            Self::Copy { from, to } => copy(from, to, item),
            Self::Settled { from, to } => settled(from, to, item),
            Self::RemoveFormer {
                from,
                to,
                when_changed,
            } => remove_former(from, to, *when_changed, item),
            Self::Remove(place) => remove(place, item),
            Self::AddMembers { to, members } => add_members(to, members, item),
            Self::RemoveMembers { from, members } => remove_members(from, members, item),
        }
    }
}

fn add(to: &Place, value: &AttributeValue, item: &Attributes) -> Result<Option<Due>, Reject> {
    let is_due = to.find(item)? == Found::Nothing;
    Ok(is_due.then(|| (to.attribute().set(value.clone()), to.is_free())))
}

fn follow(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    // What is there, `NULL` included: it is copied as it is.
    let (stored_old, stored_new) = (from.stored(item)?, to.stored(item)?);
    Ok(match (stored_old, stored_new) {
        (Some(value), other) if other.is_none_or(|other| !sets::is_same(value, other)) => {
            let differs = new.is_absent().or(new.compares_with(Comparison::Ne, &old));
            Some((new.copied_from(&old), old.exists().and(differs)))
        }
        (None, Some(_)) => Some((new.removed(), old.is_absent().and(new.exists()))),
        (Some(_), _) | (None, None) => None,
    })
}

fn copy(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due>, Reject> {
    let is_due = matches!(from.find(item)?, Found::Value(_)) && to.find(item)? == Found::Nothing;
    let (old, new) = (from.attribute(), to.attribute());
    Ok(is_due.then(|| (new.copied_from(&old), old.exists().and(to.is_free()))))
}

/// Programs that read the new attribute remove the former one or write both, so it is no sign of
/// anything that the former one is absent.
fn settled(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    let Some(former) = from.stored(item)? else {
        return Ok(None);
    };
    let is_same = to.stored(item)?.is_some_and(|it| sets::is_same(former, it));
    Ok((!is_same).then(|| (new.copied_from(&old), old.exists())))
}

fn remove_former(
    from: &Place,
    to: &Place,
    when_changed: WhenChanged,
    item: &Attributes,
) -> Result<Option<Due>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    let Some(former) = from.stored(item)? else {
        return Ok(None);
    };
    let Some(newer) = to.stored(item)? else {
        // It may be the only copy.
        return Err(from.reject("nothing has taken its place"));
    };
    let is_same = sets::is_same(former, newer);
    match when_changed {
        _ if is_same => Ok(Some((
            old.removed(),
            old.compares_with(Comparison::Eq, &new),
        ))),
        WhenChanged::Reject => Err(from.reject("it differs from what took its place")),
        WhenChanged::Keep => Ok(None),
        WhenChanged::Remove => {
            let is_as_read = old.compares(Comparison::Eq, former.clone());
            Ok(Some((old.removed(), is_as_read.and(new.exists()))))
        }
    }
}

fn remove(place: &Place, item: &Attributes) -> Result<Option<Due>, Reject> {
    let attribute = place.attribute();
    let is_due = place.stored(item)?.is_some();
    Ok(is_due.then(|| (attribute.removed(), attribute.exists())))
}

fn add_members(
    to: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due>, Reject> {
    let attribute = to.attribute();
    let is_due = match to.find(item)? {
        Found::NoParent => false,
        Found::Nothing => {
            // `ADD` takes no `NULL`, and makes a set where there is nothing.
            let changes = attribute.set(members.clone());
            return Ok(Some((changes, to.is_free())));
        }
        Found::Value(set) => !sets::has_all(set, members).ok_or_else(|| no_set(to))?,
    };
    let is_set = attribute.is_kind(sets::kind(members));
    Ok(is_due.then(|| (attribute.added(members.clone()), is_set)))
}

fn remove_members(
    from: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due>, Reject> {
    let Found::Value(set) = from.find(item)? else {
        return Ok(None);
    };
    let attribute = from.attribute();
    let is_due = sets::has_any(set, members).ok_or_else(|| no_set(from))?;
    let is_set = attribute.is_kind(sets::kind(members));
    Ok(is_due.then(|| (attribute.taken(members.clone()), is_set)))
}

fn no_set(place: &Place) -> Reject {
    place.reject("it is stored as no set of this kind")
}
