//! Outcomes of commands, which decide the exit code.

/// The outcome of a command that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Exit code 0.
    Clean,
    /// Exit code 1.
    Findings,
}

impl Outcome {
    /// Clean if a condition holds, else with findings.
    pub(crate) fn clean_if(is_clean: bool) -> Self {
        if is_clean {
            Self::Clean
        } else {
            Self::Findings
        }
    }
}
