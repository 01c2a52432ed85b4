//! Days of the calendar.

use std::fmt;

/// A day of the proleptic Gregorian calendar, from year 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// From 0 to 9999.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// Parses `YYYY-MM-DD`, if there is such a day. It is the one notation that sorts as days do.
    pub fn parse(text: &str) -> Option<Self> {
        let [year, month, day] = numbers(text, b'-', [4, 2, 2])?;
        let [month, day] = [u8::try_from(month).ok()?, u8::try_from(day).ok()?];
        let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Returns the number of days from 1970-01-01 to this one.
    pub(super) fn days_since_1970(self) -> i64 {
        // The year starts in March, so that the leap day is its last.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + day_of_year - 719_468
    }
}

/// `YYYY-MM-DD`
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Parses three numbers with these numbers of digits.
pub(super) fn numbers(text: &str, separator: u8, widths: [usize; 3]) -> Option<[u16; 3]> {
    let mut rest = text.as_bytes();
    let mut numbers = [0; 3];
    for (position, (number, width)) in numbers.iter_mut().zip(widths).enumerate() {
        if position > 0 {
            rest = rest.strip_prefix(&[separator])?;
        }
        let (digits, behind) = rest.split_at_checked(width)?;
        for digit in digits {
            let digit = digit.is_ascii_digit().then(|| u16::from(digit - b'0'))?;
            *number = *number * 10 + digit;
        }
        rest = behind;
    }
    rest.is_empty().then_some(numbers)
}

fn days_of(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn reads_days_that_exist() {
        for text in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            let date = Date::parse(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(text));
        }
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-04-31",
            "2024-04-00",
            "24-01-01",
            "2024-1-1",
            "2024-01-1é",
            "2024-01-011",
            "+024-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-03-01", 11_017),
            ("0000-03-01", -719_468),
            ("9999-12-31", 2_932_896),
        ] {
            let date = Date::parse(text).map(Date::days_since_1970);
            assert_eq!(date, Some(days), "{text}");
        }
    }
}
