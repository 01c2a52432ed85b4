//! Unique fields.
//!
//! DynamoDB keeps primary keys unique and nothing else. So each value that a unique field holds
//! is the key of an item in a table of its own, a guard, which says whose it is. A write that may
//! change such a value is a transaction: of the item, and of the guards it takes and gives up.
//!
//! What a write does to guards follows from the item before it and after it, whatever the
//! operation: [`GuardEffect`] works out both, [`held`] says which guards each of them holds, and
//! [`Expansion`] puts the writes of a transaction together. [`commit`] sends them, and finds out
//! what a refusal means.

mod adopt;
mod as_read;
mod attempt;
mod canceled;
mod claim;
mod commit;
mod expansion;
mod generated_token;
mod given_token;
pub(crate) mod guard;
pub(crate) mod held;
mod leftover;
mod lookup;
mod refusals;
mod value;

pub(crate) use adopt::adopt;
pub(crate) use commit::{OPERATION, Token, commit, commit_one, writes_of_new};
pub(crate) use leftover::rename;
pub use lookup::Lookup;
