//! One step, and what it does to an item.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Comparison, is_same_value};

use super::evaluated::Evaluated;
use super::place::{Found, Place};
use super::revert::WhenChanged;
use super::{Due, sets};
use crate::rewrite::Reject;
use crate::values::{Attributes, Item};

/// A step.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Sets a value where there is none.
    Add { to: Place, value: AttributeValue },
    /// Sets a value where there is another one, or none.
    Set { to: Place, value: AttributeValue },
    /// Sets a value that is computed from the item.
    Evaluate(Box<Evaluated>),
    /// Makes `to` equal to `from`, and removes `to` where `from` is absent. Until the contract, programs
    /// read `from`.
    Follow {
        from: Place,
        to: Place,
        /// `true` if the other is removed at the end.
        is_rename: bool,
    },
    /// Copies a value to where there is none.
    Copy { from: Place, to: Place },
    /// Finds where a former attribute is not followed by the new one any more. Nothing is done about it.
    Replaced {
        from: Place,
        to: Place,
        /// `true` if it may differ, as long as there is one.
        may_differ: bool,
    },
    /// Removes a former attribute that the new one has followed.
    RemoveFormer {
        from: Place,
        to: Place,
        when_changed: WhenChanged,
    },
    /// Removes an attribute.
    Remove(Place),
    /// Leaves items as they are.
    Nothing(Place),
    /// Adds members to a set.
    AddMembers { to: Place, members: AttributeValue },
    /// Removes members from a set.
    RemoveMembers {
        from: Place,
        members: AttributeValue,
    },
}

impl Step {
    /// Returns `true` if a marker says that the step is done.
    ///
    /// # Errors
    /// If markers are stored as something else.
    pub(super) fn is_marked_on(&self, item: &Item<'_>) -> Result<bool, Reject> {
        match self {
            Self::Evaluate(of) => of.is_marked_on(item),
            _ => Ok(false),
        }
    }

    /// Returns the step that gives its attribute the same value where there is none; `None` if there is no
    /// such step.
    pub(super) fn filled(&self) -> Option<Self> {
        Some(match self {
            Self::Add { .. } | Self::Copy { .. } => self.clone(),
            Self::Set { to, value } => Self::Add {
                to: to.clone(),
                value: value.clone(),
            },
            Self::Follow { from, to, .. } => Self::Copy {
                from: from.clone(),
                to: to.clone(),
            },
            Self::Evaluate(of) => Self::Evaluate(Box::new(of.filled())),
            _ => return None,
        })
    }

