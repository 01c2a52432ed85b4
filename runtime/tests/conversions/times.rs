//! Times of `chrono` and `time`.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use dynamite::types::conversions::chrono::{
    from_datetime, from_naive_date, to_datetime, to_naive_date,
};
use dynamite::types::conversions::time::{
    from_date, from_offset_date_time, to_date, to_offset_date_time,
};
use dynamite::{Date, Timestamp};
use time::OffsetDateTime;

const TIMES: [&str; 5] = [
    "2024-02-29T12:34:56.789Z",
    "1969-12-31T23:59:59.999999999Z",
    "1970-01-01T00:00:00Z",
    "0001-01-01T00:00:00.000000001Z",
    "9998-12-31T23:59:59Z",
];

const DAYS: [&str; 4] = ["2024-02-29", "1970-01-01", "0000-12-31", "9999-12-31"];

#[test]
fn times_of_chrono_are_the_same_instants() {
    for text in TIMES {
        let time: Timestamp = text.parse().unwrap();
        let converted = to_datetime(time).unwrap();
        assert_eq!(converted, text.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(from_datetime(&converted), Ok(time));
    }
    for time in [Timestamp::MIN, Timestamp::MAX] {
        assert_eq!(from_datetime(&to_datetime(time).unwrap()), Ok(time));
    }
    let there: DateTime<FixedOffset> = "2024-02-29T12:00:00+02:00".parse().unwrap();
    assert_eq!(
        from_datetime(&there),
        Ok("2024-02-29T10:00:00Z".parse().unwrap())
    );
    let error = from_datetime(&DateTime::<Utc>::MAX_UTC).unwrap_err();
    assert_eq!(error.target(), "jiff::Timestamp");
}

#[test]
fn days_of_chrono_are_the_same_days() {
    for text in DAYS {
        let day: Date = text.parse().unwrap();
        let converted = to_naive_date(day).unwrap();
        assert_eq!(converted, text.parse::<NaiveDate>().unwrap());
        assert_eq!(from_naive_date(converted), Ok(day));
    }
    let error = from_naive_date(NaiveDate::MAX).unwrap_err();
    assert_eq!(error.target(), "jiff::civil::Date");
}

#[test]
fn times_of_time_are_the_same_instants() {
    for text in TIMES {
        let time: Timestamp = text.parse().unwrap();
        let converted = to_offset_date_time(time).unwrap();
        assert_eq!(converted.unix_timestamp_nanos(), time.as_nanosecond());
        assert_eq!(from_offset_date_time(converted), Ok(time));
    }
    let late = OffsetDateTime::new_utc(time::Date::MAX, time::Time::MIDNIGHT);
    let error = from_offset_date_time(late).unwrap_err();
    assert_eq!(error.target(), "jiff::Timestamp");
}

#[test]
fn days_of_time_are_the_same_days() {
    for text in DAYS {
        let day: Date = text.parse().unwrap();
        let converted = to_date(day).unwrap();
        assert_eq!(converted.to_string(), text);
        assert_eq!(from_date(converted), Ok(day));
    }
}
