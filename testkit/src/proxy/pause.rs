//! Requests held until a test releases them.

use std::sync::Arc;

use tokio::sync::watch;

use super::answer::Cut;

/// Holds requests, for [`Fault::PauseBefore`](super::Fault::PauseBefore) and
/// [`Fault::PauseAfter`](super::Fault::PauseAfter). Clones are the same pause.
///
/// ```no_run
/// # use dynamite_testkit::{Fault, FaultProxy, Operation, Pause};
/// # async fn test(proxy: FaultProxy) {
/// let pause = Pause::new();
/// proxy.on(Operation::UpdateItem).fail(Fault::PauseBefore(pause.clone()));
/// // ... spawn a worker ...
/// pause.reached().await;
/// // ... kill it; its last request is still on its way ...
/// pause.release();
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Pause(Arc<watch::Sender<State>>);

#[derive(Debug)]
struct State {
    arrived: usize,
    gate: Gate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Shut,
    Open,
    Cut,
}

impl Pause {
    /// Creates a pause that holds every request until it is released or cut.
    #[expect(
        clippy::new_without_default,
        reason = "a pause is made on purpose, and shared"
    )]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(State {
            arrived: 0,
            gate: Gate::Shut,
        })))
    }

    /// Waits until a request has arrived here.
    pub async fn reached(&self) {
        self.reached_by(1).await;
    }

    /// Waits until this many requests have arrived here.
    pub async fn reached_by(&self, requests: usize) {
        self.wait(|state| state.arrived >= requests).await;
    }

    /// Releases the held requests, and lets later ones pass.
    pub fn release(&self) {
        self.0.send_modify(|state| state.gate = Gate::Open);
    }

    /// Cuts the connections of the held requests, and of later ones.
    pub fn cut(&self) {
        self.0.send_modify(|state| state.gate = Gate::Cut);
    }

    pub(super) async fn hold(&self) -> Result<(), Cut> {
        self.0.send_modify(|state| state.arrived += 1);
        match self.wait(|state| state.gate != Gate::Shut).await {
            Gate::Cut => Err(Cut),
            Gate::Shut | Gate::Open => Ok(()),
        }
    }

    async fn wait(&self, until: impl FnMut(&State) -> bool) -> Gate {
        let mut states = self.0.subscribe();
        // `self` holds the sender, so the channel cannot close meanwhile.
        states
            .wait_for(until)
            .await
            .map_or(Gate::Open, |state| state.gate)
    }
}
