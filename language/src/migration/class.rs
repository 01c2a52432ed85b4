//! How steps are carried out, and what taking them back needs.

use std::fmt;

use super::scope::Scope;
use super::{Added, StepKind, Target, presence};
use crate::expr::Expression;

/// How a step is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// DynamoDB makes the change by itself, and depends on nothing that was read before.
    ServerSide,
    /// The item is read, the value computed, and written if what was read is still the same.
    Evaluated,
}

/// The class of a step, and what is known of taking it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classified {
    /// How the step is carried out.
    pub class: Class,
    /// Why it is carried out like that: a sentence about the step, without an end.
    pub reason: &'static str,
    /// `true` if another step takes it back, as long as no item had the result before. Otherwise taking
    /// it back needs a record of what was there.
    pub is_invertible: bool,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ServerSide => "server-side",
            Self::Evaluated => "evaluated",
        })
    }
}

/// Returns the class of a step.
pub(super) fn of(kind: &StepKind, filter: Option<&Expression>, scope: Scope<'_>) -> Classified {
    let is_new = |target: &Target| !presence::has_attribute(target, scope.before());
    let (class, reason) = match filter {
        Some(filter) if filter.constant().is_none() => (
            Class::Evaluated,
            "whether it is made depends on a condition that is evaluated on the item",
        ),
        _ => of_kind(kind),
    };
    let is_invertible = match kind {
        StepKind::Rename { .. } => true,
        StepKind::Add { target: to, .. }
        | StepKind::Set { target: to, .. }
        | StepKind::Copy { to, .. } => is_new(to),
        StepKind::Drop(_) | StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => false,
    };
    Classified {
        class,
        reason,
        is_invertible,
    }
}

fn of_kind(kind: &StepKind) -> (Class, &'static str) {
    let constant = "it sets a constant";
    let evaluated = "its value is computed from the item";
    match kind {
        StepKind::Add {
            value: Added::Constant(_) | Added::Now | Added::Nothing,
            ..
        } => (Class::ServerSide, constant),
        StepKind::Add {
            value: Added::Computed(value),
            ..
        }
        | StepKind::Set {
            value, from: None, ..
        } if value.constant().is_some() => (Class::ServerSide, constant),
        StepKind::Add { .. } | StepKind::Set { from: None, .. } => (Class::Evaluated, evaluated),
        StepKind::Set { .. } | StepKind::Copy { .. } => {
            (Class::ServerSide, "it copies an attribute as it is stored")
        }
        StepKind::Rename { .. } => (
            Class::ServerSide,
            "it copies an attribute as it is stored, and removes it later",
        ),
        StepKind::Drop(_) => (Class::ServerSide, "it removes an attribute"),
        StepKind::AddMembers { .. } | StepKind::RemoveMembers { .. } => {
            (Class::ServerSide, "it changes members of a set")
        }
    }
}
