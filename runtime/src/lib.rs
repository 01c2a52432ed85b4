//! The runtime of Dynamite.
#![forbid(unsafe_code)]

pub mod client;
pub mod codec;
#[doc(hidden)]
pub mod codegen_support;
mod cursor;
mod error;
pub mod expr;
#[doc(hidden)]
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod hooks;
mod item;
mod macros;
pub mod model;
pub mod ops;
mod planner;
mod request;
pub mod rules;
pub mod sync;
pub mod types;

pub use client::Client;
pub use cursor::{Cursor, CursorProblem};
pub use error::{
    CanceledWrite, CancellationCause, Error, ErrorKind, Outcome, ReadItems, ThrottlingReason,
};
pub use hooks::{Changes, Deletion, HookFailure, HookResult, Hooks, NoHooks};
pub use item::StoredItem;
pub use ops::{AnyVersion, Page};
pub use planner::AccessPathProblem;
pub use types::{Date, Decimal, Document, Timestamp, Ulid, Uuid};
