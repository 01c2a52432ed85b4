//! Sends a write again that adds to what is stored as `NULL`, as to what is absent.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::PlannedAction;
use super::applied::Applied;
use super::planned::Planned;
use super::send::once;
use crate::Error;
use crate::error::{ErrorKind, Outcome};
use crate::expr::{Action, AddedTo, DocumentPath, all_of, find, null, over_null};
use crate::item::StoredItem;
use crate::ops::item;
use crate::ops::unique::Touch;
use crate::request::{Attributes, Backoff, Returned};

/// Sends a write after it was refused because something that it adds to is of another type.
pub(super) async fn send(
    planned: Planned,
    returned: Returned,
    mut refused: Error,
) -> Result<Applied, Error> {
    let mut backoff = Backoff::of(planned.client());
    let mut may_be_done = false;
    loop {
        let (client, key) = (planned.client(), planned.key_attributes());
        let stored = item::stored(client, planned.table(), key).await?;
        let stored = stored.unwrap_or_default();
        let (attempt, nulls) = planned.over_null(&stored)?;
        let mistyped = planned.subject.mistyped(&stored);
        if !mistyped.is_empty() {
            let named = named(refused, &mistyped);
            return Err(if may_be_done {
                named.with_outcome(Outcome::Unknown)
            } else {
                named
            });
        }
        match once(attempt, returned).await {
            Err(error)
                if is_outdated(&error, &nulls, planned.is_repeatable) && backoff.pause().await =>
            {
                may_be_done |= error.outcome() == Outcome::Unknown;
                refused = error;
            }
            Err(error) if may_be_done && error.outcome() == Outcome::NotApplied => {
                return Err(error.with_outcome(Outcome::Unknown));
            }
            sent => return sent,
        }
    }
}

impl Planned {
    /// Whether what it comes to depends on the type of what is stored.
    pub(super) fn adds(&self) -> bool {
        self.subject.adds()
    }

    /// The same write of an item in which nothing that it adds to is `NULL`, on the condition that what
    /// is `NULL` still is. With the paths of that.
    fn over_null(&self, stored: &Attributes) -> Result<(Self, Vec<DocumentPath>), Error> {
        let PlannedAction::Update { key, .. } = &self.action else {
            return Ok((self.clone(), Vec::new()));
        };
        let (changes, nulls) = over_null(self.changes(), stored);
        let action = PlannedAction::Update {
            key: key.clone(),
            changes,
        };
        let conditions = self.condition.clone().into_iter();
        let condition = all_of(conditions.chain(nulls.iter().map(null)));
        let touch = Touch::of(
            self.subject.model,
            self.subject.key(),
            &action,
            self.subject.verb,
        )?;
        let over_null = Self {
            action,
            condition,
            touch,
            ..self.clone()
        };
        Ok((over_null, nulls))
    }

    fn changes(&self) -> &[Action] {
        match &self.action {
            PlannedAction::Update { changes, .. } => changes,
            _ => &[],
        }
    }
}

fn is_null(item: &Attributes, path: &DocumentPath) -> bool {
    matches!(find(item, path), Some(AttributeValue::Null(_)))
}

/// Whether a write was refused since the item is not what it was when it was read. If that may be its own
/// work, whose response was lost, it is done again only if it may be.
fn is_outdated(error: &Error, nulls: &[DocumentPath], is_repeatable: bool) -> bool {
    let item = error.item().map(StoredItem::attributes);
    let still = item.is_none_or(|item| nulls.iter().all(|path| is_null(item, path)));
    let may_be_done_again = error.outcome() == Outcome::NotApplied || is_repeatable;
    may_be_done_again && (error.is_other_type() || !still)
}

/// The same refusal, which names what is of another type.
fn named(refused: Error, mistyped: &[&AddedTo]) -> Error {
    match refused.kind() {
        ErrorKind::OtherType { model, key, .. } => {
            let kind = ErrorKind::OtherType {
                model,
                key: key.clone(),
                paths: mistyped.iter().map(|it| it.path.to_string()).collect(),
            };
            refused.with_kind(kind)
        }
        _ => refused,
    }
}
