//! Writes of one item: planned by the operations, then sent in one of three ways.
//!
//! An operation makes a [`Planned`]: the action on the item ([`PlannedAction`]), and the conditions
//! on the stored item ([`Preconditions`], field rules, conditions of the user). [`send`](super::send) sends it
//! by itself, or with the guards of unique fields; transactions take it as it is. In all cases its
//! [`Subject`] interprets a refusal, and its [`Proof`] a lost response.

pub(crate) mod action;
pub(crate) mod applied;
mod entity;
pub(crate) mod guard_effect;
pub(crate) mod index_keys;
mod mirror;
pub(crate) mod null;
pub(crate) mod planned;
mod preconditions;
mod proof;
pub(crate) mod refusal;
pub(crate) mod rules;
mod subject;
pub(crate) mod target;
pub(super) mod times;
pub(crate) mod unchanged;
pub(super) mod write_id;

pub(crate) use action::PlannedAction;
pub(super) use applied::Applied;
pub(super) use guard_effect::GuardEffect;
pub(crate) use planned::Planned;
pub(crate) use preconditions::{Preconditions, State};
pub(crate) use proof::Proof;

pub(crate) use subject::{Subject, Verb};
pub use target::{AnyVersion, AtAnyVersion, Target};
