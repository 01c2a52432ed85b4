//! Writes times by a pattern.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::{Field, MONTHS, OffsetStyle, Part, TimePattern, WEEKDAYS};

impl TimePattern {
    /// Writes a local time. A year below 0 has none of these forms, so callers exclude it.
    pub fn write(&self, time: DateTime, offset: Offset) -> String {
        let mut text = String::new();
        for part in &self.parts {
            // Writing to a string cannot fail.
            let _ = write_part(&mut text, part, time, offset);
        }
        text
    }
}

fn write_part(text: &mut String, part: &Part, time: DateTime, offset: Offset) -> std::fmt::Result {
    match part {
        Part::Digits(field, width) => {
            let width = usize::from(*width);
            write!(text, "{:0width$}", number(*field, time))
        }
        Part::ShortYear => write!(text, "{:02}", time.year().rem_euclid(100)),
        Part::Fraction(digits) => {
            let nanoseconds = format!("{:09}", time.subsec_nanosecond());
            text.write_str(&nanoseconds[..usize::from(*digits)])
        }
        Part::MonthName(length) => text.write_str(length.of(name(&MONTHS, time.month()))),
        Part::Weekday(length) => {
            let day = time.weekday().to_monday_one_offset();
            text.write_str(length.of(name(&WEEKDAYS, day)))
        }
        Part::HalfDay => text.write_str(if time.hour() < 12 { "AM" } else { "PM" }),
        Part::Offset(style) => write_offset(text, *style, offset),
        Part::Literal(literal) => text.write_str(literal),
    }
}

fn number(field: Field, time: DateTime) -> i16 {
    match field {
        Field::Year => time.year(),
        Field::Month => time.month().into(),
        Field::Day => time.day().into(),
        Field::Hour => time.hour().into(),
        Field::HalfDayHour => i16::from(time.hour() + 11) % 12 + 1,
        Field::Minute => time.minute().into(),
        Field::Second => time.second().into(),
    }
}

/// Returns the name with this number, from 1.
fn name(names: &[&'static str], number: i8) -> &'static str {
    let position = usize::try_from(number - 1).unwrap_or_default();
    names.get(position).copied().unwrap_or(names[0])
}

/// Seconds of an offset, which only times before 1972 have, are left out.
fn write_offset(text: &mut String, style: OffsetStyle, offset: Offset) -> std::fmt::Result {
    let seconds = offset.seconds();
    if style == OffsetStyle::ZuluOrColon && seconds == 0 {
        return text.write_str("Z");
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    let colon = if style == OffsetStyle::Plain { "" } else { ":" };
    write!(text, "{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}
