//! What is watched until it has been silent for long enough: workers, and requests that may still arrive.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::acquire::wait;
use super::watch::Watch;
use crate::control::{Control, RunRow, WorkerRow};
use crate::error::{Error, Refusal};
use crate::options::Options;
use crate::stop::Stop;

/// The silence after which a worker is dead.
pub(super) fn of_the_dead(row: &WorkerRow, options: &Options) -> Duration {
    options.lease.max(row.lease)
}

/// The silence after which none of its requests can arrive any more either.
pub(super) fn without_requests(row: &WorkerRow, options: &Options) -> Duration {
    of_the_dead(row, options) + options.longest_request
}

/// Waits until no request of the workers of a run can arrive any more, and records that, so that nobody
/// waits for them again. There is nothing to wait for if each of their requests had a response.
///
/// # Errors
/// [`Held`](Refusal::Held) if a worker is alive, and those of the requests.
pub(crate) async fn settled(
    control: &Control,
    run: &RunRow,
    options: &Options,
) -> Result<(), Error> {
    let mut watch = Watch::default();
    loop {
        let row = control.worker().await?;
        // A later generation has waited for them before it began.
        let may_send = |it: &WorkerRow| {
            it.generation <= run.generation && (it.holder.is_some() || it.may_have_requests)
        };
        let Some(row) = row.filter(may_send) else {
            return Ok(());
        };
        watch.see(row.record_version, Instant::now());
        let left = watch.left(without_requests(&row, options), Instant::now());
        if left.is_zero() {
            control.settle(&row).await?;
        } else {
            wait(control, &row, run, &watch, left, options).await?;
        }
    }
}

/// Looks once if a run has no worker that is alive: nobody has the lease, or who has it was silent for so long that it
/// is dead. If it may be alive, it waits before the next look, or until it is asked to stop.
///
/// # Errors
/// [`Held`](Refusal::Held) if it is alive, unless the options say to wait, and those of the requests.
pub(crate) async fn is_idle(
    control: &Control,
    run: &RunRow,
    watch: &mut Watch,
    options: &Options,
    stop: &Stop,
) -> Result<bool, Error> {
    let worker = control.worker().await?;
    let Some(row) = worker.filter(|row| row.holder.is_some()) else {
        return Ok(true);
    };
    watch.see(row.record_version, Instant::now());
    let left = watch.left(of_the_dead(&row, options), Instant::now());
    if left.is_zero() {
        return Ok(true);
    }
    tokio::select! {
        waited = wait(control, &row, run, watch, left, options) => waited?,
        () = stop.asked() => {}
    }
    Ok(false)
}

/// Watches the worker of a run for as long as it may be silent. Returns it if it was; `None` if nobody has
/// the lease.
///
/// # Errors
/// [`Held`](Refusal::Held) if it is alive, and those of the requests.
pub(crate) async fn dead_worker(
    control: &Control,
    options: &Options,
) -> Result<Option<WorkerRow>, Error> {
    let mut watch = Watch::default();
    loop {
        let row = control.worker().await?;
        let held = row.and_then(|row| Some((row.holder.clone()?, row)));
        let Some(((holder, since), row)) = held else {
            return Ok(None);
        };
        watch.see(row.record_version, Instant::now());
        if watch.is_alive() {
            let holder = Box::new(holder);
            return Err(control.error(Refusal::Held { holder, since }));
        }
        if watch
            .left(of_the_dead(&row, options), Instant::now())
            .is_zero()
        {
            return Ok(Some(row));
        }
        sleep(options.renewal()).await;
    }
}
