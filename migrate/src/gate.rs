//! Gates: whether the next kind of program may be deployed, or what is former be removed.

use crate::clients::ClientPhase;
use crate::words::words;

words! {
    /// What has to be so before the next kind of program is deployed, or what is former is removed.
    Gate {
        /// Programs that read the new attributes may be deployed.
        Switch = "switch",
        /// What only programs with the former schema read may be removed.
        Contract = "contract",
    }
}

impl Gate {
    /// The phase that every program needs at least.
    pub fn oldest(self) -> ClientPhase {
        match self {
            Self::Switch => ClientPhase::Expand,
            Self::Contract => ClientPhase::Contract,
        }
    }

    /// How many clean verifications it takes, each begun some time after the one before.
    pub(crate) fn verifications(self) -> u32 {
        match self {
            Self::Switch => 1,
            Self::Contract => 2,
        }
    }
}

/// What a gate says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it says if the gate is open"]
pub struct GateState {
    /// The gate.
    pub gate: Gate,
    /// What is missing, in sentences. The gate is open if nothing is.
    pub missing: Vec<String>,
}

impl GateState {
    /// Returns `true` if nothing is missing.
    pub fn is_open(&self) -> bool {
        self.missing.is_empty()
    }
}
