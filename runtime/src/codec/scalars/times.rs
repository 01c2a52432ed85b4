//! Timestamps and dates.

use jiff::fmt::temporal::DateTimePrinter;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, EncodeProblem, KeyAttribute, Reader, SetKind,
    SetMember, Value, Writer,
};
use crate::expr::Path;
use crate::model::KeyKind;
use crate::types::{Date, Digits, EpochMillis, EpochSeconds, Timestamp};

/// The first second of the year 0000.
const YEAR_0: Timestamp = Timestamp::constant(-62_167_219_200, 0);

/// What is expected where a moment is stored that the time library does not reach.
const LATEST: &str = "a moment up to 9999-12-30T22:00:00.999Z (for \"never\", leave an optional \
    field out, or use a `rust:` type with a codec of its own)";

const ISO_MILLIS: DateTimePrinter = DateTimePrinter::new().precision(Some(3));

const MILLISECOND: i32 = 1_000_000;
const SECOND: i32 = 1_000_000_000;

impl Attribute for Timestamp {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::String(text) => text.parse().map_err(|_| {
                let is_late = text.starts_with("9999-12-3");
                let expected = if is_late {
                    LATEST
                } else {
                    "an RFC 3339 timestamp"
                };
                mismatch(expected, &value)
            }),
            found => Err(mismatch("a timestamp (S)", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        if *value < YEAR_0 {
            return Err(EncodeError::new(EncodeProblem::YearOutOfRange));
        }
        writer.string(&ISO_MILLIS.timestamp_to_string(value))
    }

    fn settle(value: Self) -> Self {
        cut(value, MILLISECOND)
    }
}

impl KeyAttribute for Timestamp {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for Timestamp {}
impl SetMember for Timestamp {
    const SET: SetKind = SetKind::String;
}

impl Attribute for EpochSeconds {
    type Value = Timestamp;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Timestamp, DecodeError> {
        epoch(&value, "seconds since 1970 (N)", Timestamp::from_second)
    }

    fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
        let seconds = cut(*value, SECOND).as_second();
        writer.number(itoa::Buffer::new().format(seconds))
    }

    fn settle(value: Timestamp) -> Timestamp {
        cut(value, SECOND)
    }
}

impl KeyAttribute for EpochSeconds {
    const KIND: KeyKind = KeyKind::Number;
}
impl Comparable for EpochSeconds {}
impl SetMember for EpochSeconds {
    const SET: SetKind = SetKind::Number;
}

impl Attribute for EpochMillis {
    type Value = Timestamp;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Timestamp, DecodeError> {
        epoch(&value, "milliseconds since 1970 (N)", of_millis)
    }

    fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
        let millis = cut(*value, MILLISECOND).as_millisecond();
        writer.number(itoa::Buffer::new().format(millis))
    }

    fn settle(value: Timestamp) -> Timestamp {
        cut(value, MILLISECOND)
    }
}

impl KeyAttribute for EpochMillis {
    const KIND: KeyKind = KeyKind::Number;
}
impl Comparable for EpochMillis {}
impl SetMember for EpochMillis {
    const SET: SetKind = SetKind::Number;
}

impl Attribute for Date {
    type Value = Self;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Self, DecodeError> {
        match &value {
            Value::String(text) => {
                calendar_date(text).ok_or_else(|| mismatch("a date such as 2024-02-29", &value))
            }
            found => Err(mismatch("a date (S)", found)),
        }
    }

    fn write<W: Writer>(value: &Self, writer: &mut W) -> Result<(), EncodeError> {
        if value.year() < 0 {
            return Err(EncodeError::new(EncodeProblem::YearOutOfRange));
        }
        writer.string(&value.to_string())
    }
}

impl KeyAttribute for Date {
    const KIND: KeyKind = KeyKind::String;
}
impl Comparable for Date {}
impl SetMember for Date {
    const SET: SetKind = SetKind::String;
}

/// Cuts off what is below a unit, towards the past, so that order is kept.
fn cut(time: Timestamp, unit: i32) -> Timestamp {
    let (mut seconds, mut nanos) = (time.as_second(), time.subsec_nanosecond());
    if nanos < 0 {
        seconds -= 1;
        nanos += SECOND;
    }
    // The earliest timestamp is a whole second: going down from a later one cannot pass it.
    Timestamp::new(seconds, nanos - nanos % unit).unwrap_or(time)
}

/// A moment that is stored as a number of units since 1970.
fn epoch(
    value: &Value<'_>,
    expected: &'static str,
    moment: impl FnOnce(i64) -> Result<Timestamp, jiff::Error>,
) -> Result<Timestamp, DecodeError> {
    let units = whole(value).ok_or_else(|| mismatch(expected, value))?;
    moment(units).map_err(|_| mismatch(if units > 0 { LATEST } else { expected }, value))
}

/// `Timestamp::from_millisecond`, which does not reach the last second.
fn of_millis(millis: i64) -> Result<Timestamp, jiff::Error> {
    let rest = jiff::SignedDuration::from_millis(millis.rem_euclid(1_000));
    Timestamp::from_second(millis.div_euclid(1_000))?.checked_add(rest)
}

/// An epoch number; decimals, as other writers leave them, are cut off.
fn whole(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Number(text) => match text.parse() {
            Ok(whole) => Some(whole),
            Err(_) => Digits::parse(text.as_bytes()).ok()?.floor(),
        },
        _ => None,
    }
}

/// The one notation that sorts: `YYYY-MM-DD`.
fn calendar_date(text: &str) -> Option<Date> {
    const LENGTH: usize = "YYYY-MM-DD".len();
    if text.len() == LENGTH {
        text.parse().ok()
    } else {
        None
    }
}
