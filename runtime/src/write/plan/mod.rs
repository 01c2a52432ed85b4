//! Writes of one item: planned by the operations, then sent in one of three ways.
//!
//! An operation makes a [`Planned`] of what it is asked for: what is written ([`PlannedAction`]),
//! and what has to hold of the stored item ([`Preconditions`], rules of fields, conditions of the
//! user). [`send`] sends it by itself, or with the guards of unique fields; transactions take it as
//! it is. What a refusal means is said once, by its [`Subject`], and what a lost response means by
//! its [`Proof`].

mod action;
mod alone;
mod applied;
mod entity;
pub(crate) mod index_keys;
mod null;
mod planned;
mod preconditions;
mod proof;
mod refusal;
pub(crate) mod rules;
mod send;
mod subject;
pub(crate) mod target;
pub(super) mod times;
pub(super) mod write_id;

pub(crate) use action::PlannedAction;
pub(super) use applied::Applied;
pub(crate) use planned::Planned;
pub(crate) use preconditions::{Preconditions, State};
pub(crate) use proof::Proof;
pub(super) use send::send;
pub(crate) use subject::{Subject, Verb};
pub use target::{AnyVersion, AtAnyVersion, Target};
