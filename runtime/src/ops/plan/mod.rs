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
pub(super) mod index_keys;
mod null;
mod planned;
mod preconditions;
mod proof;
mod refusal;
pub(super) mod rules;
mod send;
mod subject;
pub(super) mod times;
pub(super) mod write_id;

pub(super) use action::PlannedAction;
pub(super) use applied::Applied;
pub(super) use planned::Planned;
pub(super) use preconditions::{Preconditions, State};
pub(super) use proof::Proof;
pub(super) use send::send;
pub(super) use subject::{Subject, Verb};
