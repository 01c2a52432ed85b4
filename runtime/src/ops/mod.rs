//! The operations of a repository: a file each.
//!
//! Every operation is a builder that owns what it needs. Awaiting it sends the request; dropping
//! it before that does nothing. Dropping its future midway leaves what the operation's own page
//! says: for a write, either the old item or the new one, never something between.

/// Requests that an operation has under way at the same time, unless a call says otherwise.
const CONCURRENCY: usize = 16;

mod batch;
mod bulk;
mod bulk_create;
mod conditional;
mod create;
mod delete;
mod exactly_once;
mod find;
mod get;
mod get_many;
mod hooked;
mod identified;
mod include;
mod item;
mod key;
mod page;
mod pairs;
mod parents;
mod plan;
mod purge;
mod query;
mod replace;
mod repository;
mod restore;
mod returning;
mod save;
mod scan;
mod select;
mod settings;
mod source;
mod target;
mod transaction;
mod unique;
mod update;
mod visibility;
mod visible;
mod write_many;

pub use bulk::{
    Adopting, Bulk, Deleting, DeletingInBatches, Done, Failed, FailedUnreadable, Purging,
    Restoring, Updating, Writes,
};
pub use bulk_create::{BulkCreate, PartlyCreated};
pub use create::Create;
pub use delete::Delete;
pub use exactly_once::ExactlyOnce;
pub use find::{AccessPlan, Find, PlannedAccess, Sorted};
pub use get::Get;
pub use get_many::{GetMany, PartlyRead};
pub use include::{
    Alone, Append, BelongsTo, ByIndex, ByKey, ByTable, Children, Fetch, HasMany, HasOne,
    HasOneByKey, Include, Included, Includes, Joined, Kind, Link, Many, ManyToMany, One,
    PairDescriptor, Pairs, Relation, RelationDescriptor, With,
};
pub use page::Page;
pub use pairs::{Attach, PartlySynced, SyncInChunks, SyncPairs, Synced};
pub use purge::Purge;
pub use query::{Query, query};
pub use replace::{Replace, Replaced};
pub use repository::{Repository, fmt_repository};
pub use restore::Restore;
pub use returning::{
    DeleteReturn, ReplaceReturn, Return, ReturnExisted, ReturnNew, ReturnNothing, ReturnOld,
    ReturnReplaced,
};
pub use save::Save;
pub use scan::{ParallelScan, Scan};
pub use select::Selected;
pub use target::{AnyVersion, AtAnyVersion, Target};
pub use transaction::{Check, Transact, TransactGet, TransactGets, Transaction};
pub use unique::Lookup;
pub use update::Update;
pub use write_many::{PartlyWritten, Write, WriteMany};

pub use crate::request::{Shape, Whole};
