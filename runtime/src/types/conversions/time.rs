//! Times to and from the crate `time`.

use time::{Month, OffsetDateTime};

use super::ConversionError;
use crate::types::{Date, Timestamp};

/// Converts a time, to UTC.
///
/// # Errors
/// Never for years from -9998 to 9998; at the ends the two crates differ by hours.
pub fn to_offset_date_time(time: Timestamp) -> Result<OffsetDateTime, ConversionError> {
    let converted = OffsetDateTime::from_unix_timestamp_nanos(time.as_nanosecond());
    converted.map_err(|_| ConversionError::new(&time, "time::OffsetDateTime"))
}

/// Converts a time of any offset.
///
/// # Errors
/// If it is outside the years -9999 to 9999.
pub fn from_offset_date_time(time: OffsetDateTime) -> Result<Timestamp, ConversionError> {
    let converted = Timestamp::from_nanosecond(time.unix_timestamp_nanos());
    converted.map_err(|_| ConversionError::new(&time, "jiff::Timestamp"))
}

/// Converts a day.
///
/// # Errors
/// Never, as long as `time` holds the years of `jiff`.
pub fn to_date(date: Date) -> Result<time::Date, ConversionError> {
    let month = u8::try_from(date.month()).ok();
    let month = month.and_then(|month| Month::try_from(month).ok());
    let converted = month
        .zip(u8::try_from(date.day()).ok())
        .and_then(|(month, day)| {
            time::Date::from_calendar_date(date.year().into(), month, day).ok()
        });
    converted.ok_or_else(|| ConversionError::new(&date, "time::Date"))
}

/// Converts a day.
///
/// # Errors
/// If it is outside the years -9999 to 9999, which `time` holds with its feature `large-dates`.
pub fn from_date(date: time::Date) -> Result<Date, ConversionError> {
    let (year, month, day) = date.to_calendar_date();
    let year = i16::try_from(year).ok();
    let month_and_day = i8::try_from(u8::from(month))
        .ok()
        .zip(i8::try_from(day).ok());
    let converted = year.zip(month_and_day);
    let converted = converted.and_then(|(year, (month, day))| Date::new(year, month, day).ok());
    converted.ok_or_else(|| ConversionError::new(&date, "jiff::civil::Date"))
}
