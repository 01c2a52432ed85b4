//! Timestamps as a number of units since 1970, stored as `N`, or as the same digits in an `S`.

use dynamite_core::{KeyKind, Number};

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, KeyAttribute, Reader, SetKind, SetMember,
    Value, Writer,
};
use crate::path::Path;
use crate::types::{EpochMillis, EpochMillisText, EpochSeconds, EpochSecondsText, Timestamp};

use super::{LATEST, MILLISECOND, SECOND, cut, round_up};

/// Implements stored forms, each given by its kind, unit, conversions and writer.
macro_rules! epochs {
    ($($form:ty: $kind:ident $unit:ident $of_units:expr, $units:expr, $write:ident, $expected:literal;)*) => {$(
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
                let units = $units(cut(*value, $unit));
                writer.$write(itoa::Buffer::new().format(units))
            }

            fn settle(value: Timestamp) -> Timestamp {
                cut(value, $unit)
            }
        }

        impl KeyAttribute for $form {
            const KIND: KeyKind = KeyKind::$kind;
        }
    )*};
}

epochs! {
    EpochSeconds: Number SECOND Timestamp::from_second, Timestamp::as_second,
        number, "seconds since 1970 (N)";
    EpochMillis: Number MILLISECOND of_millis, Timestamp::as_millisecond,
        number, "milliseconds since 1970 (N)";
    EpochSecondsText: String SECOND Timestamp::from_second, Timestamp::as_second,
        string, "seconds since 1970 in digits (S)";
    EpochMillisText: String MILLISECOND of_millis, Timestamp::as_millisecond,
        string, "milliseconds since 1970 in digits (S)";
}

// As text, `10` comes before `9`.
impl Comparable for EpochSeconds {
    fn settle_up(value: &Timestamp) -> Option<Timestamp> {
        round_up(*value, SECOND)
    }
}
impl Comparable for EpochMillis {
    fn settle_up(value: &Timestamp) -> Option<Timestamp> {
        round_up(*value, MILLISECOND)
    }
}

impl SetMember for EpochSeconds {
    const SET: SetKind = SetKind::Number;

    fn is_stored_alike(one: &Timestamp, other: &Timestamp) -> bool {
        Self::settle(*one) == Self::settle(*other)
    }
}
impl SetMember for EpochMillis {
    const SET: SetKind = SetKind::Number;

    fn is_stored_alike(one: &Timestamp, other: &Timestamp) -> bool {
        Self::settle(*one) == Self::settle(*other)
    }
}

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
fn whole(text: &str) -> Option<i64> {
    match text.parse() {
        Ok(whole) => Some(whole),
        Err(_) => Number::parse(text.as_bytes()).ok()?.floor(),
    }
}
