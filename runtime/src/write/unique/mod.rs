//! Unique fields.
//!
//! DynamoDB enforces uniqueness of primary keys only. So each value of a unique field is the key of
//! an item in a separate table, a guard, which names the owner of the value. A write that may
//! change such a value is a transaction: of the item, and of the guards it claims and releases.
//!
//! The effect of a write on guards follows from the item before and after it, whatever the
//! operation: [`GuardEffect`](crate::write::plan::GuardEffect) derives both, [`held`](mod@held)
//! returns the guards that each of them holds, and [`expansion`] combines the writes of a
//! transaction. [`commit`](fn@commit) sends them, and interprets a refusal.

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
mod guard_write;
pub(crate) mod held;
mod known;
mod leftover;
mod lookup;
mod refusals;
mod value;

pub(crate) use adopt::adopt;
pub(crate) use commit::{OPERATION, Token, commit, commit_one, writes_of_new};
pub(crate) use leftover::rename;
pub use lookup::Lookup;
