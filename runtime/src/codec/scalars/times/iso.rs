//! Timestamps as text of ISO 8601, stored as `S`.

use jiff::civil::DateTime;
use jiff::fmt::temporal::{DateTimePrinter, Pieces};
use jiff::tz::Offset;

use crate::codec::mismatch::mismatch;
use crate::codec::{
    Attribute, Comparable, DecodeError, EncodeError, EncodeProblem, KeyAttribute, Reader, SetKind,
    SetMember, Value, Writer,
};
use crate::model::KeyKind;
use crate::path::Path;
use crate::types::{IsoAtOffset, IsoLocal, IsoMicros, IsoOffset, IsoSeconds, Timestamp};

use super::{LATEST, MICROSECOND, MILLISECOND, SECOND, cut, round_up};

/// The longest text, such as `9999-12-31T23:59:59.999999+23:59`.
const LONGEST: usize = 32;

/// How the text of a form looks.
#[derive(Clone, Copy)]
struct Form {
    fraction: Fraction,
    zone: Zone,
}

#[derive(Clone, Copy)]
enum Fraction {
    /// None at all.
    Seconds,
    /// Three digits.
    Millis,
    /// Six digits.
    Micros,
    /// Six digits, or none if they are all zero: what Python's `isoformat` writes. It sorts as
    /// time does, because `+`, `-` and the end of the text come before `.`.
    MicrosUnlessZero,
}

#[derive(Clone, Copy)]
enum Zone {
    /// `Z`.
    Utc,
    /// Nothing, which stands for UTC.
    Unsaid,
    /// The time of this offset, in minutes, and the offset.
    At(i16),
}

impl Zone {
    /// An offset of so many minutes.
    ///
    /// # Panics
    /// While compiling, when it is a day or more.
    const fn at(minutes: i16) -> Self {
        assert!(
            minutes.unsigned_abs() < 24 * 60,
            "an offset from UTC is less than a day"
        );
        Self::At(minutes)
    }
}

impl Form {
    /// In UTC with `Z`.
    const fn utc(fraction: Fraction) -> Self {
        let zone = Zone::Utc;
        Self { fraction, zone }
    }

    /// As Python's `isoformat` writes it.
    const fn isoformat(zone: Zone) -> Self {
        let fraction = Fraction::MicrosUnlessZero;
        Self { fraction, zone }
    }

    /// Below what a time is cut off, in nanoseconds.
    const fn unit(self) -> i32 {
        match self.fraction {
            Fraction::Seconds => SECOND,
            Fraction::Millis => MILLISECOND,
            Fraction::Micros | Fraction::MicrosUnlessZero => MICROSECOND,
        }
    }

    fn offset(self) -> Offset {
        match self.zone {
            Zone::Utc | Zone::Unsaid => Offset::UTC,
            Zone::At(minutes) => {
                Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC)
            }
        }
    }

    /// How many digits of the fraction are written.
    fn digits(self, time: DateTime) -> u8 {
        match self.fraction {
            Fraction::Millis => 3,
            Fraction::Micros => 6,
            Fraction::MicrosUnlessZero if time.subsec_nanosecond() >= MICROSECOND => 6,
            Fraction::Seconds | Fraction::MicrosUnlessZero => 0,
        }
    }

    fn write<W: Writer>(self, time: Timestamp, writer: &mut W) -> Result<(), EncodeError> {
        let time = self.offset().to_datetime(time);
        let mut text = Text::default();
        match self.print(time, &mut text) {
            Ok(()) if time.year() >= 0 => writer.string(text.as_str()),
            _ => Err(EncodeError::new(EncodeProblem::YearOutOfRange)),
        }
    }

    fn print(self, time: DateTime, text: &mut Text) -> Result<(), jiff::Error> {
        let printer = DateTimePrinter::new().precision(Some(self.digits(time)));
        printer.print_datetime(&time, &mut *text)?;
        match self.zone {
            Zone::Utc => text.push(b"Z"),
            Zone::Unsaid => Ok(()),
            Zone::At(minutes) => text.push(&offset_text(minutes)),
        }
    }

    /// Reads any time of RFC 3339; where an offset may be left unsaid, also one without.
    fn read(self, text: &str) -> Option<Timestamp> {
        let longer = || self.read_to_nanoseconds(&to_nanoseconds(text)?);
        self.read_to_nanoseconds(text).or_else(longer)
    }

    fn read_to_nanoseconds(self, text: &str) -> Option<Timestamp> {
        match (text.parse(), self.zone) {
            (Ok(time), _) => Some(time),
            (Err(_), Zone::Unsaid) => local(text),
            (Err(_), Zone::Utc | Zone::At(_)) => None,
        }
    }
}

