//! Values and functions of the expression language.
//!
//! The schema language parses and types expressions; what a function does to values is defined
//! here, so that every consumer of an expression computes the same. Functions are total: they
//! return a value or a [`FunctionError`], whatever they are given. None depends on the machine, its
//! clock or its time zones.

mod arithmetic;
mod error;
pub mod functions;
mod json;
mod pattern;
mod text;
mod unit;
mod value;
mod zone;

pub use arithmetic::{Rounding, add, ceiling, divide, divide_rounded, floor};
pub use arithmetic::{multiply, multiply_rounded, remainder, round, subtract};
pub use error::FunctionError;
pub use pattern::{PatternError, TimePattern};
pub use unit::Unit;
pub use value::{MAX_VALUE_BYTES, Value};
pub use zone::zone;
