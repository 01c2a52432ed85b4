//! No two steps are about one attribute: they are made in one update, which has no order.

use super::{Step, StepKind, Target};
use crate::diagnostics::{Problems, catalogue};

impl StepKind {
    /// Returns the attributes that the step changes.
    fn changed(&self) -> Vec<&Target> {
        match self {
            Self::Add { target, .. }
            | Self::AddMembers { target, .. }
            | Self::RemoveMembers { target, .. }
            | Self::Drop(target) => vec![target],
            Self::Rename { from, to } => vec![from, to],
            Self::Copy { to, .. } => vec![to],
        }
    }

    /// Returns the attributes that the step reads.
    fn read(&self) -> Option<&Target> {
        match self {
            Self::Rename { from, .. } | Self::Copy { from, .. } => Some(from),
            Self::Add { .. }
            | Self::AddMembers { .. }
            | Self::RemoveMembers { .. }
            | Self::Drop(_) => None,
        }
    }
}

pub(super) fn check(steps: &[Step], problems: &mut Problems) {
    for (position, step) in steps.iter().enumerate() {
        for earlier in &steps[..position] {
            if let Some(shared) = shared(&earlier.kind, &step.kind) {
                problems.push(catalogue::steps_overlap(step.span, earlier.span, shared));
            }
        }
    }
}

/// The attribute that one of two steps changes, and the other changes or reads.
pub(super) fn shared<'s>(earlier: &'s StepKind, later: &'s StepKind) -> Option<&'s str> {
    let touched = |step: &'s StepKind| step.changed().into_iter().chain(step.read());
    let overlap = |changed: Vec<&'s Target>, touched: Vec<&'s Target>| {
        let mut changed = changed.into_iter();
        changed.find(|one| touched.iter().any(|other| one.overlaps(other)))
    };
    let found = overlap(later.changed(), touched(earlier).collect())
        .or_else(|| overlap(earlier.changed(), touched(later).collect()));
    found.map(|target| target.path.as_str())
}
