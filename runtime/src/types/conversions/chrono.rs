//! Times to and from the crate `chrono`.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};

use super::ConversionError;
use crate::types::{Date, Timestamp};

const NANOSECONDS: i128 = 1_000_000_000;

/// Converts a time.
///
/// # Errors
/// Never, as long as `chrono` holds more years than `jiff`.
pub fn to_datetime(time: Timestamp) -> Result<DateTime<Utc>, ConversionError> {
    let all = time.as_nanosecond();
    let seconds = i64::try_from(all.div_euclid(NANOSECONDS)).ok();
    let rest = u32::try_from(all.rem_euclid(NANOSECONDS)).ok();
    let converted = seconds.zip(rest);
    let converted = converted.and_then(|(seconds, rest)| DateTime::from_timestamp(seconds, rest));
    converted.ok_or_else(|| ConversionError::new(&time, "chrono::DateTime"))
}

/// Converts a time of any time zone. A leap second is the second after it.
///
/// # Errors
/// If it is outside the years -9999 to 9999.
pub fn from_datetime<Z: TimeZone>(time: &DateTime<Z>) -> Result<Timestamp, ConversionError> {
    let seconds = i128::from(time.timestamp()) * NANOSECONDS;
    let all = seconds + i128::from(time.timestamp_subsec_nanos());
    Timestamp::from_nanosecond(all).map_err(|_| {
        let time = time.with_timezone(&Utc);
        ConversionError::new(&time, "jiff::Timestamp")
    })
}

/// Converts a day.
///
/// # Errors
/// Never, as long as `chrono` holds more years than `jiff`.
pub fn to_naive_date(date: Date) -> Result<NaiveDate, ConversionError> {
    let month_and_day = u32::try_from(date.month())
        .ok()
        .zip(u32::try_from(date.day()).ok());
    let converted = month_and_day
        .and_then(|(month, day)| NaiveDate::from_ymd_opt(date.year().into(), month, day));
    converted.ok_or_else(|| ConversionError::new(&date, "chrono::NaiveDate"))
}

/// Converts a day.
///
/// # Errors
/// If it is outside the years -9999 to 9999.
pub fn from_naive_date(date: NaiveDate) -> Result<Date, ConversionError> {
    let year = i16::try_from(date.year()).ok();
    let month_and_day = i8::try_from(date.month())
        .ok()
        .zip(i8::try_from(date.day()).ok());
    let converted = year.zip(month_and_day);
    let converted = converted.and_then(|(year, (month, day))| Date::new(year, month, day).ok());
    converted.ok_or_else(|| ConversionError::new(&date, "jiff::civil::Date"))
}
