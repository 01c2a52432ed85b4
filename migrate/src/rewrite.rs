//! What a pass does to an item, as a value.

mod rejected_before;

use std::fmt;

use dynamite::StoredItem;
use dynamite::engine_support::{self, Changes, Condition, ModelDescriptor};

pub(crate) use rejected_before::{RejectedBefore, key_hash};

/// Decides what to do with an item. It does no input or output itself: the engine sends what it
/// returns, on the condition that it returns, and asks again if the condition does not hold.
///
/// # It is its own predicate
///
/// A rewrite is asked about an item as often as necessary: after a crash, after a change by someone
/// else, and after a write whose response was lost, when nobody knows if it was applied. So the
/// item alone must tell if there is still something to do:
///
/// - For an item that the rewrite has changed, it returns `None`.
/// - The condition holds only as long as the changes are due. If they depend only on what the
///   update itself reads (`SET new = old`), the condition repeats the predicate. If a value was
///   computed from the item, the condition also compares everything that the computation read with
///   what it was.
///
/// That the item has the right content afterwards is no predicate for changes that depend on the
/// old value of what they change, such as an increment: a counter of 2 may be one that was 1, or
/// one that is still due. These set a new attribute, or a marker in the same update, and its
/// absence is the predicate.
///
/// Items of other models in the same table are passed too: for those it returns `None`.
pub trait Rewrite: Send + Sync {
    /// Returns what is to be done with an item; `None` if nothing is.
    ///
    /// # Errors
    /// A [`Reject`] if the item cannot be rewritten as it is. The engine adds the key.
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject>;

    /// Returns the fields for which something is left to do in an item, for people. It is asked about a few
    /// items only.
    fn left(&self, _item: &StoredItem) -> Vec<String> {
        Vec::new()
    }

    /// Says what a run would do with an item that no run has changed yet: whether it is due, what would be
    /// overwritten, and whether it could be taken back. All items are inspected before the first is
    /// changed. By default, nothing is in the way.
    fn inspect(&self, item: &StoredItem) -> Inspection {
        Inspection {
            due: self.rewrite(item).map(|write| write.is_some()),
            ..Inspection::default()
        }
    }
}

/// An update of an item. It never creates one: the engine adds the condition that the item exists.
#[derive(Clone, Debug)]
pub struct Write {
    /// The changes.
    pub changes: Changes,
    /// The condition on which they are made.
    pub condition: Condition,
}

/// What a rewrite finds in an item that no run has changed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// `true` if it would be changed, or why it could not be.
    pub due: Result<bool, Reject>,
    /// There is other content where something is written, which would be lost.
    pub overwritten: Option<Reject>,
    /// The item could not be restored as it was.
    pub without_way_back: Option<Reject>,
    /// A field would get a value again that programs may have cleared since the run was done.
    pub cleared: Option<Reject>,
    /// Bytes by which the item grows at most.
    pub growth: usize,
}

impl Default for Inspection {
    fn default() -> Self {
        Self {
            due: Ok(false),
            overwritten: None,
            without_way_back: None,
            cleared: None,
            growth: 0,
        }
    }
}

impl Inspection {
    /// Adds what was found about another change of the same item.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            due: self.due.and_then(|one| Ok(other.due? || one)),
            overwritten: self.overwritten.or(other.overwritten),
            without_way_back: self.without_way_back.or(other.without_way_back),
            cleared: self.cleared.or(other.cleared),
            growth: self.growth + other.growth,
        }
    }
}

impl Write {
    /// Adds changes on a condition to a write that may be due already.
    pub(crate) fn fused(due: Option<Self>, changes: Changes, condition: Condition) -> Self {
        match due {
            None => Self { changes, condition },
            Some(all) => Self {
                changes: all.changes.and(&changes),
                condition: all.condition.and(condition),
            },
        }
    }
}

/// An item that could not be rewritten, and why. It shows no values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reject {
    /// The key of the item as text, without sensitive parts. Empty until the engine adds it.
    pub key: String,
    /// The step that rejected it.
    pub step: String,
    /// The reason. It must not contain values, which may be sensitive.
    pub reason: String,
}

impl Reject {
    /// Adds the key of the item.
    pub(crate) fn of(self, model: &ModelDescriptor, item: &StoredItem) -> Self {
        let key = engine_support::key_text(model, item);
        Self { key, ..self }
    }

    /// Makes the reject of an item by a step, for a reason that contains no values.
    pub fn new(step: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            key: String::new(),
            step: step.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.key, self.step, self.reason)
    }
}
