//! Timestamps as a number of units since 1970, stored as `N`, or as the same digits in an `S`.

use dynamite_core::time::TimestampFormat;
use dynamite_core::{KeyKind, Number};

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, Value, Writer,
};
use crate::path::Path;
use crate::types::{EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsText, Timestamp};

use super::{Form, LATEST, cut, round_up};

/// Implements stored forms, each given by its format, kind, conversions and writer.
macro_rules! epochs {
    ($($form:ty: $format:ident $kind:ident $of_units:expr, $units:expr, $write:ident, $expected:literal;)*) => {$(
        impl Form for $form {
            const FORMAT: TimestampFormat = TimestampFormat::$format;
        }

        impl Attribute for $form {
            type Value = Timestamp;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<Timestamp, DecodeError> {
                match &value {
                    Value::$kind(text) => moment(text, $of_units)
                        .map_err(|expected| mismatch(expected.unwrap_or($expected), &value)),
                    found => Err(mismatch($expected, found)),
                }
            }

            fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
                let units = $units(cut(*value, Self::UNIT));
                writer.$write(itoa::Buffer::new().format(units))
            }

            fn settle(value: Timestamp) -> Timestamp {
                cut(value, Self::UNIT)
            }
        }

        impl KeyAttribute for $form {
            const KIND: KeyKind = KeyKind::$kind;
        }
    )*};
}

epochs! {
    EpochSeconds: EpochS Number Timestamp::from_second, Timestamp::as_second,
        number, "seconds since 1970 (N)";
    EpochMillis: EpochMs Number of_millis, Timestamp::as_millisecond,
        number, "milliseconds since 1970 (N)";
    EpochSecondsText: EpochSText String Timestamp::from_second, Timestamp::as_second,
        string, "seconds since 1970 in digits (S)";
    EpochMillisText: EpochMsText String of_millis, Timestamp::as_millisecond,
        string, "milliseconds since 1970 in digits (S)";
}

/// Implements order. As text, `10` comes before `9`.
macro_rules! ordered {
    ($($form:ty)*) => {$(
        impl Comparable for $form {
            fn settle_up(value: &Timestamp) -> Option<Timestamp> {
                round_up(*value, Self::UNIT)
            }
        }
    )*};
}

ordered!(EpochSeconds EpochMillis);

/// Returns the moment this many units after 1970. The error is the expectation, if it is more than
/// a number.
fn moment(
    text: &str,
    of_units: impl FnOnce(i64) -> Result<Timestamp, jiff::Error>,
) -> Result<Timestamp, Option<&'static str>> {
    let units = whole(text).ok_or(None)?;
    of_units(units).map_err(|_| (units > 0).then_some(LATEST))
}

/// Does the same as `Timestamp::from_millisecond`, which does not reach the last second.
fn of_millis(millis: i64) -> Result<Timestamp, jiff::Error> {
    let rest = jiff::SignedDuration::from_millis(millis.rem_euclid(1_000));
    Timestamp::from_second(millis.div_euclid(1_000))?.checked_add(rest)
}

/// Parses an epoch number. Decimals, which other programs may write, are rounded down.
pub(super) fn whole(text: &str) -> Option<i64> {
    match text.parse() {
        Ok(whole) => Some(whole),
        Err(_) => Number::parse(text.as_bytes()).ok()?.floor(),
    }
}
