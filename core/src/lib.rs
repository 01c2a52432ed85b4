//! Definitions that schemas and stored data share.
//!
//! The schema language checks declarations with these definitions, and the runtime reads and writes
//! items with them, so a default that `check` accepts is one that a write accepts. There is no I/O,
//! no SDK and no schema here.
#![forbid(unsafe_code)]

#[macro_use]
mod words;

mod attributes;
#[cfg(feature = "expressions")]
pub mod expr;
pub mod id;
mod kind;
pub mod limits;
mod number;
pub mod rules;
mod scalar;
pub mod time;

pub use attributes::Attributes;
pub use kind::{IndexKind, KeyKind, Projection};
pub use number::{Number, NumberError};
pub use scalar::{Family, FormerForm, NoWayBack, Scalar, UlidFormat, UuidFormat, bool_of_text};
