//! Timestamps and dates.

mod date;
mod epoch;
mod iso;
mod or_never;

pub(crate) use iso::encode_at_offset;
pub(crate) use or_never::encode_or_never;

use dynamite_core::time::{Precision, TimestampFormat};
use jiff::SignedDuration;

use crate::codec::{Attribute as _, SetKind, SetMember};
use crate::types::{EpochMillis, EpochSeconds, Timestamp};

/// The marker of a stored form of timestamps.
trait Form {
    /// The form.
    const FORMAT: TimestampFormat;

    /// The unit to which times are cut off, in nanoseconds.
    const UNIT: i32 = Self::FORMAT.precision().nanoseconds();
}

/// The expectation for a stored moment beyond the range of the time library:
/// [`LATEST`](dynamite_core::time::LATEST) and an alternative.
const LATEST: &str = "a moment up to 9999-12-30T22:00:00.999Z (for \"never\", leave an optional \
    field out; if others store a number for it, `as: { epoch_s_or_never: .. }` reads that)";

const MICROSECOND: i32 = Precision::Microseconds.nanoseconds();
const SECOND: i32 = Precision::Seconds.nanoseconds();

/// Implements members of sets. Times that differ only below the unit are stored alike.
macro_rules! set_members {
    ($($form:ty: $kind:ident;)*) => {$(
        impl SetMember for $form {
            const SET: SetKind = SetKind::$kind;

            fn is_stored_alike(one: &Timestamp, other: &Timestamp) -> bool {
                Self::settle(*one) == Self::settle(*other)
            }
        }
    )*};
}

set_members! {
    Timestamp: String;
    EpochSeconds: Number;
    EpochMillis: Number;
}

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
