//! Reads times by a pattern.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::{Field, Length, MONTHS, OffsetStyle, Part, TimePattern, WEEKDAYS};

/// What was read so far.
#[derive(Default)]
struct Fields {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    nanosecond: i32,
    /// From 1 to 12, beside `is_afternoon`.
    half_day_hour: Option<i8>,
    is_afternoon: bool,
    weekday: Option<i8>,
    offset: Option<Offset>,
}

impl TimePattern {
    /// Reads a moment: in the offset that the text has, else in the time zone. A local time that is
    /// skipped when clocks go forward is read as if they had not; of one that occurs twice, the
    /// first is meant.
    pub fn read(&self, text: &str, zone: &TimeZone) -> Option<Timestamp> {
        let fields = self.fields(text)?;
        let time = fields.time()?;
        match fields.offset {
            Some(offset) => offset.to_timestamp(time).ok(),
            None => zone.to_timestamp(time).ok(),
        }
    }

    /// Reads a day; times are read and left out.
    pub fn read_date(&self, text: &str) -> Option<Date> {
        Some(self.fields(text)?.time()?.date())
    }

    fn fields(&self, text: &str) -> Option<Fields> {
        let mut fields = Fields::default();
        let mut rest = text;
        for part in &self.parts {
            rest = read_part(rest, part, &mut fields)?;
        }
        rest.is_empty().then_some(fields)
    }
}

impl Fields {
    /// Returns the local time, if there is such a time.
    fn time(&self) -> Option<DateTime> {
        let hour = match self.half_day_hour {
            Some(hour) if (1..=12).contains(&hour) => {
                hour % 12 + if self.is_afternoon { 12 } else { 0 }
            }
            Some(_) => return None,
            None => self.hour,
        };
        let date = Date::new(self.year, self.month, self.day).ok()?;
        let weekday = date.weekday().to_monday_one_offset();
        if self.weekday.is_some_and(|it| it != weekday) {
            return None;
        }
        let time = jiff::civil::Time::new(hour, self.minute, self.second, self.nanosecond).ok()?;
        Some(date.to_datetime(time))
    }
}

/// Reads a part; returns what follows.
fn read_part<'t>(text: &'t str, part: &Part, fields: &mut Fields) -> Option<&'t str> {
    match part {
        Part::Digits(field, width) => {
            let (number, rest) = digits(text, *width)?;
            store(*field, number, fields)?;
            Some(rest)
        }
        Part::ShortYear => {
            let (number, rest) = digits(text, 2)?;
            fields.year = 2000 + i16::try_from(number).ok()?;
            Some(rest)
        }
        Part::Fraction(width) => {
            let (number, rest) = digits(text, *width)?;
            let nanoseconds = number * 10_u32.pow(9 - u32::from(*width));
            fields.nanosecond = i32::try_from(nanoseconds).ok()?;
            Some(rest)
        }
        Part::MonthName(length) => {
            let (number, rest) = name(text, &MONTHS, *length)?;
            fields.month = number;
            Some(rest)
        }
        Part::Weekday(length) => {
            let (number, rest) = name(text, &WEEKDAYS, *length)?;
            fields.weekday = Some(number);
            Some(rest)
        }
        Part::HalfDay => {
            let (half, rest) = text.split_at_checked(2)?;
            fields.is_afternoon = half.eq_ignore_ascii_case("PM");
            (fields.is_afternoon || half.eq_ignore_ascii_case("AM")).then_some(rest)
        }
        Part::Offset(style) => {
            let (offset, rest) = offset(text, *style)?;
            fields.offset = Some(offset);
            Some(rest)
        }
        Part::Literal(literal) => text.strip_prefix(literal.as_str()),
    }
}

fn store(field: Field, number: u32, fields: &mut Fields) -> Option<()> {
    let small = || i8::try_from(number).ok();
    match field {
        Field::Year => fields.year = i16::try_from(number).ok()?,
        Field::Month => fields.month = small()?,
        Field::Day => fields.day = small()?,
        Field::Hour => fields.hour = small()?,
        Field::HalfDayHour => fields.half_day_hour = Some(small()?),
        Field::Minute => fields.minute = small()?,
        Field::Second => fields.second = small()?,
    }
    Some(())
}

/// Reads so many digits, or one or two if one is asked for.
fn digits(text: &str, width: u8) -> Option<(u32, &str)> {
    let width = usize::from(width);
    let most = if width == 1 { 2 } else { width };
    let found = text.bytes().take(most).take_while(u8::is_ascii_digit);
    let found = found.count();
    if found < width {
        return None;
    }
    let (digits, rest) = text.split_at_checked(found)?;
    Some((digits.parse().ok()?, rest))
}

/// Reads a name, in any case; returns its number from 1.
fn name<'t>(text: &'t str, names: &[&'static str], length: Length) -> Option<(i8, &'t str)> {
    (1..).zip(names).find_map(|(number, name)| {
        let name = length.of(name);
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then_some((number, rest))
    })
}

fn offset(text: &str, style: OffsetStyle) -> Option<(Offset, &str)> {
    if style == OffsetStyle::ZuluOrColon
        && let Some(rest) = text.strip_prefix('Z')
    {
        return Some((Offset::UTC, rest));
    }
    let (sign, text) = match text.strip_prefix('+') {
        Some(text) => (1, text),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, text) = digits(text, 2)?;
    let text = match style {
        OffsetStyle::Plain => text,
        OffsetStyle::Colon | OffsetStyle::ZuluOrColon => text.strip_prefix(':')?,
    };
    let (minutes, rest) = digits(text, 2)?;
    if minutes > 59 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    let offset = Offset::from_seconds(sign * seconds).ok()?;
    Some((offset, rest))
}
