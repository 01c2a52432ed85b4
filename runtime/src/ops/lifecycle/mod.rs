//! The life of an item: whether it is there or deleted, and its version.

mod demands;
mod transition;

pub(super) use demands::{Demands, State, Unmet};
pub(super) use transition::{Sent, Transition};
