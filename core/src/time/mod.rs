//! Dates and times: notation of constants, and stored forms of values.

mod date;
mod format;
mod offset;
mod timestamp;

pub use date::Date;
pub use format::{Precision, TimestampFormat};
pub use offset::Offset;
pub use timestamp::{LATEST, LATEST_SECOND, Timestamp};
