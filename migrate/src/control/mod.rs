//! The control table: what processes that carry out a run know of each other.
//!
//! A table named `dynamite_migrations`, with the client's prefix. It is created when it is first
//! needed. The partition key `run` is the name of a run, and the sort key `row` says which row it
//! is:
//!
//! | `run` | `row` | holds |
//! |---|---|---|
//! | name | `run` | plan, tables, status, direction, generation, changes of tables, and `pause` |
//! | name | `worker` | who works on it, and the sign of life |
//! | name | `segment#GENERATION#PASS#NUMBER` | how far a segment is done |
//! | name | `reject#GENERATION#PASS#HASH` | an item that could not be rewritten |
//! | name | `verification#GENERATION#NUMBER` | what a complete scan has found left to do |
//! | `#history` | `history` | how far each run is, so that others on the same tables can tell |
//!
//! An operator pauses a run by adding the attribute `pause` to its row `run`, with any value but
//! `false` and `NULL`, in the AWS console or elsewhere. Every row has the number of its format.

mod edit;
mod history;
mod made;
mod reject;
mod repair;
mod row;
mod rows;
mod run;
mod segment;
mod surveyed;
mod table_ids;
mod verifications;
mod withdraw;
mod worker;

pub use history::history;
pub use rows::{CONTROL_TABLE, FORMAT, reach};

pub(crate) use rows::{Control, retried};
pub(crate) use run::RunRow;
pub(crate) use segment::{SegmentKey, SegmentRow};
pub(crate) use surveyed::Surveyed;
pub(crate) use table_ids::TableIds;
pub(crate) use verifications::Verified;
pub(crate) use worker::{Hold, WorkerRow};
