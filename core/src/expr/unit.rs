//! Units of time.

/// A unit of time, from years to milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A year of the calendar.
    Years,
    /// A month of the calendar.
    Months,
    /// A week, which begins on Monday.
    Weeks,
    /// A day of the calendar: 23 to 25 hours in most time zones.
    Days,
    /// An hour.
    Hours,
    /// A minute.
    Minutes,
    /// A second.
    Seconds,
    /// A millisecond.
    Milliseconds,
}

words!(Unit {
    Years = "years",
    Months = "months",
    Weeks = "weeks",
    Days = "days",
    Hours = "hours",
    Minutes = "minutes",
    Seconds = "seconds",
    Milliseconds = "milliseconds",
});

impl Unit {
    /// Returns the unit of the time library.
    pub(super) const fn of_library(self) -> jiff::Unit {
        match self {
            Self::Years => jiff::Unit::Year,
            Self::Months => jiff::Unit::Month,
            Self::Weeks => jiff::Unit::Week,
            Self::Days => jiff::Unit::Day,
            Self::Hours => jiff::Unit::Hour,
            Self::Minutes => jiff::Unit::Minute,
            Self::Seconds => jiff::Unit::Second,
            Self::Milliseconds => jiff::Unit::Millisecond,
        }
    }

    /// Returns its length in milliseconds, if it always has the same.
    pub const fn milliseconds(self) -> Option<i64> {
        match self {
            Self::Years | Self::Months => None,
            Self::Weeks => Some(7 * 86_400_000),
            Self::Days => Some(86_400_000),
            Self::Hours => Some(3_600_000),
            Self::Minutes => Some(60_000),
            Self::Seconds => Some(1_000),
            Self::Milliseconds => Some(1),
        }
    }
}
