//! Patterns of times, such as `yyyy-MM-dd`.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;

/// A pattern of a time, in the letters of Unicode's locale data (UTS 35), of which these are known:
/// `yyyy yy M MM MMM MMMM d dd EEE EEEE H HH h hh a m mm s ss S…SSSSSSSSS XXX xx xxx`. Text between
/// single quotes stands for itself, `''` for a quote. Names are English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePattern {
    parts: Vec<Part>,
}

/// The reason a text is not a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PatternError {}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Digits of a field: at least this many are written, and exactly this many read if more than
    /// one.
    Digits(Field, u8),
    /// The last two digits of a year from 2000 to 2099.
    ShortYear,
    /// Digits of the fraction of a second.
    Fraction(u8),
    /// The English name of the month, or its first three letters.
    MonthName(Length),
    /// The English name of the day of the week, or its first three letters.
    Weekday(Length),
    /// `AM` or `PM`.
    HalfDay,
    /// The offset from UTC.
    Offset(OffsetStyle),
    /// Text that stands for itself.
    Literal(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Year,
    Month,
    Day,
    Hour,
    /// From 1 to 12.
    HalfDayHour,
    Minute,
    Second,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Short,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OffsetStyle {
    /// `Z` or `+02:00`
    ZuluOrColon,
    /// `+0200`
    Plain,
    /// `+02:00`
    Colon,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From Monday, as in ISO 8601.
const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

impl Length {
    fn of(self, name: &'static str) -> &'static str {
        match self {
            Self::Short => &name[..3],
            Self::Full => name,
        }
    }
}

impl TimePattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// If it has unknown letters, or a quote that is not closed.
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let mut parts = Vec::new();
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            let (part, behind) = if first == '\'' {
                quoted(rest)?
            } else if first.is_ascii_alphabetic() {
                let length = rest.bytes().take_while(|it| *it == first as u8).count();
                (field(first, length)?, &rest[length..])
            } else {
                (Part::Literal(first.into()), &rest[first.len_utf8()..])
            };
            rest = behind;
            match (&part, parts.last_mut()) {
                (Part::Literal(more), Some(Part::Literal(text))) => text.push_str(more),
                _ => parts.push(part),
            }
        }
        Ok(Self { parts })
    }

    /// Returns `true` if it says year, month and day, so that a time can be read with it.
    pub fn has_date(&self) -> bool {
        let has = |holds: fn(&Part) -> bool| self.parts.iter().any(holds);
        has(|part| matches!(part, Part::Digits(Field::Year, _) | Part::ShortYear))
            && has(|part| matches!(part, Part::Digits(Field::Month, _) | Part::MonthName(_)))
            && has(|part| matches!(part, Part::Digits(Field::Day, _)))
    }
}

/// Parses text in quotes; returns what follows as well.
fn quoted(text: &str) -> Result<(Part, &str), PatternError> {
    if let Some(behind) = text.strip_prefix("''") {
        return Ok((Part::Literal("'".to_owned()), behind));
    }
    let inside = &text[1..];
    let end = inside.find('\'');
    let end = end.ok_or_else(|| PatternError("a quote is not closed".to_owned()))?;
    Ok((Part::Literal(inside[..end].to_owned()), &inside[end + 1..]))
}

/// Returns the part that a letter means, repeated so many times.
fn field(letter: char, length: usize) -> Result<Part, PatternError> {
    let width = u8::try_from(length).unwrap_or(u8::MAX);
    Ok(match (letter, width) {
        ('y', 4) => Part::Digits(Field::Year, 4),
        ('y', 2) => Part::ShortYear,
        ('M', 1 | 2) => Part::Digits(Field::Month, width),
        ('M', 3) => Part::MonthName(Length::Short),
        ('M', 4) => Part::MonthName(Length::Full),
        ('d', 1 | 2) => Part::Digits(Field::Day, width),
        ('E', 3) => Part::Weekday(Length::Short),
        ('E', 4) => Part::Weekday(Length::Full),
        ('H', 1 | 2) => Part::Digits(Field::Hour, width),
        ('h', 1 | 2) => Part::Digits(Field::HalfDayHour, width),
        ('m', 1 | 2) => Part::Digits(Field::Minute, width),
        ('s', 1 | 2) => Part::Digits(Field::Second, width),
        ('S', 1..=9) => Part::Fraction(width),
        ('a', 1) => Part::HalfDay,
        ('X', 3) => Part::Offset(OffsetStyle::ZuluOrColon),
        ('x', 2) => Part::Offset(OffsetStyle::Plain),
        ('x', 3) => Part::Offset(OffsetStyle::Colon),
        _ => {
            let letters = letter.to_string().repeat(length.min(10));
            return Err(PatternError(format!(
                "`{letters}` means nothing in a time pattern; text stands in single quotes"
            )));
        }
    })
}
