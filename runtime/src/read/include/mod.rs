//! Reading items together with what they are related to.
//!
//! A relation is a value that generated functions make: `user::orders()`. It says which items are
//! read for each parent, and what becomes of them; `include` on whatever reads whole items takes
//! it.
//!
//! Each level is read at once for all parents. The values that link them are taken out of the
//! parents, each once ([`links`]). Where they are the primary key of the related items, those are
//! read in batches ([`by_key`]). Else there is a query for each of them ([`by_query`]), and where
//! that gives no more than keys, batches after it ([`by_pointer`]).

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
