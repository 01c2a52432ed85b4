//! What is written by a pattern is read by it.

use jiff::Timestamp;
use proptest::prelude::*;

use super::TimePattern;
use crate::expr::zone;

const WHOLE: [&str; 6] = [
    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX",
    "EEEE, d MMMM yyyy h:m:s a SSSSSSSSS xxx",
    "EEE d.M.yyyy HH'h'mm''ss SSSSSSSSSxx",
    "yyyyMMddHHmmssSSSSSSSSSxx",
    "SSSSSSSSS ss mm HH dd MMM yyyy XXX",
    "hh a mm ss SSSSSSSSS MM/dd/yyyy xxx",
];

#[test]
fn unknown_letters_and_open_quotes_are_refused() {
    for wrong in [
        "YYYY-MM-dd",
        "yyyy-MM-ddTHH",
        "yyyyy",
        "'at",
        "SSSSSSSSSS",
        "ü'",
        "n",
    ] {
        assert!(TimePattern::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn times_that_do_not_exist_are_refused() {
    let pattern = TimePattern::parse("EEE yyyy-MM-dd h:mm a").expect("a pattern");
    let utc = zone("UTC").expect("UTC");
    assert!(pattern.read("Thu 2024-02-29 1:05 PM", &utc).is_some());
    for wrong in [
        "Fri 2024-02-29 1:05 PM",
        "Thu 2024-02-30 1:05 PM",
        "Thu 2024-02-29 13:05 PM",
        "Thu 2024-02-29 0:05 PM",
        "Thu 2024-02-29 1:5 PM",
        "Thu 2024-02-29 1:05 PM ",
        "Thü 2024-02-29 1:05 PM",
        "",
    ] {
        assert_eq!(pattern.read(wrong, &utc), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        seconds in -62_135_596_800_i64..253_402_200_000,
        nanoseconds in 0..1_000_000_000_i32,
        name in proptest::sample::select(&["UTC", "Europe/Berlin", "+05:30", "America/St_Johns"][..]),
    ) {
        let time = Timestamp::new(seconds, nanoseconds).expect("a time");
        let zone = zone(name).expect("a zone");
        let local = time.to_zoned(zone.clone());
        // Local mean time has seconds, which no pattern has.
        prop_assume!(local.offset().seconds() % 60 == 0);
        for text in WHOLE {
            let pattern = TimePattern::parse(text).expect("a pattern");
            let written = pattern.write(local.datetime(), local.offset());
            prop_assert_eq!(pattern.read(&written, &zone), Some(time), "{} {}", text, written);
        }
    }

    #[test]
    fn any_text_is_a_pattern_or_an_error(pattern in ".{0,30}", text in ".{0,30}") {
        if let Ok(pattern) = TimePattern::parse(&pattern) {
            let _ = pattern.read(&text, &zone("UTC").expect("UTC"));
            let _ = pattern.read_date(&text);
        }
    }
}
