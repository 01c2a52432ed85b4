//! Timestamps as ISO 8601 text, stored as `S`.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite_core::KeyKind;
use dynamite_core::time::{self, TimestampFormat};
use jiff::civil::DateTime;
use jiff::fmt::temporal::{DateTimePrinter, Pieces};
use jiff::tz::Offset;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, EncodeProblem, ItemWriter, KeyAttribute,
    Reader, Value, Writer,
};
use crate::path::Path;
use crate::types::{IsoAtOffset, IsoLocal, IsoMicros, IsoOffset, IsoSeconds, Timestamp};

use super::{Form, LATEST, MICROSECOND, cut, round_up};

/// The longest text, such as `9999-12-31T23:59:59.999999+23:59`.
const LONGEST: usize = 32;

/// Writes a time as ISO 8601 text.
fn write<W: Writer>(
    form: TimestampFormat,
    time: Timestamp,
    writer: &mut W,
) -> Result<(), EncodeError> {
    let time = offset(form).to_datetime(time);
    let mut text = Text::default();
    match print(form, time, &mut text) {
        Ok(()) if time.year() >= 0 => writer.string(text.as_str()),
        _ => Err(EncodeError::new(EncodeProblem::YearOutOfRange)),
    }
}

/// Encodes a time with an offset that is not known at compile time.
pub(crate) fn encode_at_offset(
    offset: time::Offset,
    time: Timestamp,
) -> Result<AttributeValue, EncodeError> {
    let mut writer = ItemWriter::of_value(0);
    write(TimestampFormat::IsoAtOffset(offset), time, &mut writer)?;
    Ok(writer.into_value())
}

fn print(form: TimestampFormat, time: DateTime, text: &mut Text) -> Result<(), jiff::Error> {
    let printer = DateTimePrinter::new().precision(Some(fraction_digits(form, time)));
    printer.print_datetime(&time, &mut *text)?;
    match form {
        TimestampFormat::IsoLocal => Ok(()),
        TimestampFormat::IsoOffset => text.push(&time::Offset::UTC.text()),
        TimestampFormat::IsoAtOffset(offset) => text.push(&offset.text()),
        _ => text.push(b"Z"),
    }
}

/// Returns the offset of the written time.
fn offset(form: TimestampFormat) -> Offset {
    match form {
        TimestampFormat::IsoAtOffset(offset) => {
            Offset::from_seconds(i32::from(offset.minutes()) * 60).unwrap_or(Offset::UTC)
        }
        _ => Offset::UTC,
    }
}

/// Returns the number of fraction digits. Text without a fraction still sorts by time, because `+`,
/// `-` and the end of the text come before `.`.
fn fraction_digits(form: TimestampFormat, time: DateTime) -> u8 {
    match form {
        TimestampFormat::IsoUs => 6,
        TimestampFormat::IsoLocal
        | TimestampFormat::IsoOffset
        | TimestampFormat::IsoAtOffset(_) => {
            let has_micros = time.subsec_nanosecond() >= MICROSECOND;
            if has_micros { 6 } else { 0 }
        }
        TimestampFormat::IsoMs => 3,
        TimestampFormat::IsoS
        | TimestampFormat::EpochS
        | TimestampFormat::EpochMs
        | TimestampFormat::EpochSText
        | TimestampFormat::EpochMsText
        | TimestampFormat::EpochSOrNever(_) => 0,
    }
}

/// Reads any RFC 3339 time; for a form without an offset, also a time without one.
fn read(form: TimestampFormat, text: &str) -> Option<Timestamp> {
    let longer = || read_to_nanoseconds(form, &to_nanoseconds(text)?);
    read_to_nanoseconds(form, text).or_else(longer)
}

fn read_to_nanoseconds(form: TimestampFormat, text: &str) -> Option<Timestamp> {
    match text.parse() {
        Ok(time) => Some(time),
        Err(_) if form == TimestampFormat::IsoLocal => local(text),
        Err(_) => None,
    }
}

