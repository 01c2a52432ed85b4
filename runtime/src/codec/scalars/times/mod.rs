//! Timestamps and dates.

mod date;
mod epoch;
mod iso;

pub(crate) use iso::encode_at_offset;

use dynamite_core::time::Precision;
use jiff::SignedDuration;

use crate::types::Timestamp;

/// The expectation for a stored moment beyond the range of the time library:
/// [`LATEST`](dynamite_core::time::LATEST) and an alternative.
const LATEST: &str = "a moment up to 9999-12-30T22:00:00.999Z (for \"never\", leave an optional \
    field out, or use a `rust:` type with a codec of its own)";

const MICROSECOND: i32 = Precision::Microseconds.nanoseconds();
const MILLISECOND: i32 = Precision::Milliseconds.nanoseconds();
const SECOND: i32 = Precision::Seconds.nanoseconds();

/// Returns the next moment of whole units, if this is not one; `None` after the last one.
fn round_up(time: Timestamp, unit: i32) -> Option<Timestamp> {
    let whole = cut(time, unit);
    let next = whole.checked_add(SignedDuration::from_nanos(unit.into()));
    next.ok().filter(|_| whole != time)
}

/// Truncates to whole units towards the past, so that order is kept.
fn cut(time: Timestamp, unit: i32) -> Timestamp {
    let (mut seconds, mut nanos) = (time.as_second(), time.subsec_nanosecond());
    if nanos < 0 {
        seconds -= 1;
        nanos += SECOND;
    }
    // The earliest timestamp is a whole second, so truncation never passes it.
    Timestamp::new(seconds, nanos - nanos % unit).unwrap_or(time)
}