/// The same time without the digits below nanoseconds, which some programs write; `None` if it has
/// none.
fn to_nanoseconds(text: &str) -> Option<String> {
    const NANOSECONDS: usize = 9;
    let (whole, fraction) = text.split_once('.')?;
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let (kept, zone) = (fraction.get(..NANOSECONDS)?, fraction.get(digits..)?);
    (digits > NANOSECONDS).then(|| format!("{whole}.{kept}{zone}"))
}

/// A time without an offset and without a zone, which is taken as UTC; not a date alone.
fn local(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    let is_local = pieces.offset().is_none() && pieces.time_zone_annotation().is_none();
    let time = pieces.time().filter(|_| is_local)?;
    Offset::UTC
        .to_timestamp(pieces.date().to_datetime(time))
        .ok()
}

/// An offset such as `+02:00`.
fn offset_text(minutes: i16) -> [u8; 6] {
    let [hours, rest] = [minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60];
    let digit = |number: u16| b'0' + u8::try_from(number % 10).unwrap_or_default();
    let sign = if minutes < 0 { b'-' } else { b'+' };
    [
        sign,
        digit(hours / 10),
        digit(hours),
        b':',
        digit(rest / 10),
        digit(rest),
    ]
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
        // It was pushed as text.
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl jiff::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> Result<(), jiff::Error> {
        self.push(text.as_bytes())
    }
}

macro_rules! iso_forms {
    ($($(const $minutes:ident)? $form:ty: $how:expr, $expected:literal;)*) => {$(
        impl $(<const $minutes: i16>)? Attribute for $form {
            type Value = Timestamp;
            type Handle<M: 'static, C: 'static> = Path<M, Self, C>;

            fn read<'de, R: Reader<'de>>(
                value: Value<'de>,
                _: &mut R,
            ) -> Result<Timestamp, DecodeError> {
                match &value {
                    Value::String(text) => $how.read(text).ok_or_else(|| {
                        let is_late = text.starts_with("9999-12-3");
                        mismatch(if is_late { LATEST } else { $expected }, &value)
                    }),
                    found => Err(mismatch("a timestamp (S)", found)),
                }
            }

            fn write<W: Writer>(value: &Timestamp, writer: &mut W) -> Result<(), EncodeError> {
                $how.write(*value, writer)
            }

            fn settle(value: Timestamp) -> Timestamp {
                cut(value, $how.unit())
            }
        }
    )*};
}

iso_forms! {
    Timestamp: Form::utc(Fraction::Millis), "an RFC 3339 timestamp";
    IsoSeconds: Form::utc(Fraction::Seconds), "an RFC 3339 timestamp";
    IsoMicros: Form::utc(Fraction::Micros), "an RFC 3339 timestamp";
    IsoLocal: Form::isoformat(Zone::Unsaid), "a time such as 2024-02-29T12:34:56";
    IsoOffset: Form::isoformat(Zone::At(0)), "an RFC 3339 timestamp";
    const MINUTES IsoAtOffset<MINUTES>: const { Form::isoformat(Zone::at(MINUTES)) }, "an RFC 3339 timestamp";
}

/// Forms whose text sorts as time does. [`IsoOffset`] does not: the text of others has offsets of
/// their own.
macro_rules! ordered {
    ($($(const $minutes:ident)? $form:ty: $unit:ident;)*) => {$(
        impl $(<const $minutes: i16>)? KeyAttribute for $form {
            const KIND: KeyKind = KeyKind::String;
        }
        impl $(<const $minutes: i16>)? Comparable for $form {
            fn settle_up(value: &Timestamp) -> Option<Timestamp> {
                round_up(*value, $unit)
            }
        }
    )*};
}

ordered! {
    Timestamp: MILLISECOND;
    IsoSeconds: SECOND;
    IsoMicros: MICROSECOND;
    IsoLocal: MICROSECOND;
    const MINUTES IsoAtOffset<MINUTES>: MICROSECOND;
}

impl SetMember for Timestamp {
    const SET: SetKind = SetKind::String;

    fn is_stored_alike(one: &Timestamp, other: &Timestamp) -> bool {
        Self::settle(*one) == Self::settle(*other)
    }
}
