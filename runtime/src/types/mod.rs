//! Scalar types of models, and marker types for stored forms.

pub mod conversions;
mod decimal;
mod document;
pub(crate) mod stored_forms;

use dynamite_core::time::LATEST_SECOND;

pub use conversions::ConversionError;
pub use dynamite_core::NumberError;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
pub use ulid::Ulid;
pub use uuid::Uuid;

pub use decimal::{Decimal, decimal_literal};
pub use document::Document;
pub use stored_forms::*;

/// The time that fields of the stored form [`EpochSecondsOrNever`] have for "never": the last whole
/// second of a [`Timestamp`], after all others.
pub const NEVER: Timestamp = Timestamp::constant(LATEST_SECOND, 0);
