//! Signs of life.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use super::deadline::Deadline;
use crate::control::{Control, Hold};
use crate::error::{Error, Refusal};

/// What is known of a hold on a run.
#[derive(Clone, Debug)]
pub(super) enum HoldState {
    /// It is held until then, if no other sign of life follows.
    Held { hold: Hold, until: Deadline },
    /// It is held no longer.
    Lost(Loss),
}

/// Why a run is held no longer.
#[derive(Clone, Debug)]
pub(super) enum Loss {
    /// Another worker has taken over.
    Taken,
    /// The run has a newer generation.
    Superseded { hold: Hold, generation: u64 },
    /// No sign of life could be stored.
    NotRenewed { lease: Duration, cause: String },
}

impl From<Loss> for Refusal {
    fn from(loss: Loss) -> Self {
        match loss {
            Loss::Taken => Self::LeaseLost,
            Loss::Superseded { generation, .. } => Self::Superseded { generation },
            Loss::NotRenewed { lease, cause } => Self::NotRenewed { lease, cause },
        }
    }
}

/// What is known of a hold, shared by the worker and the task that gives signs of life.
#[derive(Clone, Debug)]
pub(super) struct HoldStates {
    current: Arc<watch::Sender<HoldState>>,
    ended: Arc<watch::Sender<bool>>,
}

impl HoldStates {
    pub(super) fn new(state: HoldState) -> Self {
        Self {
            current: Arc::new(watch::Sender::new(state)),
            ended: Arc::new(watch::Sender::new(false)),
        }
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<HoldState> {
        self.current.subscribe()
    }

    /// Returns `true` if the run is held at this moment.
    pub(super) fn is_held(&self) -> bool {
        matches!(&*self.current.borrow(), HoldState::Held { until, .. } if !until.is_over())
    }

    /// Ends the signs of life after the one under way.
    pub(super) fn end(&self) {
        self.ended.send_replace(true);
    }

    /// The last known hold that can be released, and the newer generation if there is one.
    pub(super) fn last(&self) -> Option<(Hold, Option<u64>)> {
        match &*self.current.borrow() {
            HoldState::Held { hold, .. } => Some((hold.clone(), None)),
            HoldState::Lost(Loss::Superseded { hold, generation }) => {
                Some((hold.clone(), Some(*generation)))
            }
            HoldState::Lost(Loss::Taken | Loss::NotRenewed { .. }) => None,
        }
    }
}

/// Gives signs of life until the run is lost or the worker ends.
pub(super) async fn keep(control: Control, mut hold: Hold, lease: Duration, states: HoldStates) {
    let mut ended = states.ended.subscribe();
    let mut until = match &*states.current.borrow() {
        HoldState::Held { until, .. } => *until,
        HoldState::Lost(_) => return,
    };
    loop {
        tokio::select! {
            () = sleep(lease / 3) => {}
            _ = ended.wait_for(|is_ended| *is_ended) => return,
        }
        let renewed_until = Deadline::of(lease);
        let state = match beat(&control, &hold).await {
            Ok(Beat::Held(renewed)) => {
                hold = renewed;
                until = renewed_until;
                let hold = hold.clone();
                HoldState::Held { hold, until }
            }
            Ok(Beat::Lost(loss)) => HoldState::Lost(loss),
            // The next one may succeed in time.
            Err(_) if !until.is_over() => continue,
            Err(error) => HoldState::Lost(Loss::NotRenewed {
                lease,
                cause: error.to_string(),
            }),
        };
        let is_lost = matches!(state, HoldState::Lost(_));
        states.current.send_replace(state);
        if is_lost {
            return;
        }
    }
}

enum Beat {
    Held(Hold),
    Lost(Loss),
}

/// Gives one sign of life, if the run still has the generation of the worker.
async fn beat(control: &Control, hold: &Hold) -> Result<Beat, Error> {
    let run = control.run_row().await?;
    if run.generation != hold.generation {
        let (hold, generation) = (hold.clone(), run.generation);
        return Ok(Beat::Lost(Loss::Superseded { hold, generation }));
    }
    let renewed = control.renew(hold).await?;
    Ok(renewed.map_or(Beat::Lost(Loss::Taken), Beat::Held))
}
