//! Signs of life.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use super::deadline::Deadline;
use crate::control::{Control, Tenure};
use crate::error::{Error, Refusal};

/// What is known of a hold on a run.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// It is held until then, if no other sign of life follows.
    Held { tenure: Tenure, until: Deadline },
    /// It is held no longer.
    Lost(Loss),
}

/// Why a run is held no longer.
#[derive(Clone, Debug)]
pub(super) enum Loss {
    /// Another worker has taken over.
    Taken,
    /// The run has a newer generation.
    Superseded { tenure: Tenure, generation: u64 },
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
pub(super) struct Standings {
    current: Arc<watch::Sender<Standing>>,
    ended: Arc<watch::Sender<bool>>,
}

impl Standings {
    pub(super) fn new(standing: Standing) -> Self {
        Self {
            current: Arc::new(watch::Sender::new(standing)),
            ended: Arc::new(watch::Sender::new(false)),
        }
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Standing> {
        self.current.subscribe()
    }

    /// Returns `true` if the run is held at this moment.
    pub(super) fn is_held(&self) -> bool {
        matches!(&*self.current.borrow(), Standing::Held { until, .. } if !until.is_over())
    }

    /// Ends the signs of life after the one under way.
    pub(super) fn end(&self) {
        self.ended.send_replace(true);
    }

    /// The last known tenure that can be released, and the newer generation if there is one.
    pub(super) fn last(&self) -> Option<(Tenure, Option<u64>)> {
        match &*self.current.borrow() {
            Standing::Held { tenure, .. } => Some((tenure.clone(), None)),
            Standing::Lost(Loss::Superseded { tenure, generation }) => {
                Some((tenure.clone(), Some(*generation)))
            }
            Standing::Lost(Loss::Taken | Loss::NotRenewed { .. }) => None,
        }
    }
}

/// Gives signs of life until the run is lost or the worker ends.
pub(super) async fn keep(
    control: Control,
    mut tenure: Tenure,
    lease: Duration,
    standings: Standings,
) {
    let mut ended = standings.ended.subscribe();
    let mut until = match &*standings.current.borrow() {
        Standing::Held { until, .. } => *until,
        Standing::Lost(_) => return,
    };
    loop {
        tokio::select! {
            () = sleep(lease / 3) => {}
            _ = ended.wait_for(|is_ended| *is_ended) => return,
        }
        let renewed_until = Deadline::of(lease);
        let standing = match beat(&control, &tenure).await {
            Ok(Beat::Held(renewed)) => {
                tenure = renewed;
                until = renewed_until;
                let tenure = tenure.clone();
                Standing::Held { tenure, until }
            }
            Ok(Beat::Lost(loss)) => Standing::Lost(loss),
            // The next one may succeed in time.
            Err(_) if !until.is_over() => continue,
            Err(error) => Standing::Lost(Loss::NotRenewed {
                lease,
                cause: error.to_string(),
            }),
        };
        let is_lost = matches!(standing, Standing::Lost(_));
        standings.current.send_replace(standing);
        if is_lost {
            return;
        }
    }
}

enum Beat {
    Held(Tenure),
    Lost(Loss),
}

/// Gives one sign of life, if the run still has the generation of the worker.
async fn beat(control: &Control, tenure: &Tenure) -> Result<Beat, Error> {
    let run = control.run_row().await?;
    if run.generation != tenure.generation {
        let (tenure, generation) = (tenure.clone(), run.generation);
        return Ok(Beat::Lost(Loss::Superseded { tenure, generation }));
    }
    let renewed = control.renew(tenure).await?;
    Ok(renewed.map_or(Beat::Lost(Loss::Taken), Beat::Held))
}
