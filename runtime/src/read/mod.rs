//! Read operations: by key, by query, by scan, by condition, and with related items.

pub(crate) mod batch;
pub(crate) mod find;
mod get;
mod get_many;
mod identified;
mod include;
mod index_projection;
mod not_awaited;
pub(crate) mod page;
mod query;
mod scan;
pub(crate) mod select;
pub(crate) mod settings;
pub(crate) mod source;
pub(crate) mod visibility;

pub use find::{AccessPlan, Find, PlannedAccess, Sorted};
pub use get::{Get, GetRequired};
pub use get_many::{GetMany, PartlyRead};
pub use include::{
    Alone, Append, BelongsTo, ByIndex, ByKey, ByTable, Children, Fetch, HasMany, HasOne,
    HasOneByKey, Include, Included, Includes, Joined, Kind, Link, Many, ManyToMany, One,
    PairDescriptor, Pairs, Relation, RelationDescriptor, With,
};
pub use not_awaited::Bounded;
pub use page::Page;
pub use query::{Query, query};
pub use scan::{ParallelScan, Scan};
pub use select::Selected;
