//! Updates inside absent parents.

use super::super::plan::{Applied, rules};
use super::super::returning::Return;
use super::super::{Update, item};
use crate::codec::DecodeError;
use crate::error::Outcome;
use crate::expr::{Completed, UpdateExpression, conditional};
use crate::item::{Attributes, StoredItem};
use crate::model::Model;
use crate::path::DocumentPath;
use crate::repository::key;
use crate::request::Backoff;
use crate::rules::{REQUIRED, Violation};
use crate::write::send;
use crate::{Client, Error, ErrorKind};

const OPERATION: &str = "UpdateItem";

/// Returns the error of an update that is part of a transaction.
pub(super) fn not_in_transaction() -> Error {
    Error::configuration(
        "`or_create` takes requests of its own, so it cannot be part of a transaction: set the whole \
         parent, or create it before",
    )
}

/// Sends an update, and if a parent is missing, the same update with its absent parents. If others
/// create them at the same time, it starts again.
pub(super) async fn send<M: Model, R: Return<M>>(update: Update<M, R>) -> Result<Applied, Error> {
    match send::planned(update.clone().plan()?, R::RETURNED).await {
        Err(error) if error.is_missing_parent() && error.outcome() == Outcome::NotApplied => {}
        sent => return sent,
    }
    let (client, table) = (
        update.repository.client.clone(),
        update.repository.table.clone(),
    );
    let mut backoff = Backoff::of(&client);
    loop {
        let completed = complete(&client, &table, &update.key, &update.changes).await?;
        let Some(completed) = completed else {
            // The item is gone, which the refusal of the update reports.
            return send::planned(update.plan()?, R::RETURNED).await;
        };
        let attempt = Update {
            changes: completed.changes.clone(),
            condition: conditional::both(update.condition.clone(), completed.condition()),
            ..update.clone()
        };
        match send::planned(attempt.plan()?, R::RETURNED).await {
            Err(error) if is_stale(&completed, &error) && backoff.pause().await => {}
            sent => return sent,
        }
    }
}

/// Returns `true` if the item has changed since its parents were determined.
fn is_stale<M>(completed: &Completed<M>, error: &Error) -> bool {
    if error.outcome() != Outcome::NotApplied {
        return false;
    }
    let item = error.item().filter(|_| error.is_condition_failed());
    error.is_missing_parent() || item.is_some_and(|item| completed.is_stale(item.attributes()))
}

/// Returns the update with its absent parents; `None` if the item is absent. A result that violates
/// field rules or cannot be read is refused.
async fn complete<M: Model>(
    client: &Client,
    table: &str,
    key: &M::Key,
    changes: &UpdateExpression<M>,
) -> Result<Option<Completed<M>>, Error> {
    let stored = item::stored(client, table, key::attributes(key)?).await?;
    let Some(stored) = stored else {
        return Ok(None);
    };
    let completed = changes.completed(&stored);
    let completed = completed.map_err(|path| missing::<M>(key, &path).during(OPERATION, table))?;
    if let Some(after) = completed.changes.applied(&stored) {
        check::<M>(stored, after).map_err(|error| error.during(OPERATION, table))?;
    }
    Ok(Some(completed))
}

/// Returns the error of a parent that cannot be created.
pub(super) fn missing<M: Model>(key: &M::Key, path: &DocumentPath) -> Error {
    Error::new(ErrorKind::MissingParent {
        model: M::DESCRIPTOR.name,
        key: key::text(key),
        paths: vec![path.to_string()],
    })
}

/// Refuses changes that add violations of field rules, or make an item unreadable.
fn check<M: Model>(before: Attributes, after: Attributes) -> Result<(), Error> {
    let decoded = |item| StoredItem::new(item).decode::<M>();
    let wrong = match (decoded(before), decoded(after)) {
        (Ok(before), Ok(after)) => {
            let known = rules::violations(&before);
            let mut wrong = rules::violations(&after);
            wrong.retain(|violation| !known.contains(violation));
            wrong
        }
        (Ok(_), Err(error)) => vec![unreadable(&error, "what `or_create` makes")],
        (Err(_), _) => Vec::new(),
    };
    rules::refuse::<M>(wrong)
}

/// Returns the violation of a field that would be missing from this.
pub(super) fn unreadable(error: &DecodeError, from: &str) -> Violation {
    Violation {
        path: error.attribute(),
        rule: REQUIRED,
        message: format!("would be missing from {from}: set the whole value that it belongs to"),
    }
}
