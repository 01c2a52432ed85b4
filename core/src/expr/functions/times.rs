//! Timestamps and dates.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ZonedDifference, ZonedRound};

use crate::Number;
use crate::expr::{FunctionError, TimePattern, Unit, Value, arithmetic};

/// The beginning of year 0, in seconds since 1970: earlier times have no stored form.
const YEAR_ZERO: i64 = -62_167_219_200;

const MALFORMED: FunctionError = FunctionError::Malformed {
    what: "a time of this form",
    remedy: "correct the pattern, or test the string with `matches` first",
};

fn checked(time: Timestamp) -> Result<Value, FunctionError> {
    if time.as_second() < YEAR_ZERO {
        return Err(FunctionError::TimeOutOfRange);
    }
    Ok(Value::Timestamp(time))
}

fn checked_date(date: Date) -> Result<Value, FunctionError> {
    if date.year() < 0 {
        return Err(FunctionError::TimeOutOfRange);
    }
    Ok(Value::Date(date))
}

fn in_range<T>(result: Result<T, jiff::Error>) -> Result<T, FunctionError> {
    result.map_err(|_| FunctionError::TimeOutOfRange)
}

/// Writes a time by a pattern, as clocks show it in a time zone.
///
/// # Errors
/// If it is before year 0 there.
pub fn format(
    time: Timestamp,
    pattern: &TimePattern,
    zone: TimeZone,
) -> Result<Value, FunctionError> {
    let local = time.to_zoned(zone);
    checked_date(local.date())?;
    Ok(pattern.write(local.datetime(), local.offset()).into())
}

/// Writes a day by a pattern, at midnight.
///
/// # Errors
/// If it is before year 0.
pub fn format_date(date: Date, pattern: &TimePattern) -> Result<Value, FunctionError> {
    checked_date(date)?;
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    Ok(pattern.write(midnight, jiff::tz::Offset::UTC).into())
}

/// Reads a time by a pattern: in the offset that the text has, else in the time zone.
///
/// # Errors
/// If the text has another form, or is no time that can be stored.
pub fn parse(text: &str, pattern: &TimePattern, zone: &TimeZone) -> Result<Value, FunctionError> {
    pattern.read(text, zone).ok_or(MALFORMED).and_then(checked)
}

/// Reads a time with an offset (RFC 3339).
///
/// # Errors
/// If the text has another form, or is no time that can be stored.
pub fn parse_rfc_3339(text: &str) -> Result<Value, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "a time such as 2026-01-31T12:00:00Z",
        remedy: "give its pattern, as in `parse_time(text, \"yyyy-MM-dd HH:mm\")`",
    };
    // The library reads more forms, such as names of zones in brackets.
    let is_plain = |byte: u8| byte.is_ascii_digit() || b"+-:.TZtz ".contains(&byte);
    if text.len() > 40 || !text.bytes().all(is_plain) {
        return Err(malformed);
    }
    text.parse().map_err(|_| malformed).and_then(checked)
}

/// Reads a day by a pattern.
///
/// # Errors
/// If the text has another form, or is no day.
pub fn parse_date(text: &str, pattern: &TimePattern) -> Result<Value, FunctionError> {
    let date = pattern.read_date(text).ok_or(MALFORMED)?;
    checked_date(date)
}

/// Reads a day in the form `YYYY-MM-DD`.
///
/// # Errors
/// If the text has another form, or is no day.
pub fn parse_iso_date(text: &str) -> Result<Value, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "a day such as 2026-01-31",
        remedy: "give its pattern, as in `parse_date(text, \"dd.MM.yyyy\")`",
    };
    crate::time::Date::parse(text).ok_or(malformed)?;
    text.parse().map_err(|_| malformed).map(Value::Date)
}

/// Returns the day of a time in a time zone.
///
/// # Errors
/// If it is before year 0 there.
pub fn date_of(time: Timestamp, zone: TimeZone) -> Result<Value, FunctionError> {
    checked_date(time.to_zoned(zone).date())
}

/// Returns the first moment of a day in a time zone.
///
/// # Errors
/// If it cannot be stored.
pub fn start_of_day(date: Date, zone: TimeZone) -> Result<Value, FunctionError> {
    checked(in_range(date.to_zoned(zone))?.timestamp())
}

/// Returns the whole units since 1970, cut off towards the past.
///
/// # Errors
/// Never for the units of epochs.
pub fn epoch(time: Timestamp, unit: Unit) -> Result<Value, FunctionError> {
    let length = i128::from(unit.milliseconds().unwrap_or(1)) * 1_000_000;
    let units = time.as_nanosecond().div_euclid(length);
    Ok(Number::try_from(units)?.into())
}

/// Returns the time so many units after 1970. A fraction is cut off at nanoseconds.
///
/// # Errors
/// If it cannot be stored.
pub fn from_epoch(number: Number, unit: Unit) -> Result<Value, FunctionError> {
    let length = unit.milliseconds().unwrap_or(1).unsigned_abs() * 1_000_000;
    let exact = arithmetic::multiply(number, Number::small(false, length));
    let exact = exact.and_then(arithmetic::floor);
    let nanoseconds = exact.ok().and_then(Number::integer::<i128>);
    let nanoseconds = nanoseconds.ok_or(FunctionError::TimeOutOfRange)?;
    checked(in_range(Timestamp::from_nanosecond(nanoseconds))?)
}

