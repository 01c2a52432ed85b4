//! The runtime of Dynamite.
#![forbid(unsafe_code)]

mod bulk;
pub mod client;
pub mod codec;
#[doc(hidden)]
pub mod codegen_support;
mod cursor;
#[doc(hidden)]
pub mod engine_support;
mod error;
pub mod expr;
mod fresh;
#[doc(hidden)]
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod hooks;
mod item;
mod macros;
pub mod model;
mod never;
pub mod ops;
mod pairs;
pub(crate) mod path;
mod planner;
mod read;
mod repository;
mod request;
pub mod rules;
#[cfg(feature = "serde")]
mod serde;
pub mod sync;
mod transaction;
mod transport;
pub mod types;
mod write;

pub use crate::read::Page;
pub use crate::write::plan::AnyVersion;
pub use client::Client;
pub use dynamite_core::limits;

pub use cursor::{Cursor, CursorProblem};
pub use error::{
    CanceledWrite, CancellationCause, Category, Error, ErrorKind, Outcome, ReadItems, TableName,
    TableProblem, ThrottlingReason,
};
pub use hooks::{Changes, Deletion, HookFailure, HookResult, Hooks, NoHooks};
pub use item::StoredItem;
pub use planner::AccessPathProblem;
pub use types::{Date, Decimal, Document, Timestamp, Ulid, Uuid};
