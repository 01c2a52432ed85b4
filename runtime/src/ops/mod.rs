//! The operations of a repository.
//!
//! Every operation is a builder that owns what it needs. Awaiting it sends the request; dropping
//! it before that does nothing. Dropping its future midway leaves what the operation's own page
//! says: for a write, either the old item or the new one, never something between.

pub use crate::bulk::{
    Adopting, Bulk, BulkCreate, Deleting, DeletingInBatches, Done, Failed, FailedUnreadable,
    PartlyCreated, Purging, Restoring, Updating, Writes,
};
pub use crate::item::{Shape, Whole};
pub use crate::pairs::{Attach, PartlySynced, SyncInChunks, SyncPairs, Synced};
pub use crate::read::{
    AccessPlan, Alone, Append, BelongsTo, Bounded, ByIndex, ByKey, ByTable, Children, Fetch, Find,
    Get, GetMany, GetRequired, HasMany, HasOne, HasOneByKey, Include, Included, Includes, Joined,
    Kind, Link, Many, ManyToMany, One, Page, PairDescriptor, Pairs, ParallelScan, PartlyRead,
    PlannedAccess, Query, Relation, RelationDescriptor, Scan, Selected, Sorted, With, query,
};
pub use crate::repository::{Repository, fmt_repository};
pub use crate::transaction::{ConditionCheck, TransactGet, TransactGets, Transaction};
pub use crate::write::{
    AnyVersion, AtAnyVersion, Create, CreateOrGet, Delete, DeleteReturn, ExactlyOnce, Found,
    Lookup, OrInsert, PartlyWritten, Patch, Purge, Replace, ReplaceReturn, Replaced, Restore,
    Return, ReturnExisted, ReturnNew, ReturnNothing, ReturnOld, ReturnReplaced, Save, Target,
    Transact, Update, Write, WriteMany,
};
