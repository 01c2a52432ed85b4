//! Updates inside of what is not there.

use super::attempt::Attempt;
use super::returning::Return;
use super::update::OPERATION;
use super::{conditional, rules, unique};
use crate::codec::DecodeError;
use crate::expr::{Completed, UpdateExpression};
use crate::item::StoredItem;
use crate::model::Model;
use crate::request::{Attributes, Backoff, Refused, Written};
use crate::rules::Violation;
use crate::{Client, Error, ErrorKind};

/// What became of an update, and what was sent.
type Sent<M> = (Result<Written<M>, Refused>, UpdateExpression<M>);

/// Sends an update with those of its parents that are absent. If others make them at the same
/// time, it begins anew.
pub(super) async fn send<M: Model, R: Return<M>>(
    attempt: &Attempt<'_, M>,
    changes: UpdateExpression<M>,
) -> Result<Sent<M>, Error> {
    let mut backoff = Backoff::of(attempt.client);
    loop {
        let completed = complete(attempt.client, attempt.table, attempt.key, &changes).await?;
        let Some(completed) = completed else {
            // The item is gone, which the refusal of the update says.
            return Ok((attempt.send::<R>(changes.clone()).await, changes));
        };
        let attempt = Attempt {
            condition: conditional::both(attempt.condition.clone(), completed.condition()),
            repeatable: attempt.repeatable || completed.changes.is_repeatable(),
            ..*attempt
        };
        match attempt.send::<R>(completed.changes.clone()).await {
            Err(Refused::Condition {
                item: Some(item),
                after_lost_answer: false,
                ..
            }) if completed.is_stale(item.attributes()) && backoff.pause().await => {}
            sent => return Ok((sent, completed.changes)),
        }
    }
}

/// The update, with what is absent of its parents; `None` if the item is. What it would make is
/// refused if it breaks rules or cannot be read.
pub(super) async fn complete<M: Model>(
    client: &Client,
    table: &str,
    key: &M::Key,
    changes: &UpdateExpression<M>,
) -> Result<Option<Completed<M>>, Error> {
    let stored = unique::read_item(client, table, super::key::attributes(key)?).await?;
    let Some(stored) = stored else {
        return Ok(None);
    };
    let completed = changes.completed(&stored).map_err(|path| {
        Error::new(ErrorKind::MissingParent {
            model: M::DESCRIPTOR.name,
            key: super::key::text(key),
            paths: vec![path.to_string()],
        })
        .during(OPERATION, table)
    })?;
    if let Some(after) = completed.changes.applied(&stored) {
        check::<M>(stored, after).map_err(|error| error.during(OPERATION, table))?;
    }
    Ok(Some(completed))
}

/// Refuses what makes an item worse than it was.
fn check<M: Model>(before: Attributes, after: Attributes) -> Result<(), Error> {
    let decoded = |item| StoredItem::new(item).decode::<M>();
    let wrong = match (decoded(before), decoded(after)) {
        (Ok(before), Ok(after)) => {
            let known = rules::violations(&before);
            let mut wrong = rules::violations(&after);
            wrong.retain(|violation| !known.contains(violation));
            wrong
        }
        (Ok(_), Err(error)) => vec![unreadable(&error)],
        (Err(_), _) => Vec::new(),
    };
    rules::refuse::<M>(wrong)
}

fn unreadable(error: &DecodeError) -> Violation {
    Violation {
        path: error.attribute(),
        rule: "required",
        message: "would be missing from what `or_create` makes: set the whole value that it \
                  belongs to"
            .to_owned(),
    }
}

/// The error for parents that are not there.
pub(super) fn missing<M: Model>(
    error: &Error,
    key: &M::Key,
    changes: &UpdateExpression<M>,
) -> Error {
    let kind = ErrorKind::MissingParent {
        model: M::DESCRIPTOR.name,
        key: super::key::text(key),
        paths: changes.parents().iter().map(ToString::to_string).collect(),
    };
    let (table, id) = (error.table().unwrap_or_default(), error.request_id());
    Error::new(kind)
        .during(OPERATION, table)
        .with_request_id(id)
}
