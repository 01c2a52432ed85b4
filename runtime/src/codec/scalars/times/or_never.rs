//! Timestamps as seconds since 1970, where one number is "never".

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::time::{LATEST_SECOND, TimestampFormat};
use dynamite_core::{KeyKind, Number};

use super::epoch::whole;
use super::{Form, SECOND, cut, round_up};
use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, ItemWriter, KeyAttribute, Reader, Value,
    Writer,
};
use crate::path::Path;
use crate::types::{EpochSecondsOrNever, NEVER, Timestamp};

const EXPECTED: &str = "seconds since 1970 (N), or a greater number for \"never\"";

impl<const NUMBER: i64> Form for EpochSecondsOrNever<NUMBER> {
    const FORMAT: TimestampFormat = TimestampFormat::EpochSOrNever(NUMBER);
}

impl<const NUMBER: i64> Attribute for EpochSecondsOrNever<NUMBER> {
    type Value = Timestamp;
    type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

    fn read<'de, R: Reader<'de>>(value: Value<'de>, _: &mut R) -> Result<Timestamp, DecodeError> {
        match &value {
            Value::Number(text) => read(text).ok_or_else(|| mismatch(EXPECTED, &value)),
            found => Err(mismatch(EXPECTED, found)),
        }
    }

    fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
        write(NUMBER, *value, writer)
    }

    fn settle(value: Timestamp) -> Timestamp {
        cut(value, SECOND)
    }
}

impl<const NUMBER: i64> KeyAttribute for EpochSecondsOrNever<NUMBER> {
    const KIND: KeyKind = KeyKind::Number;
}

/// The number for "never" is greater than all others.
impl<const NUMBER: i64> Comparable for EpochSecondsOrNever<NUMBER> {
    fn settle_up(value: &Timestamp) -> Option<Timestamp> {
        round_up(*value, SECOND)
    }
}

/// Encodes a time, with a number for "never" that is not known at compile time.
pub(crate) fn encode_or_never(number: i64, time: Timestamp) -> Result<AttributeValue, EncodeError> {
    let mut writer = ItemWriter::of_value(0);
    write(number, time, &mut writer)?;
    Ok(writer.into_value())
}

/// Reads any number beyond the last second as "never", also one that no integer of 64 bits holds.
fn read(text: &str) -> Option<Timestamp> {
    match whole(text) {
        Some(seconds) if seconds >= LATEST_SECOND => Some(NEVER),
        Some(seconds) => Timestamp::from_second(seconds).ok(),
        // Not that of an integer of 64 bits.
        None => {
            let number = Number::parse(text.as_bytes()).ok()?;
            (!number.is_negative()).then_some(NEVER)
        }
    }
}

fn write<W: Writer>(number: i64, time: Timestamp, writer: &mut W) -> Result<(), EncodeError> {
    let seconds = cut(time, SECOND).as_second();
    let is_never = seconds >= LATEST_SECOND;
    let number = if is_never { number } else { seconds };
    writer.number(itoa::Buffer::new().format(number))
}
