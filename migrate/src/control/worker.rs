//! The row of the worker of a run.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Changes, Condition};

use super::row::{Row, number, text};
use super::rows::{Control, Written, at, is, joined};
use crate::error::Error;
use crate::owner::Owner;

pub(super) const ROW: &str = "worker";

/// The worker of a run as it is recorded.
#[derive(Clone, Debug)]
pub(crate) struct WorkerRow {
    /// Who works and since when; `None` if it was released.
    pub(crate) holder: Option<(Owner, String)>,
    /// Incremented by each write of the row. That it changes is the sign of life; there is no time in it.
    pub(crate) record_version: u64,
    /// Incremented by each worker that takes over.
    pub(crate) epoch: u64,
    /// The generation in which it works, or the one for which it stopped.
    pub(crate) generation: u64,
    /// After this time of silence another worker may take over.
    pub(crate) lease: Duration,
    /// `true` if requests of this worker or an earlier one may still arrive.
    pub(crate) may_have_requests: bool,
}

/// A worker's hold on a run: what its writes are conditioned on.
#[derive(Clone, Debug)]
pub(crate) struct Hold {
    pub(crate) owner: Owner,
    pub(crate) epoch: u64,
    pub(crate) generation: u64,
    pub(crate) record_version: u64,
    /// `true` if an earlier worker did not end in order, so that its requests may still arrive.
    pub(crate) may_have_requests: bool,
}

impl WorkerRow {
    fn of(row: &Row) -> Result<Self, Error> {
        let holder = if row.get("owner").is_some() {
            let owner = Owner {
                id: row.text("owner")?.to_owned(),
                host: row.text("host")?.to_owned(),
                pid: row.parsed("pid")?,
            };
            Some((owner, row.text("since")?.to_owned()))
        } else {
            None
        };
        Ok(Self {
            holder,
            record_version: row.parsed("record_version")?,
            epoch: row.parsed("epoch")?,
            generation: row.parsed("generation")?,
            lease: Duration::from_millis(row.parsed("lease_ms")?),
            may_have_requests: row.is_set("unsettled"),
        })
    }

    /// Returns the hold that the row records, if it is that of this owner.
    fn tenure_of(&self, owner: &Owner) -> Option<Hold> {
        let holder = self.holder.as_ref().map(|(holder, _)| &holder.id);
        (holder == Some(&owner.id)).then(|| Hold {
            owner: owner.clone(),
            epoch: self.epoch,
            generation: self.generation,
            record_version: self.record_version,
            may_have_requests: self.may_have_requests,
        })
    }
}

impl Control {
    /// Returns the row of the worker; `None` if nobody has worked on the run yet.
    pub(crate) async fn worker(&self) -> Result<Option<WorkerRow>, Error> {
        let row = self.read(self.run().as_str(), ROW).await?;
        row.map(|row| WorkerRow::of(&row)).transpose()
    }

    /// Makes this owner the first worker. `None` if another one was first.
    pub(crate) async fn begin_work(
        &self,
        generation: u64,
        owner: &Owner,
        lease: Duration,
    ) -> Result<Option<Hold>, Error> {
        let attributes = [
            ("owner", text(&*owner.id)),
            ("host", text(&*owner.host)),
            ("pid", number(owner.pid)),
            ("since", text(self.client().now().to_string())),
            ("record_version", number(1_u64)),
            ("epoch", number(1_u64)),
            ("generation", number(generation)),
            ("lease_ms", number(millis(lease))),
        ];
        let written = self.create(self.run().as_str(), ROW, attributes).await?;
        hold(written, owner)
    }

    /// Makes this owner the worker in place of a recorded one. `None` if the row has changed.
    pub(crate) async fn take_over(
        &self,
        from: &WorkerRow,
        generation: u64,
        owner: &Owner,
        lease: Duration,
    ) -> Result<Option<Hold>, Error> {
        let has_waited = generation > from.generation;
        let may_have_requests = (from.holder.is_some() || from.may_have_requests) && !has_waited;
        let changes = joined([
            at("owner").set(text(&*owner.id)),
            at("host").set(text(&*owner.host)),
            at("pid").set(number(owner.pid)),
            at("since").set(text(self.client().now().to_string())),
            at("record_version").set(number(from.record_version + 1)),
            at("epoch").set(number(from.epoch + 1)),
            at("generation").set(number(generation)),
            at("lease_ms").set(number(millis(lease))),
            unsettled(may_have_requests),
        ]);
        let is_same = is("record_version", number(from.record_version));
        let run = self.run().as_str();
        hold(self.update(run, ROW, changes, is_same).await?, owner)
    }

    /// Gives a sign of life. `None` if another worker has taken over.
    pub(crate) async fn renew(&self, held: &Hold) -> Result<Option<Hold>, Error> {
        let next = held.record_version + 1;
        let changes = at("record_version").set(number(next));
        let run = self.run().as_str();
        let written = self.update(run, ROW, changes, is_held(held)).await?;
        let renewed = hold(written, &held.owner)?;
        Ok(renewed.filter(|it| it.epoch == held.epoch && it.record_version == next))
    }

    /// Records that no request of the workers until now can arrive any more.
    pub(crate) async fn settle(&self, row: &WorkerRow) -> Result<(), Error> {
        let changes = released(row.record_version, false);
        let is_same = is("record_version", number(row.record_version));
        // Refused: there was a sign of life.
        self.update(self.run().as_str(), ROW, changes, is_same)
            .await?;
        Ok(())
    }

    /// Ends the work, so that another worker need not wait. `generation` is the one for which it
    /// ends, if it ends for a newer one.
    pub(crate) async fn end_work(
        &self,
        held: &Hold,
        generation: u64,
        may_have_requests: bool,
    ) -> Result<(), Error> {
        let changes = joined([
            released(held.record_version, may_have_requests),
            at("generation").set(number(generation)),
        ]);
        let run = self.run().as_str();
        // Refused: another worker has taken over, or an earlier attempt was applied.
        self.update(run, ROW, changes, is_held(held)).await?;
        Ok(())
    }
}

fn is_held(held: &Hold) -> Condition {
    is("owner", text(&*held.owner.id))
        .and(is("epoch", number(held.epoch)))
        .and(is("record_version", number(held.record_version)))
}

/// Releases a lease whose row has this version.
pub(super) fn released(record_version: u64, may_have_requests: bool) -> Changes {
    let names = ["owner", "host", "pid", "since"];
    let removed = joined(names.map(|name| at(name).removed()));
    joined([
        removed,
        at("record_version").set(number(record_version + 1)),
        unsettled(may_have_requests),
    ])
}

fn unsettled(may_have_requests: bool) -> Changes {
    let attribute = at("unsettled");
    if may_have_requests {
        attribute.set(AttributeValue::Bool(true))
    } else {
        attribute.removed()
    }
}

/// The hold after a write. A write that was refused was made all the same if the row names the
/// owner: nobody else writes that name.
fn hold(written: Written, owner: &Owner) -> Result<Option<Hold>, Error> {
    match written {
        Written::Done(row) | Written::Refused(Some(row)) => {
            Ok(WorkerRow::of(&row)?.tenure_of(owner))
        }
        Written::Refused(None) => Ok(None),
    }
}

fn millis(lease: Duration) -> u64 {
    u64::try_from(lease.as_millis()).unwrap_or(u64::MAX)
}