fn span(amount: Number, unit: Unit) -> Result<Span, FunctionError> {
    let what = "the amount of time";
    if amount.exponent() < 0 {
        return Err(FunctionError::NotWhole { what });
    }
    let amount = amount
        .integer::<i64>()
        .ok_or(FunctionError::TimeOutOfRange)?;
    let span = Span::new();
    in_range(match unit {
        Unit::Years => span.try_years(amount),
        Unit::Months => span.try_months(amount),
        Unit::Weeks => span.try_weeks(amount),
        Unit::Days => span.try_days(amount),
        Unit::Hours => span.try_hours(amount),
        Unit::Minutes => span.try_minutes(amount),
        Unit::Seconds => span.try_seconds(amount),
        Unit::Milliseconds => span.try_milliseconds(amount),
    })
}

/// Returns the time so many units later. Days and longer units keep the clock time of the time zone;
/// a day that a month does not have becomes its last one.
///
/// # Errors
/// If the amount is not whole, or the time cannot be stored.
pub fn add(
    time: Timestamp,
    amount: Number,
    unit: Unit,
    zone: TimeZone,
) -> Result<Value, FunctionError> {
    let later = time.to_zoned(zone).checked_add(span(amount, unit)?);
    checked(in_range(later)?.timestamp())
}

/// Returns the day so many units later.
///
/// # Errors
/// If the amount is not whole, the unit shorter than a day, or the day cannot be stored.
pub fn add_to_date(date: Date, amount: Number, unit: Unit) -> Result<Value, FunctionError> {
    whole_days(unit)?;
    checked_date(in_range(date.checked_add(span(amount, unit)?))?)
}

/// Returns the whole units from one time to another, cut off towards zero.
///
/// # Errors
/// Never: all stored times are within the range of the library.
pub fn between(
    from: Timestamp,
    to: Timestamp,
    unit: Unit,
    zone: &TimeZone,
) -> Result<Value, FunctionError> {
    let to = to.to_zoned(zone.clone());
    let difference = ZonedDifference::new(&to);
    let unit = unit.of_library();
    let difference = difference.largest(unit).smallest(unit);
    let span = in_range(from.to_zoned(zone.clone()).until(difference))?;
    count(span, unit)
}

/// Returns the whole units from one day to another, cut off towards zero.
///
/// # Errors
/// If the unit is shorter than a day.
pub fn between_dates(from: Date, to: Date, unit: Unit) -> Result<Value, FunctionError> {
    whole_days(unit)?;
    let unit = unit.of_library();
    let difference = jiff::civil::DateDifference::new(to);
    let span = in_range(from.until(difference.largest(unit).smallest(unit)))?;
    count(span, unit)
}

fn count(span: Span, unit: jiff::Unit) -> Result<Value, FunctionError> {
    let count = match unit {
        jiff::Unit::Year => span.get_years().into(),
        jiff::Unit::Month => span.get_months().into(),
        jiff::Unit::Week => span.get_weeks().into(),
        jiff::Unit::Day => span.get_days().into(),
        jiff::Unit::Hour => span.get_hours().into(),
        jiff::Unit::Minute => span.get_minutes(),
        jiff::Unit::Second => span.get_seconds(),
        _ => span.get_milliseconds(),
    };
    Ok(Number::try_from(i128::from(count))?.into())
}

fn whole_days(unit: Unit) -> Result<(), FunctionError> {
    match unit {
        Unit::Years | Unit::Months | Unit::Weeks | Unit::Days => Ok(()),
        _ => Err(FunctionError::OutOfRange {
            what: "the unit for a date",
            range: "`days`, `weeks`, `months` or `years`",
        }),
    }
}

/// Returns the beginning of the unit that a time is in, in a time zone. A week begins on Monday.
///
/// # Errors
/// If it cannot be stored.
pub fn truncate(time: Timestamp, unit: Unit, zone: TimeZone) -> Result<Value, FunctionError> {
    let local = time.to_zoned(zone.clone());
    match unit {
        Unit::Years | Unit::Months | Unit::Weeks | Unit::Days => {
            let first = first_day(local.date(), unit)?;
            checked(in_range(first.to_zoned(zone))?.timestamp())
        }
        _ => {
            let round = ZonedRound::new().smallest(unit.of_library());
            let round = round.mode(jiff::RoundMode::Trunc);
            checked(in_range(local.round(round))?.timestamp())
        }
    }
}

/// Returns the first day of the unit that a day is in.
///
/// # Errors
/// If the unit is shorter than a day, or the day cannot be stored.
pub fn truncate_date(date: Date, unit: Unit) -> Result<Value, FunctionError> {
    whole_days(unit)?;
    checked_date(first_day(date, unit)?)
}

fn first_day(date: Date, unit: Unit) -> Result<Date, FunctionError> {
    match unit {
        Unit::Years => Ok(date.first_of_year()),
        Unit::Months => Ok(date.first_of_month()),
        Unit::Weeks => {
            let days = date.weekday().to_monday_zero_offset();
            in_range(date.checked_sub(SignedDuration::from_hours(i64::from(days) * 24)))
        }
        _ => Ok(date),
    }
}