    /// Returns the attribute that it changes.
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::Add { to, .. }
            | Self::Set { to, .. }
            | Self::Follow { to, .. }
            | Self::Copy { to, .. }
            | Self::Replaced { to, .. }
            | Self::AddMembers { to, .. }
            | Self::Nothing(to)
            | Self::Remove(to)
            | Self::RemoveFormer { from: to, .. }
            | Self::RemoveMembers { from: to, .. } => to,
            Self::Evaluate(of) => &of.to,
        }
    }

    /// Returns what the step gives its attribute in an item; `None` if it gives it nothing.
    ///
    /// # Errors
    /// If the item has something else in its attributes than the step is for.
    pub(super) fn given<'v>(
        &'v self,
        item: &Item<'v>,
    ) -> Result<Option<Cow<'v, AttributeValue>>, Reject> {
        Ok(match self {
            Self::Add { value, .. } | Self::Set { value, .. } => Some(Cow::Borrowed(value)),
            Self::AddMembers { members, .. } => Some(Cow::Borrowed(members)),
            Self::Follow { from, .. } | Self::Copy { from, .. } | Self::Replaced { from, .. } => {
                from.stored(item.attributes)?.map(Cow::Borrowed)
            }
            Self::Evaluate(of) => of.written(item)?.map(Cow::Owned),
            Self::Nothing(_)
            | Self::Remove(_)
            | Self::RemoveFormer { .. }
            | Self::RemoveMembers { .. } => None,
        })
    }

    /// Returns what the step does to an item, on which condition; `None` if nothing is left to do.
    ///
    /// # Errors
    /// If the item has something else in its attributes than the step is for.
    pub(super) fn due(&self, item: &Item<'_>) -> Result<Option<Due<'_>>, Reject> {
        let evaluated = item;
        let item = item.attributes;
        match self {
            Self::Set { to, value } => set(to, value, item),
            Self::Evaluate(of) => of.due(evaluated),
            Self::Add { to, value } => add(to, value, item),
            Self::Follow { from, to, .. } => follow(from, to, item),
            Self::Copy { from, to } => copy(from, to, item),
            Self::Nothing(_) => Ok(None),
            Self::Replaced {
                from,
                to,
                may_differ,
            } => replaced(from, to, *may_differ, item),
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

fn add(
    to: &Place,
    value: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let is_due = to.find(item)? == Found::Nothing;
    Ok(is_due.then(|| Due::new(to.attribute().set(value.clone()), to.is_free())))
}

fn set(
    to: &Place,
    value: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let is_due = match to.find(item)? {
        Found::NoParent => false,
        Found::Nothing => true,
        Found::Value(stored) => !is_same_value(stored, value),
    };
    let changes = || to.attribute().set(value.clone());
    Ok(is_due.then(|| Due::new(changes(), to.is_other_than(value))))
}

fn follow(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    // What is there, `NULL` included: it is copied as it is.
    let (stored_old, stored_new) = (from.stored(item)?, to.stored(item)?);
    Ok(match (stored_old, stored_new) {
        (Some(value), other) if other.is_none_or(|other| !is_same_value(value, other)) => {
            let differs = new.is_absent().or(new.compares_with(Comparison::Ne, &old));
            Some(Due::new(new.copied_from(&old), old.exists().and(differs)))
        }
        (None, Some(_)) => Some(Due::new(new.removed(), old.is_absent().and(new.exists()))),
        (Some(_), _) | (None, None) => None,
    })
}

fn copy(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let is_due = matches!(from.find(item)?, Found::Value(_)) && to.find(item)? == Found::Nothing;
    let (old, new) = (from.attribute(), to.attribute());
    Ok(is_due.then(|| Due::new(new.copied_from(&old), from.has_value().and(to.is_free()))))
}

/// Programs that read the new attribute remove the former one or write both, so it is no sign of
/// anything that the former one is absent.
fn replaced(
    from: &Place,
    to: &Place,
    may_differ: bool,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    let Some(former) = from.stored(item)? else {
        return Ok(None);
    };
    let newer = to.stored(item)?;
    let is_replaced = newer.is_some_and(|it| may_differ || is_same_value(former, it));
    Ok((!is_replaced).then(|| Due::new(new.copied_from(&old), old.exists())))
}

fn remove_former(
    from: &Place,
    to: &Place,
    when_changed: WhenChanged,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    let Some(former) = from.stored(item)? else {
        return Ok(None);
    };
    let Some(newer) = to.stored(item)? else {
        // It may be the only copy.
        return Err(from.reject("nothing has taken its place"));
    };
    let is_same = is_same_value(former, newer);
    match when_changed {
        _ if is_same => {
            let condition = old.compares_with(Comparison::Eq, &new);
            Ok(Some(Due::new(old.removed(), condition)))
        }
        WhenChanged::Reject => Err(from.reject("it differs from what took its place")),
        WhenChanged::Keep => Ok(None),
        WhenChanged::Remove => {
            let is_as_read = old.compares(Comparison::Eq, former.clone());
            let condition = is_as_read.and(new.exists());
            Ok(Some(Due::new(old.removed(), condition)))
        }
    }
}

fn remove(place: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let attribute = place.attribute();
    let is_due = place.stored(item)?.is_some();
    Ok(is_due.then(|| Due::new(attribute.removed(), attribute.exists())))
}

fn add_members(
    to: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let attribute = to.attribute();
    let lacking = match to.find(item)? {
        Found::NoParent => None,
        Found::Nothing => {
            // `ADD` takes no `NULL`, and makes a set where there is nothing.
            let changes = attribute.set(members.clone());
            return Ok(Some(Due::new(changes, to.is_free())));
        }
        Found::Value(set) => sets::lacking(set, members).map_err(|_| no_set(to))?,
    };
    // A request that arrives late finds the member, and does not raise the version of the item again.
    Ok(lacking.map(|member| {
        let is_set = attribute.is_kind(sets::kind(members));
        let changes = attribute.added(members.clone());
        Due::new(changes, is_set.and(!attribute.contains(member)))
    }))
}

fn remove_members(
    from: &Place,
    members: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let Found::Value(set) = from.find(item)? else {
        return Ok(None);
    };
    let attribute = from.attribute();
    let had = sets::had(set, members).map_err(|_| no_set(from))?;
    Ok(had.map(|member| {
        let is_set = attribute.is_kind(sets::kind(members));
        let changes = attribute.taken(members.clone());
        Due::new(changes, is_set.and(attribute.contains(member)))
    }))
}

fn no_set(place: &Place) -> Reject {
    place.reject("it is stored as no set of this kind")
}
