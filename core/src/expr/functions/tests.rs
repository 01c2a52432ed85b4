//! Properties of functions; what each does is shown by the examples in the table of functions.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{durations, number_of, string_of, strings, times};
use crate::Number;
use crate::expr::{Unit, Value, zone};

/// All moments that the library knows, also those that are not stored.
fn moments() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let seconds = prop_oneof![
        first..=last,
        -62_167_300_000..-62_167_100_000_i64,
        last - 9..=last
    ];
    (seconds, 0..1_000_000_000_i32).prop_filter_map("a moment", |(second, nanos)| {
        Timestamp::new(second, nanos).ok()
    })
}

/// Moments from year 1 to 9998, whose neighbours are stored as well.
fn stored() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800..253_370_764_800_i64)
        .prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn units() -> impl Strategy<Value = Unit> {
    proptest::sample::select(Unit::ALL)
}

fn zones() -> impl Strategy<Value = &'static str> {
    let zones = [
        "UTC",
        "Europe/Berlin",
        "America/St_Johns",
        "Pacific/Apia",
        "+23:59",
        "-23:59",
    ];
    proptest::sample::select(zones.to_vec())
}

fn whole(number: i64) -> Number {
    Number::try_from(i128::from(number)).unwrap()
}

fn time(value: &Value) -> Timestamp {
    match value {
        Value::Timestamp(time) => *time,
        other => panic!("{}", other.kind()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn times_are_stored_ones_or_errors(
        moment in moments(), other in moments(), amount: i64, unit in units(), name in zones(),
    ) {
        let zone = zone(name).unwrap();
        let all = [
            times::add(moment, whole(amount), unit, zone.clone()),
            times::truncate(moment, unit, zone.clone()),
            times::from_epoch(whole(amount), unit),
            times::date_of(moment, zone.clone()),
            times::between(moment, other, unit, &zone),
            times::epoch(moment, unit),
            durations::format(whole(amount), unit),
        ];
        for value in all.into_iter().flatten() {
            let is_stored = match value {
                Value::Timestamp(time) => time.as_second() >= -62_167_219_200,
                Value::Date(date) => (0..=9999).contains(&date.year()),
                Value::Number(_) | Value::String(_) => true,
                _ => false,
            };
            prop_assert!(is_stored, "{:?}", value);
        }
    }

    #[test]
    fn a_truncated_time_is_the_start_of_the_same_unit(
        moment in stored(), unit in units(), name in zones(),
    ) {
        let zone = zone(name).unwrap();
        let start = time(&times::truncate(moment, unit, zone.clone()).unwrap());
        prop_assert!(start <= moment);
        let again = times::truncate(start, unit, zone).unwrap();
        prop_assert_eq!(time(&again), start);
    }

    #[test]
    fn so_many_units_later_is_so_many_units_between(moment in stored(), amount in -9999..9999_i64) {
        for unit in [Unit::Weeks, Unit::Days, Unit::Hours, Unit::Seconds, Unit::Milliseconds] {
            let utc = zone("UTC").unwrap();
            if let Ok(later) = times::add(moment, whole(amount), unit, utc.clone()) {
                let between = times::between(moment, time(&later), unit, &utc);
                prop_assert_eq!(between, Ok(whole(amount).into()));
            }
        }
    }

    #[test]
    fn epochs_are_read_back(moment in stored(), milliseconds in 0..1000_i64) {
        let exact = moment.as_millisecond() + milliseconds;
        let moment = Timestamp::from_millisecond(exact).unwrap();
        let epoch = times::epoch(moment, Unit::Milliseconds).unwrap();
        prop_assert_eq!(&epoch, &Value::Number(whole(exact)));
        let read = times::from_epoch(whole(exact), Unit::Milliseconds).unwrap();
        prop_assert_eq!(&read, &Value::Timestamp(moment));
        let text = string_of(&read).unwrap().into_owned();
        prop_assert_eq!(times::parse_rfc_3339(&text).unwrap(), read);
    }

    #[test]
    fn durations_are_read_back(amount in -9_000_000_000..9_000_000_000_i64) {
        let text = durations::format(whole(amount), Unit::Milliseconds).unwrap();
        let Value::String(text) = text else { panic!("a string") };
        prop_assert_eq!(durations::parse(&text, Unit::Milliseconds), Ok(whole(amount).into()));
    }

    #[test]
    fn strings_are_those_of_the_standard_library(
        text in "[abß€]{0,12}", part in "[abß]{1,2}", with in "[xß]{0,2}", start in 0..14_usize, length in 0..14_usize,
    ) {
        prop_assert_eq!(strings::replace(&text, &part, &with), Ok(text.replace(&part, &with).into()));
        let expected: String = text.chars().skip(start).take(length).collect();
        let (from, count) = (Number::small(false, start as u64), Number::small(false, length as u64));
        prop_assert_eq!(strings::substring(&text, from, Some(count)), Ok(expected.into()));
        let Value::List(parts) = strings::split(&text, &part) else { panic!("a list") };
        prop_assert_eq!(strings::join(&parts, &part), Ok(text.as_str().into()));
        for side in [strings::Side::Start, strings::Side::End] {
            let Ok(Value::String(padded)) = strings::pad(&text, count, &part, side) else {
                panic!("a string");
            };
            prop_assert_eq!(padded.chars().count(), length.max(text.chars().count()));
            prop_assert!(padded.contains(&text));
        }
    }

    #[test]
    fn numbers_are_read_back(digits: u64, exponent in -20..20_i32, negative: bool) {
        let number = Number::new(negative, digits.into(), exponent).unwrap();
        let text = string_of(&number.into()).unwrap().into_owned();
        prop_assert_eq!(number_of(&text.into()), Ok(number));
    }
}
