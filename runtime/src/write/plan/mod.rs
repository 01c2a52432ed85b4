//! Writes of one item: planned by the operations, then sent in one of three ways.
//!
//! An operation makes a [`Planned`] of what it is asked for: what is written ([`PlannedAction`]),
//! and what has to hold of the stored item ([`Preconditions`], rules of fields, conditions of the
//! user). [`send`] sends it by itself, or with the guards of unique fields; transactions take it as
//! it is. What a refusal means is said once, by its [`Subject`], and what a lost response means by
//! its [`Proof`].

pub(crate) mod action;
pub(crate) mod applied;
mod entity;
pub(crate) mod guard_effect;
pub(crate) mod index_keys;
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
