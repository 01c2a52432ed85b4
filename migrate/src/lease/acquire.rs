//! Acquiring a lease.

use std::time::Duration;

use tokio::time::Instant;

use super::Lease;
use super::deadline::Deadline;
use super::silence;
use super::watch::Watch;
use crate::control::{Control, RunRow, WorkerRow};
use crate::error::{Error, Refusal};
use crate::options::{Options, WhenHeld};
use crate::owner::Owner;
use crate::progress::Event;
use crate::stop::Stop;

impl Lease {
    /// Acquires the lease of a run in its generation; `None` if the engine was asked to stop first.
    ///
    /// It waits for a worker that gives no sign of life, to take over from it, and for one of an
    /// earlier generation. A worker of the same generation that is alive has the run.
    ///
    /// # Errors
    /// [`Held`](Refusal::Held), unless the options say to wait, and those of the requests.
    pub(crate) async fn acquire(
        control: &Control,
        run: &RunRow,
        owner: &Owner,
        options: &Options,
        stop: &Stop,
    ) -> Result<Option<Self>, Error> {
        let mut watch = Watch::default();
        while !stop.is_asked() {
            let begin = (Instant::now(), Deadline::of(options.lease));
            let hold = match control.worker().await? {
                None => {
                    control
                        .begin_work(run.generation, owner, options.lease)
                        .await?
                }
                Some(row) => {
                    watch.see(row.record_version, Instant::now());
                    let left = watch.left(silence_needed(&row, run, options), Instant::now());
                    if left.is_zero() {
                        control
                            .take_over(&row, run.generation, owner, options.lease)
                            .await?
                    } else {
                        let wait = wait(control, &row, run, &watch, left, options);
                        tokio::select! {
                            waited = wait => waited?,
                            () = stop.asked() => {}
                        }
                        None
                    }
                }
            };
            if let Some(hold) = hold {
                return Ok(Some(Self::begin(control, hold, begin, options.lease)));
            }
        }
        Ok(None)
    }
}

/// How long a worker has to be silent before another one begins.
fn silence_needed(row: &WorkerRow, run: &RunRow, options: &Options) -> Duration {
    let is_of_this_generation = row.generation == run.generation;
    match (&row.holder, is_of_this_generation) {
        (None, true) => Duration::ZERO,
        (None, false) if !row.may_have_requests => Duration::ZERO,
        (Some(_), true) => silence::of_the_dead(row, options),
        (_, false) => silence::without_requests(row, options),
    }
}

/// Waits before the next look at the row of another worker.
pub(super) async fn wait(
    control: &Control,
    row: &WorkerRow,
    run: &RunRow,
    watch: &Watch,
    left: Duration,
    options: &Options,
) -> Result<(), Error> {
    if let Some((holder, since)) = &row.holder {
        let is_rival = row.generation == run.generation;
        if watch.is_alive() && is_rival && options.when_held == WhenHeld::Fail {
            return Err(control.error(Refusal::Held {
                holder: Box::new(holder.clone()),
                since: since.clone(),
            }));
        }
        options.progress.event(&Event::Waiting { holder, left });
    } else {
        let event = Event::WaitingForRequests { left };
        options.progress.event(&event);
    }
    tokio::time::sleep(left.min(options.renewal())).await;
    Ok(())
}
