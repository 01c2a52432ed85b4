//! Dates and times: how constants are written, and how values are stored.

mod date;
mod format;
mod offset;
mod timestamp;

pub use date::Date;
pub use format::{Precision, TimestampFormat};
pub use offset::Offset;
pub use timestamp::{LATEST, Timestamp};
