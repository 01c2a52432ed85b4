//! What has to hold of a stored item for an operation, besides the conditions of the user: that it
//! is there, not deleted, and of a version.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::expr::{
    Comparison, Condition, DeletedField, UpdateExpression, VersionField, conditional,
};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;
use crate::path::{DocumentPath, Path};
use crate::rules::Violation;
use crate::types::Decimal;

/// What has to hold of a stored item for an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preconditions {
    state: State,
    /// The attribute that holds the time of deletion.
    deleted: Option<&'static str>,
    /// The attribute that holds the version.
    version: Option<&'static str>,
    /// `None` for any.
    expected: Option<i128>,
    /// The greatest version that the type holds: there is none after it.
    last: i128,
    /// Whether the write increments the version.
    increments: bool,
}

/// Where in its life an item has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is none with this key.
    New,
    /// It is there, and not deleted.
    Live,
    /// If it is there, it is not deleted.
    LiveOrAbsent,
    /// It is there, and deleted.
    Deleted,
    /// Anywhere.
    Any,
}

/// A precondition that an item does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// It is deleted.
    Deleted,
    /// It is not deleted.
    NotDeleted,
    /// Its version is another.
    Version { expected: i128 },
    /// Its version is the last one that the type holds.
    LastVersion { attribute: &'static str, last: i128 },
}

impl Unmet {
    /// What a version that cannot be incremented breaks.
    pub(crate) fn no_next_version(attribute: &str, last: i128) -> Violation {
        Violation {
            path: attribute.to_owned(),
            rule: "type",
            message: format!(
                "must be at most {last}, which is the greatest version its type holds: no write \
                 can increment it; create the item anew"
            ),
        }
    }
}

impl Preconditions {
    pub(crate) fn of<M: Model>(state: State, expected: Option<i128>) -> Self {
        let descriptor = M::DESCRIPTOR;
        Self {
            state,
            deleted: descriptor.deleted.map(|it| it.attribute),
            version: descriptor.version,
            expected,
            last: descriptor.last_version,
            // What may be anything is deleted for good.
            increments: !matches!(state, State::New | State::Any),
        }
    }

    /// None: the write is on a condition alone.
    pub(crate) fn none() -> Self {
        Self {
            state: State::Any,
            deleted: None,
            version: None,
            expected: None,
            last: i128::MAX,
            increments: false,
        }
    }

    /// Those of what reads the item and leaves its version as it is.
    pub(crate) fn of_check<M: Model>(state: State) -> Self {
        let increments = false;
        Self {
            increments,
            ..Self::of::<M>(state, None)
        }
    }

    /// Those of a write of this whole entity. Makes the entity what is to be stored: not deleted,
    /// and at its next version.
    pub(crate) fn of_entity<M: Model>(state: State, entity: &mut Attributes) -> Self {
        let mut preconditions = Self::of::<M>(state, None);
        if let Some(deleted) = preconditions.deleted {
            entity.remove(deleted);
        }
        let version = preconditions
            .version
            .and_then(|name| entity.remove_entry(name));
        if let Some((name, AttributeValue::N(version))) = version {
            preconditions.expected = version.parse().ok();
            if let Some(next) = preconditions.next() {
                entity.insert(name, next);
            }
        }
        preconditions
    }

    /// As a condition; `None` if it always holds.
    pub(crate) fn condition<M: Model>(&self) -> Option<Condition<M>> {
        let deleted = self.deleted.map(Path::<M, String, DeletedField>::attribute);
        let live = deleted.as_ref().map(Path::is_absent);
        let version = self
            .version
            .zip(self.expected)
            .map(|(name, expected)| Path::<M, i128, VersionField>::attribute(name).eq(expected));
        let version = conditional::both(version, self.can_increment());
        match self.state {
            State::New => Some(conditional::absent()),
            State::Live => {
                let there = conditional::both(Some(conditional::exists()), live);
                conditional::both(there, version)
            }
            State::LiveOrAbsent => {
                // What is absent has no time of deletion either, but it has no version.
                let has_version = version.is_some();
                let condition = conditional::both(live, version);
                condition.map(|it| {
                    if has_version {
                        conditional::absent().or(it)
                    } else {
                        it
                    }
                })
            }
            State::Deleted => conditional::both(deleted.as_ref().map(Path::is_present), version),
            State::Any => version,
        }
    }

    /// The condition that there is a next version. Of one that is expected it is known.
    fn can_increment<M: Model>(&self) -> Option<Condition<M>> {
        let version = DocumentPath::attribute(self.version.filter(|_| self.increments)?);
        let last = Decimal::try_from(self.last).ok()?;
        let may_be_last = self.expected.is_none_or(|expected| expected >= self.last);
        may_be_last.then(|| !Condition::compare_number(version, Comparison::Ge, last))
    }

    /// The precondition that a stored item does not meet, if there is one.
    pub(crate) fn unmet(&self, item: &StoredItem) -> Option<Unmet> {
        self.unmet_by(item.attributes())
    }

    /// [`unmet`](Self::unmet) of the attributes of a stored item.
    pub(crate) fn unmet_by(&self, item: &Attributes) -> Option<Unmet> {
        let deleted = self.deleted.and_then(|name| item.get(name));
        let is_deleted = deleted.is_some_and(|it| !matches!(it, AttributeValue::Null(_)));
        let stored = self.version.and_then(|name| item.get(name));
        let stored = stored.and_then(number);
        let is_last = self.increments && stored.is_some_and(|it| it >= self.last);
        match (self.state, self.expected) {
            (State::New | State::Live | State::LiveOrAbsent, _) if is_deleted => {
                Some(Unmet::Deleted)
            }
            (State::Deleted, _) if !is_deleted => Some(Unmet::NotDeleted),
            (State::New, _) => None,
            (_, Some(expected)) if stored != Some(expected) => Some(Unmet::Version { expected }),
            _ if is_last => self.version.map(|attribute| Unmet::LastVersion {
                attribute,
                last: self.last,
            }),
            _ => None,
        }
    }

    /// Whether a version is expected: a second attempt then meets the work of the first, instead
    /// of doing it again.
    pub(crate) fn is_versioned(&self) -> bool {
        self.version.is_some() && self.expected.is_some()
    }

    /// The changes, and the next version if the one before is known.
    pub(crate) fn advanced<M>(&self, changes: UpdateExpression<M>) -> UpdateExpression<M> {
        match self.version.zip(self.next()) {
            Some((name, next)) if !changes.is_empty() => changes.set_encoded(name, next),
            _ => changes,
        }
    }

    /// The changes, with the version incremented if the one before is not known. Incrementing it
    /// twice does no harm: a version only has to be another one.
    pub(crate) fn incremented<M>(&self, changes: UpdateExpression<M>) -> UpdateExpression<M> {
        let creates = self.state == State::LiveOrAbsent;
        match self.version {
            Some(name) if !changes.is_empty() && (creates || self.expected.is_none()) => {
                changes.count(name)
            }
            _ => changes,
        }
    }

    fn next(&self) -> Option<AttributeValue> {
        let next = self.expected?.saturating_add(1);
        Some(AttributeValue::N(next.to_string()))
    }
}

fn number(value: &AttributeValue) -> Option<i128> {
    value.as_n().ok()?.parse().ok()
}
