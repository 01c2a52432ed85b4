//! Reads items together with their related items.
//!
//! A relation is a value made by generated functions: `user::orders()`. It defines the items to
//! read for each parent, and the form in which they are returned; `include` on every builder that
//! reads whole items takes it.
//!
//! Each level is read at once for all parents. The linking values are taken out of the parents,
//! each once ([`links`]). If they are the primary key of the related items, those are read in
//! batches ([`by_key`]). Otherwise each link is queried ([`by_query`]), and if the query gives only
//! keys, batches follow it ([`by_pointer`]).

mod batches;
mod by_key;
mod by_pointer;
mod by_query;
mod children;
mod fetch;
mod found;
mod included;
mod includes;
mod kind;
mod links;
mod many_to_many;
mod options;
mod pointing;
mod relation;
mod through;

pub use children::{Children, With};
pub use fetch::Fetch;
pub use included::Included;
pub use includes::{Append, Include, Includes};
pub use kind::{ByKey, Kind, Many, One};
pub use links::{Link, RelationDescriptor};
pub use many_to_many::{ByIndex, ByTable, ManyToMany};
pub use relation::{BelongsTo, HasMany, HasOne, HasOneByKey, Relation};
pub use through::{Alone, Joined, PairDescriptor, Pairs};
