//! Moments in UTC.

use std::fmt;

use super::date::{Date, numbers};

/// The latest timestamp that can be read and written. It is the last one whose local time the time
/// library can represent in every time zone: with an offset of -25:59 it is still in year 9999.
pub const LATEST: &str = "9999-12-30T22:00:00.999Z";

/// The whole seconds of [`LATEST`] since 1970.
pub const LATEST_SECOND: i64 = 253_402_207_200;

/// A moment in UTC to the millisecond, which is the precision of schema files and of the default
/// stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// The day.
    pub date: Date,
    /// The milliseconds since the beginning of the day, less than 86,400,000.
    pub millisecond: u32,
}

impl Timestamp {
    /// Reads `YYYY-MM-DDThh:mm:ssZ`, with one to three digits of a fraction or none, up to
    /// [`LATEST`].
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
        let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let [hour, minute, second] = numbers(time, b':', [2, 2, 2])?.map(u32::from);
        let is_fraction =
            (1..=3).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
        if !(is_fraction && hour < 24 && minute < 60 && second < 60) {
            return None;
        }
        let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
        let timestamp = Self {
            date: Date::parse(date)?,
            millisecond: ((hour * 60 + minute) * 60 + second) * 1000 + fraction,
        };
        // In this notation, timestamps sort as time does.
        (timestamp.to_string().as_str() <= LATEST).then_some(timestamp)
    }

    /// Returns the last whole second, of which a stored form may make "never".
    pub fn latest_second() -> Option<Self> {
        Self::parse("9999-12-30T22:00:00Z")
    }

    /// Returns the whole seconds since 1970 and the remaining nanoseconds.
    pub fn since_1970(self) -> (i64, u32) {
        let seconds = i64::from(self.millisecond / 1000);
        let nanoseconds = self.millisecond % 1000 * 1_000_000;
        (self.date.days_since_1970() * 86_400 + seconds, nanoseconds)
    }
}

/// `YYYY-MM-DDThh:mm:ss.mmmZ`
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.millisecond / 1000, self.millisecond % 1000);
        let (minutes, second) = (seconds / 60, seconds % 60);
        let (hour, minute) = (minutes / 60, minutes % 60);
        let date = self.date;
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::{LATEST, Timestamp};

    #[test]
    fn writes_three_fraction_digits() {
        for (text, written) in [
            ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"),
            ("2026-01-31T12:34:56.5Z", "2026-01-31T12:34:56.500Z"),
            (LATEST, LATEST),
        ] {
            let timestamp = Timestamp::parse(text).map(|it| it.to_string());
            assert_eq!(timestamp.as_deref(), Some(written));
        }
        for refused in [
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.1234Z",
            "2026-01-31T12:00:00.Z",
            "9999-12-30T22:00:01Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(Timestamp::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn seconds_are_counted_from_1970() {
        for (text, since) in [
            ("1970-01-01T00:00:00.001Z", (0, 1_000_000)),
            ("1969-12-31T23:59:59.999Z", (-1, 999_000_000)),
            ("2024-02-29T12:34:56.789Z", (1_709_210_096, 789_000_000)),
        ] {
            assert_eq!(
                Timestamp::parse(text).map(Timestamp::since_1970),
                Some(since)
            );
        }
    }
}
