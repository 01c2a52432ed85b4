//! One step, and what it does to an item.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Comparison, is_same_value};

use super::dropped::Dropped;
use super::evaluated::{Evaluated, When};
use super::former::Followed;
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
        of: Followed,
        /// `true` if it may differ, as long as there is one.
        may_differ: bool,
    },
    /// Removes a former attribute that the new one has followed.
    RemoveFormer {
        of: Followed,
        when_changed: WhenChanged,
    },
    /// Finds where an attribute has something else than the step gives it. It is part of no pass that is carried out.
    Unlike(Box<Step>),
    /// Removes an attribute that the contract drops.
    Drop(Dropped),
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

    /// Returns the name of the marker that says that the step is done, if it needs one.
    pub(super) fn marker(&self) -> Option<&String> {
        match self {
            Self::Evaluate(of) => match &of.when {
                When::Unmarked(name) => Some(name),
                When::Absent | When::Other => None,
            },
            _ => None,
        }
    }

    /// Returns `true` if programs that read a former attribute write the new one beside it, which holds nothing
    /// else.
    pub(super) fn is_mirror(&self) -> bool {
        match self {
            Self::Follow { is_rename, .. } => *is_rename,
            Self::Evaluate(of) => of.former.is_some(),
            _ => false,
        }
    }

    /// Returns the attribute that it changes.
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::Add { to, .. }
            | Self::Set { to, .. }
            | Self::Follow { to, .. }
            | Self::Copy { to, .. }
            | Self::AddMembers { to, .. }
            | Self::Nothing(to)
            | Self::Remove(to)
            | Self::RemoveMembers { from: to, .. } => to,
            Self::Replaced { of, .. } => &of.to,
            Self::RemoveFormer { of, .. } => &of.from,
            Self::Evaluate(of) => &of.to,
            Self::Unlike(step) => step.place(),
            Self::Drop(of) => &of.from,
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
            Self::Follow { from, .. } | Self::Copy { from, .. } => {
                from.stored(item.attributes)?.map(Cow::Borrowed)
            }
            Self::Replaced { of, .. } => of.expected(item)?,
            Self::Evaluate(of) => of.written(item)?.map(Cow::Owned),
            Self::Unlike(step) => step.given(item)?,
            Self::Nothing(_)
            | Self::Remove(_)
            | Self::Drop(_)
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
            Self::Replaced { of, may_differ } => of.missing(*may_differ, evaluated),
            Self::RemoveFormer { of, when_changed } => of.removal(*when_changed, evaluated),
            Self::Unlike(step) => unlike(step, evaluated),
            Self::Drop(of) => of.removal(evaluated),
            Self::Remove(place) => remove(place, item),
            Self::AddMembers { to, members } => sets::add_members(to, members, item),
            Self::RemoveMembers { from, members } => sets::remove_members(from, members, item),
        }
    }
}

fn add(
    to: &Place,
    value: &AttributeValue,
    item: &Attributes,
) -> Result<Option<Due<'static>>, Reject> {
    let is_due = to.find(item)? == Found::Nothing;
    Ok(is_due.then(|| Due::of(to, to.attribute().set(value.clone()), to.is_free())))
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
    Ok(is_due.then(|| Due::of(to, changes(), to.is_other_than(value))))
}

fn follow(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let (old, new) = (from.attribute(), to.attribute());
    // What is there, `NULL` included: it is copied as it is.
    let (stored_old, stored_new) = (from.stored(item)?, to.stored(item)?);
    Ok(match (stored_old, stored_new) {
        (Some(value), other) if other.is_none_or(|other| !is_same_value(value, other)) => {
            let differs = new.is_absent().or(new.compares_with(Comparison::Ne, &old));
            Some(Due::of(
                to,
                new.copied_from(&old),
                old.exists().and(differs),
            ))
        }
        (None, Some(_)) => Some(Due::of(
            to,
            new.removed(),
            old.is_absent().and(new.exists()),
        )),
        (Some(_), _) | (None, None) => None,
    })
}

fn copy(from: &Place, to: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let is_due = matches!(from.find(item)?, Found::Value(_)) && to.find(item)? == Found::Nothing;
    let changes = || to.attribute().copied_from(&from.attribute());
    Ok(is_due.then(|| Due::of(to, changes(), from.has_value().and(to.is_free()))))
}

fn unlike(step: &Step, item: &Item<'_>) -> Result<Option<Due<'static>>, Reject> {
    let to = step.place();
    let Found::Value(stored) = to.find(item.attributes)? else {
        return Ok(None);
    };
    let given = step.given(item)?;
    let given = given.filter(|given| to.keeps_null() || !given.is_null());
    let other = given.filter(|given| !is_same_value(stored, given));
    Ok(other.map(|given| {
        let condition = to.is_still(Some(stored));
        Due::of(to, to.attribute().set(given.into_owned()), condition)
    }))
}

fn remove(place: &Place, item: &Attributes) -> Result<Option<Due<'static>>, Reject> {
    let attribute = place.attribute();
    let is_due = place.stored(item)?.is_some();
    Ok(is_due.then(|| Due::of(place, attribute.removed(), attribute.exists())))
}
