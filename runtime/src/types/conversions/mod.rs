//! Conversions between the crate's types and those of Rust and of other libraries.
//!
//! Decimals and documents convert by `From` and `TryFrom`. Times are types of `jiff`, so their
//! conversions are functions.

#[cfg(feature = "bigdecimal")]
mod bigdecimal;
#[cfg(feature = "chrono")]
pub mod chrono;
mod error;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "serde_json")]
mod serde_json;
#[cfg(feature = "time")]
pub mod time;
mod values;

pub use error::ConversionError;
