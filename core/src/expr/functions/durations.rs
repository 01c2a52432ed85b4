//! Durations as text (ISO 8601), such as `PT1H30M`.

use jiff::SignedDuration;

use crate::Number;
use crate::expr::{FunctionError, Unit, Value, arithmetic};

/// Reads a duration, in units: `PT1H30M` is 90 minutes, or 1.5 hours. It has no years, months,
/// weeks or days, whose lengths differ.
///
/// # Errors
/// If the text is none, or the number of units has no decimal form.
pub fn parse(text: &str, unit: Unit) -> Result<Value, FunctionError> {
    let malformed = FunctionError::Malformed {
        what: "a duration in hours, minutes and seconds, such as PT1H30M",
        remedy: "count days as 24 hours",
    };
    // The library also reads its own friendly form.
    let is_iso = text.trim_start_matches(['+', '-']).starts_with(['P', 'p']);
    let duration: SignedDuration = match text.parse() {
        Ok(duration) if is_iso => duration,
        _ => return Err(malformed),
    };
    let nanoseconds = Number::try_from(duration.as_nanos())?;
    Ok(arithmetic::divide(nanoseconds, length(unit)?)?.into())
}

/// Writes so many units as a duration.
///
/// # Errors
/// If it is 292 years or longer.
pub fn format(number: Number, unit: Unit) -> Result<Value, FunctionError> {
    let nanoseconds = arithmetic::multiply(number, length(unit)?);
    let nanoseconds = nanoseconds.and_then(arithmetic::floor);
    let nanoseconds = nanoseconds.ok().and_then(Number::integer::<i128>);
    let out_of_range = FunctionError::OutOfRange {
        what: "the duration",
        range: "shorter than 292 years",
    };
    let nanoseconds = nanoseconds.and_then(|it| i64::try_from(it).ok());
    let duration = SignedDuration::from_nanos(nanoseconds.ok_or(out_of_range)?);
    Ok(duration.to_string().into())
}

fn length(unit: Unit) -> Result<Number, FunctionError> {
    let milliseconds = unit.milliseconds().ok_or(FunctionError::OutOfRange {
        what: "the unit of a duration",
        range: "one that always has the same length, `weeks` or shorter",
    })?;
    let nanoseconds = i128::from(milliseconds) * 1_000_000;
    Ok(Number::try_from(nanoseconds)?)
}