/// Returns the text without digits below nanoseconds, which some programs write; `None` if it has
/// none.
fn to_nanoseconds(text: &str) -> Option<String> {
    const NANOSECONDS: usize = 9;
    let (whole, fraction) = text.split_once(['.', ','])?;
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let (kept, zone) = (fraction.get(..NANOSECONDS)?, fraction.get(digits..)?);
    (digits > NANOSECONDS).then(|| format!("{whole}.{kept}{zone}"))
}

/// Parses a time without an offset or zone as UTC. A date alone is not accepted.
fn local(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    let is_local = pieces.offset().is_none() && pieces.time_zone_annotation().is_none();
    let time = pieces.time().filter(|_| is_local)?;
    Offset::UTC
        .to_timestamp(pieces.date().to_datetime(time))
        .ok()
}

/// The text of a time, on the stack.
#[derive(Default)]
struct Text {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Text {
    fn push(&mut self, more: &[u8]) -> Result<(), jiff::Error> {
        let end = self.length + more.len();
        let Some(place) = self.bytes.get_mut(self.length..end) else {
            return Err(jiff::Error::from_args(format_args!("the text is too long")));
        };
        place.copy_from_slice(more);
        self.length = end;
        Ok(())
    }

    fn as_str(&self) -> &str {
        // Only valid UTF-8 was pushed.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl jiff::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> Result<(), jiff::Error> {
        self.push(text.as_bytes())
    }
}

macro_rules! iso_forms {
    ($($(const $minutes:ident)? $form:ty: $format:expr, $expected:literal;)*) => {$(
        impl $(<const $minutes: i16>)? Form for $form {
            const FORMAT: TimestampFormat = $format;
        }

        impl $(<const $minutes: i16>)? Attribute for $form {
            type Value = Timestamp;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<Timestamp, DecodeError> {
                match &value {
                    Value::String(text) => read(Self::FORMAT, text).ok_or_else(|| {
                        let is_late = text.starts_with("9999-12-3");
                        mismatch(if is_late { LATEST } else { $expected }, &value)
                    }),
                    found => Err(mismatch("a timestamp (S)", found)),
                }
            }

            fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
                write(Self::FORMAT, *value, writer)
            }

            fn settle(value: Timestamp) -> Timestamp {
                cut(value, Self::UNIT)
            }
        }
    )*};
}

iso_forms! {
    Timestamp: TimestampFormat::IsoMs, "an RFC 3339 timestamp";
    IsoSeconds: TimestampFormat::IsoS, "an RFC 3339 timestamp";
    IsoMicros: TimestampFormat::IsoUs, "an RFC 3339 timestamp";
    IsoLocal: TimestampFormat::IsoLocal, "a time such as 2024-02-29T12:34:56";
    IsoOffset: TimestampFormat::IsoOffset, "an RFC 3339 timestamp";
    const MINUTES IsoAtOffset<MINUTES>: at_offset(MINUTES), "an RFC 3339 timestamp";
}

/// Returns the form with an offset of this many minutes.
///
/// # Panics
/// At compile time, if the offset is a day or more.
#[expect(clippy::panic, reason = "it is how a constant refuses to compile")]
const fn at_offset(minutes: i16) -> TimestampFormat {
    match time::Offset::of_minutes(minutes) {
        Some(offset) => TimestampFormat::IsoAtOffset(offset),
        None => panic!("an offset from UTC is less than a day"),
    }
}

/// Implements order and keys for forms whose text sorts by time. [`IsoOffset`] is not one of them:
/// text written by other programs may have other offsets.
macro_rules! ordered {
    ($($(const $minutes:ident)? $form:ty;)*) => {$(
        impl $(<const $minutes: i16>)? KeyAttribute for $form {
            const KIND: KeyKind = KeyKind::String;
        }
        impl $(<const $minutes: i16>)? Comparable for $form {
            fn settle_up(value: &Timestamp) -> Option<Timestamp> {
                round_up(*value, Self::UNIT)
            }
        }
    )*};
}

ordered! {
    Timestamp;
    IsoSeconds;
    IsoMicros;
    IsoLocal;
    const MINUTES IsoAtOffset<MINUTES>;
}
