//! Dates and times in schema files. Only constants pass here, so a parser of one form will do.

/// A date as `YYYY-MM-DD`, if it exists.
pub(super) fn date(text: &str) -> Option<&str> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    ((1..=12).contains(&month) && (1..=days(year, month)).contains(&day)).then_some(text)
}

/// The latest moment that the time library knows: for every later one, in some time zone the year
/// has five digits.
const LATEST: &str = "9999-12-30T22:00:00.999Z";

/// A time in UTC with exactly three fraction digits, which is how timestamps are stored.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let day = date(day)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let fraction_fits =
        (1..=3).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    (hour < 24 && minute < 60 && second < 60 && fraction_fits)
        .then(|| format!("{day}T{time}.{fraction:0<3}Z"))
        // Written like this, they sort as time does.
        .filter(|canonical| canonical.as_str() <= LATEST)
}

/// Three numbers of fixed widths.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[u32; 3]> {
    let parts: Vec<_> = text.split(separator).collect();
    let parts: [&str; 3] = parts.try_into().ok()?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = parts
        .iter()
        .zip(widths)
        .all(|(part, width)| part.len() == width && digits(part));
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(parts) {
        *number = part.parse().ok()?;
    }
    fits.then_some(numbers)
}

fn days(year: u32, month: u32) -> u32 {
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
    use super::{LATEST, date, timestamp};

    #[test]
    fn accepts_days_that_exist() {
        for day in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(date(day), Some(day));
        }
        for day in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-04-31",
            "24-01-01",
            "2024-1-1",
        ] {
            assert_eq!(date(day), None, "{day}");
        }
    }

    #[test]
    fn writes_three_fraction_digits() {
        assert_eq!(
            timestamp("2026-01-31T12:00:00Z").as_deref(),
            Some("2026-01-31T12:00:00.000Z")
        );
        assert_eq!(
            timestamp("2026-01-31T12:00:00.5Z").as_deref(),
            Some("2026-01-31T12:00:00.500Z")
        );
        assert_eq!(timestamp(LATEST).as_deref(), Some(LATEST));
        for refused in [
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.1234Z",
            "9999-12-30T22:00:01Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(timestamp(refused), None, "{refused}");
        }
    }
}
