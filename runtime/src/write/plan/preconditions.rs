//! Preconditions of operations on a stored item, besides the conditions of the user: that it
//! exists, is not deleted, and has a certain version.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::Number;

use crate::expr::{
    AbsentAs, Comparison, Condition, DeletedField, UpdateExpression, VersionField, Zero,
    conditional,
};
use crate::item::{Attributes, StoredItem};
use crate::model::{Model, ModelDescriptor};
use crate::path::{DocumentPath, Path};
use crate::rules::Violation;
use crate::types::Decimal;

/// The version of an item that was created.
const FIRST_VERSION: i128 = 1;

/// The preconditions of an operation on a stored item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preconditions {
    state: State,
    /// The attribute that holds the time of deletion.
    deleted: Option<&'static str>,
    /// The attribute that holds the version.
    version: Option<&'static str>,
    /// `true` if an absent version is 0.
    starts_at_zero: bool,
    /// The expected version; `None` for any.
    expected: Option<i128>,
    /// The greatest version that the type holds: it cannot be incremented.
    last: i128,
    /// `true` if the write increments the version.
    increments: bool,
}

/// The required state of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is no item with this key.
    New,
    /// The item exists, and is not deleted.
    Live,
    /// The item is absent, or not deleted.
    LiveOrAbsent,
    /// The item exists, and is deleted.
    Deleted,
    /// Any state.
    Any,
}

/// A precondition that an item does not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmet {
    /// The item is deleted.
    Deleted,
    /// The item is not deleted.
    NotDeleted,
    /// The item has another version.
    Version {
        expected: i128,
        /// `None` if it has none, or one that is no integer.
        stored: Option<i128>,
    },
    /// The item has the last version that the type holds.
    LastVersion { attribute: &'static str, last: i128 },
}

impl Unmet {
    /// Returns the violation of a version that cannot be incremented.
    pub(crate) fn no_next_version(attribute: &str, last: i128) -> Violation {
        Violation {
            path: attribute.to_owned(),
            rule: "type",
            message: format!(
                "must be at most {last}, the last version: no write can increment it; create the \
                 item anew"
            ),
        }
    }
}

impl Preconditions {
    pub(crate) fn of<M: Model>(state: State, expected: Option<i128>) -> Self {
        Self::of_model(M::DESCRIPTOR, state, expected)
    }

    /// Returns the preconditions of an operation on an item of the model with this descriptor.
    pub(crate) fn of_model(model: &ModelDescriptor, state: State, expected: Option<i128>) -> Self {
        Self {
            state,
            deleted: model.deleted.map(|it| it.attribute),
            version: model.version,
            starts_at_zero: model.version_starts_at_zero,
            expected,
            last: model.last_version,
            // A write on any state is a permanent deletion.
            increments: !matches!(state, State::New | State::Any),
        }
    }

    /// Returns no preconditions: the write depends on its condition alone.
    pub(crate) fn none() -> Self {
        Self {
            state: State::Any,
            deleted: None,
            version: None,
            starts_at_zero: false,
            expected: None,
            last: i128::MAX,
            increments: false,
        }
    }

    /// Returns the precondition of a write that increments the version, whatever it is.
    pub(crate) fn of_increment(model: &ModelDescriptor) -> Self {
        let increments = true;
        Self {
            increments,
            ..Self::of_model(model, State::Any, None)
        }
    }

    /// Returns the preconditions of an operation that reads the item and leaves its version as it
    /// is.
    pub(crate) fn of_check<M: Model>(state: State) -> Self {
        let increments = false;
        Self {
            increments,
            ..Self::of::<M>(state, None)
        }
    }

    /// Returns the preconditions of a write of this whole entity, and changes the entity to the
    /// form that is stored: not deleted, and at its next version.
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

    /// Returns the preconditions as a condition; `None` if it always holds.
    pub(crate) fn condition<M: Model>(&self) -> Option<Condition<M>> {
        let deleted = self.deleted.map(Path::<M, String, DeletedField>::attribute);
        let live = deleted.as_ref().map(Path::is_absent);
        let version = self
            .version
            .zip(self.expected)
            .map(|(name, expected)| self.is_at(name, expected));
        let version = conditional::both(version, self.can_increment());
        match self.state {
            State::New => Some(conditional::absent()),
            State::Live => {
                let there = conditional::both(Some(conditional::exists()), live);
                conditional::both(there, version)
            }
            State::LiveOrAbsent => {
                // An absent item has no time of deletion either, but it has no version.
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

    fn is_at<M: Model>(&self, name: &'static str, expected: i128) -> Condition<M> {
        if self.starts_at_zero {
            return Path::<M, i128, AbsentAs<Zero, 0, VersionField>>::attribute(name).eq(expected);
        }
        Path::<M, i128, VersionField>::attribute(name).eq(expected)
    }

    /// Returns the condition that there is a next version; for an expected version that is known.
    pub(crate) fn can_increment<M>(&self) -> Option<Condition<M>> {
        let version = DocumentPath::attribute(self.version.filter(|_| self.increments)?);
        let last = Decimal::try_from(self.last).ok()?;
        let may_be_last = self.expected.is_none_or(|expected| expected >= self.last);
        may_be_last.then(|| !Condition::compare_number(version, Comparison::Ge, last))
    }

    /// Returns the precondition that a stored item does not meet, if there is one.
    pub(crate) fn unmet(&self, item: &StoredItem) -> Option<Unmet> {
        self.unmet_by(item.attributes())
    }

    /// Returns the same as [`unmet`](Self::unmet), from the attributes of a stored item.
    pub(crate) fn unmet_by(&self, item: &Attributes) -> Option<Unmet> {
        let deleted = self.deleted.and_then(|name| item.get(name));
        let is_deleted = deleted.is_some_and(|it| !matches!(it, AttributeValue::Null(_)));
        let stored = self.version.and_then(|name| item.get(name));
        let stored = match stored {
            None | Some(AttributeValue::Null(_)) if self.starts_at_zero => Some(0),
            stored => stored.and_then(number),
        };
        let is_last = self.increments && self.is_last(item);
        match (self.state, self.expected) {
            (State::New | State::Live | State::LiveOrAbsent, _) if is_deleted => {
                Some(Unmet::Deleted)
            }
            (State::Deleted, _) if !is_deleted => Some(Unmet::NotDeleted),
            (State::New, _) => None,
            (_, Some(expected)) if stored != Some(expected) => {
                Some(Unmet::Version { expected, stored })
            }
            _ if is_last => self.version.map(|attribute| Unmet::LastVersion {
                attribute,
                last: self.last,
            }),
            _ => None,
        }
    }

    /// Returns `true` if the stored version is not below the greatest of its type, which it may exceed
    /// if other programs wrote it.
    fn is_last(&self, item: &Attributes) -> bool {
        let stored = self.version.and_then(|name| item.get(name)?.as_n().ok());
        let stored = stored.and_then(|text| Number::parse(text.as_bytes()).ok());
        let last = Number::try_from(self.last).ok();
        stored
            .zip(last)
            .is_some_and(|(stored, last)| stored >= last)
    }

    /// Returns `true` if a version is expected: a second attempt is then refused after the first
    /// was applied, and does not apply it again.
    pub(crate) fn is_versioned(&self) -> bool {
        let is_expected = self.version.is_some() && self.expected.is_some();
        // An item that the first attempt creates has this version, too.
        let may_be_own = self.creates() && self.expected == Some(FIRST_VERSION);
        is_expected && !may_be_own
    }

    /// Returns the changes, with the next version if the one before is known.
    pub(crate) fn advanced<M>(&self, changes: UpdateExpression<M>) -> UpdateExpression<M> {
        match self.version.zip(self.next()) {
            Some((name, next)) if !changes.is_empty() && self.has_known_next() => {
                changes.set_encoded(name, next)
            }
            _ => changes,
        }
    }

    /// Returns the changes, with the version incremented if the one before is not known.
    /// Incrementing it twice does no harm: a version only has to differ from the one before.
    pub(crate) fn incremented<M>(&self, changes: UpdateExpression<M>) -> UpdateExpression<M> {
        match self.version {
            Some(name) if !changes.is_empty() && !self.has_known_next() => changes.count(name),
            _ => changes,
        }
    }

    /// Returns `true` if the write may create the item, at the first version.
    pub(super) fn creates(&self) -> bool {
        self.state == State::LiveOrAbsent
    }

    /// Returns `true` if the version afterwards is known: that of a new item is the one after 0.
    fn has_known_next(&self) -> bool {
        match self.expected {
            Some(expected) => !self.creates() || expected == FIRST_VERSION - 1,
            None => false,
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
