//! Timestamps and dates.

use dynamite_core::expr::Unit;
use dynamite_core::expr::functions::times;

use super::signature::{constant, one, optional, strict};
use super::{Constant, Family, Function, Nulls, Parameter, Run, Sig, Signature};

pub(super) static FAMILY: Family = Family {
    title: "Times",
    doc: "Time zones are names such as `Europe/Berlin`, or offsets such as `+02:00`; without one, \
          UTC. Their rules are those of the release of Dynamite, not those of the machine. Patterns \
          consist of `yyyy` `yy` `M` `MM` `MMM` `MMMM` `d` `dd` `EEE` `EEEE` `H` `HH` `h` `hh` `a` \
          `m` `mm` `s` `ss`, one to nine `S` for a fraction, and `XXX` (`Z` or `+02:00`), `xxx` \
          (`+02:00`) or `xx` (`+0200`) for the offset; other text stands in single quotes. Names of \
          months and days are English. Units are `years`, `months`, `weeks` (from Monday), `days`, \
          `hours`, `minutes`, `seconds` and `milliseconds`.",
    functions: FUNCTIONS,
};

const TIME: Parameter = one("time", Sig::Timestamp);
const DATE: Parameter = one("date", Sig::Date);
const ZONE: Parameter = optional("zone", Sig::Zone);
pub(super) const UNIT: Parameter = constant("unit", Constant::Word(Unit::NAMES));

static FUNCTIONS: &[Function] = &[
    Function {
        name: "now",
        elsewhere: &["current_timestamp", "getdate", "sysdate", "today"],
        signatures: &[Signature {
            parameters: &[],
            result: Sig::Timestamp,
            nulls: Nulls::Taken,
            run: Run::Now,
        }],
        doc: "The start of the run, which is the same for every item and after a restart.",
        examples: &[("now()", "parse_time(\"2026-01-31T12:00:00Z\")")],
    },
    Function {
        name: "format_time",
        elsewhere: &[
            "strftime",
            "date_format",
            "to_char",
            "format",
            "format_date",
        ],
        signatures: &[
            strict(
                &[TIME, constant("pattern", Constant::Pattern), ZONE],
                Sig::String,
                |it| times::format(it.time(0)?, it.pattern(1)?, it.zone(2)?),
            ),
            strict(
                &[DATE, constant("pattern", Constant::Pattern)],
                Sig::String,
                |it| times::format_date(it.date(0)?, it.pattern(1)?),
            ),
        ],
        doc: "A time, as clocks show it in a time zone, or a day, written by a pattern.",
        examples: &[
            (
                "format_time(parse_time(\"2026-03-29T00:59:59Z\"), \"yyyy-MM-dd HH:mm\", \"Europe/Berlin\")",
                "\"2026-03-29 01:59\"",
            ),
            (
                "format_time(parse_date(\"2026-01-31\"), \"EEE, d MMM yyyy\")",
                "\"Sat, 31 Jan 2026\"",
            ),
        ],
    },
    Function {
        name: "parse_time",
        elsewhere: &["strptime", "to_timestamp", "timestamp"],
        signatures: &[
            strict(&[one("text", Sig::String)], Sig::Timestamp, |it| {
                times::parse_rfc_3339(it.string(0)?)
            }),
            strict(
                &[
                    one("text", Sig::String),
                    constant("pattern", Constant::ReadPattern),
                    ZONE,
                ],
                Sig::Timestamp,
                |it| times::parse(it.string(0)?, it.pattern(1)?, &it.zone(2)?),
            ),
        ],
        doc: "The time of a text with an offset (RFC 3339), or of a text of the form of a pattern: \
              in the offset that it has, else in the time zone. A clock time that is skipped when \
              summer begins is read as if it were not; of one that occurs twice, the first is meant.",
        examples: &[
            (
                "parse_time(\"31.01.2026 13:00\", \"dd.MM.yyyy HH:mm\", \"Europe/Berlin\")",
                "parse_time(\"2026-01-31T12:00:00Z\")",
            ),
            (
                "parse_time(\"2026-01-31T13:00:00+01:00\")",
                "parse_time(\"2026-01-31T12:00:00Z\")",
            ),
        ],
    },
    Function {
        name: "parse_date",
        elsewhere: &["to_date", "date"],
        signatures: &[
            strict(&[one("text", Sig::String)], Sig::Date, |it| {
                times::parse_iso_date(it.string(0)?)
            }),
            strict(
                &[
                    one("text", Sig::String),
                    constant("pattern", Constant::ReadPattern),
                ],
                Sig::Date,
                |it| times::parse_date(it.string(0)?, it.pattern(1)?),
            ),
        ],
        doc: "The day of a text of the form `YYYY-MM-DD`, or of the form of a pattern.",
        examples: &[(
            "parse_date(\"1/31/2026\", \"M/d/yyyy\")",
            "parse_date(\"2026-01-31\")",
        )],
    },
    Function {
        name: "date_of",
        elsewhere: &["date_part", "day_of"],
        signatures: &[strict(&[TIME, ZONE], Sig::Date, |it| {
            times::date_of(it.time(0)?, it.zone(1)?)
        })],
        doc: "The day of a time in a time zone.",
        examples: &[(
            "date_of(parse_time(\"2026-01-31T23:30:00Z\"), \"Europe/Berlin\")",
            "parse_date(\"2026-02-01\")",
        )],
    },
    Function {
        name: "start_of_day",
        elsewhere: &["midnight", "at_start_of_day"],
        signatures: &[strict(&[DATE, ZONE], Sig::Timestamp, |it| {
            times::start_of_day(it.date(0)?, it.zone(1)?)
        })],
        doc: "The first moment of a day in a time zone.",
        examples: &[(
            "start_of_day(parse_date(\"2026-02-01\"), \"+01:00\")",
            "parse_time(\"2026-01-31T23:00:00Z\")",
        )],
    },
    Function {
        name: "epoch_seconds",
        elsewhere: &["unix_timestamp", "to_unix", "epoch"],
        signatures: &[strict(&[TIME], Sig::Number, |it| {
            times::epoch(it.time(0)?, Unit::Seconds)
        })],
        doc: "The whole seconds since 1970, cut off towards the past.",
        examples: &[(
            "epoch_seconds(parse_time(\"1970-01-02T00:00:00.9Z\"))",
            "86400",
        )],
    },
    Function {
        name: "epoch_millis",
        elsewhere: &["gettime", "epoch_ms", "epoch_milliseconds"],
        signatures: &[strict(&[TIME], Sig::Number, |it| {
            times::epoch(it.time(0)?, Unit::Milliseconds)
        })],
        doc: "The whole milliseconds since 1970, cut off towards the past.",
        examples: &[(
            "epoch_millis(parse_time(\"1970-01-01T00:00:01.5Z\"))",
            "1500",
        )],
    },
    Function {
        name: "from_epoch_seconds",
        elsewhere: &["from_unixtime", "from_epoch"],
        signatures: &[strict(
            &[one("seconds", Sig::Number)],
            Sig::Timestamp,
            |it| times::from_epoch(it.number(0)?, Unit::Seconds),
        )],
        doc: "The time so many seconds after 1970, with a fraction if they have one.",
        examples: &[(
            "from_epoch_seconds(1709210096.5)",
            "parse_time(\"2024-02-29T12:34:56.5Z\")",
        )],
    },
    Function {
        name: "from_epoch_millis",
        elsewhere: &["from_epoch_ms", "from_epoch_milliseconds"],
        signatures: &[strict(
            &[one("milliseconds", Sig::Number)],
            Sig::Timestamp,
            |it| times::from_epoch(it.number(0)?, Unit::Milliseconds),
        )],
        doc: "The time so many milliseconds after 1970.",
        examples: &[(
            "from_epoch_millis(1709210096789)",
            "parse_time(\"2024-02-29T12:34:56.789Z\")",
        )],
    },
    Function {
        name: "add_time",
        elsewhere: &["date_add", "dateadd", "plus", "add_days", "add_months"],
        signatures: &[
            strict(
                &[TIME, one("amount", Sig::Number), UNIT, ZONE],
                Sig::Timestamp,
                |it| times::add(it.time(0)?, it.number(1)?, it.unit(2)?, it.zone(3)?),
            ),
            strict(&[DATE, one("amount", Sig::Number), UNIT], Sig::Date, |it| {
                times::add_to_date(it.date(0)?, it.number(1)?, it.unit(2)?)
            }),
        ],
        doc: "So many units later, or earlier if the amount is negative. Days and longer units keep \
              the clock time of the time zone; a day that a month does not have is its last one.",
        examples: &[
            (
                "add_time(parse_time(\"2026-01-31T12:00:00Z\"), 1, months)",
                "parse_time(\"2026-02-28T12:00:00Z\")",
            ),
            (
                "add_time(parse_time(\"2026-03-28T11:00:00Z\"), 1, days, \"Europe/Berlin\")",
                "parse_time(\"2026-03-29T10:00:00Z\")",
            ),
            (
                "add_time(parse_date(\"2024-02-29\"), -1, years)",
                "parse_date(\"2023-02-28\")",
            ),
        ],
    },
    Function {
        name: "time_between",
        elsewhere: &["datediff", "date_diff", "timestampdiff", "duration_between"],
        signatures: &[
            strict(
                &[
                    one("from", Sig::Timestamp),
                    one("to", Sig::Timestamp),
                    UNIT,
                    ZONE,
                ],
                Sig::Number,
                |it| times::between(it.time(0)?, it.time(1)?, it.unit(2)?, &it.zone(3)?),
            ),
            strict(
                &[one("from", Sig::Date), one("to", Sig::Date), UNIT],
                Sig::Number,
                |it| times::between_dates(it.date(0)?, it.date(1)?, it.unit(2)?),
            ),
        ],
        doc: "The whole units from one time or day to another, cut off towards zero.",
        examples: &[
            (
                "time_between(parse_date(\"1815-12-10\"), parse_date(\"1852-11-27\"), years)",
                "36",
            ),
            (
                "time_between(parse_time(\"2026-01-31T12:00:00Z\"), parse_time(\"2026-01-31T10:01:00Z\"), hours)",
                "-1",
            ),
        ],
    },
    Function {
        name: "truncate_time",
        elsewhere: &["date_trunc", "trunc_date", "start_of", "truncate"],
        signatures: &[
            strict(&[TIME, UNIT, ZONE], Sig::Timestamp, |it| {
                times::truncate(it.time(0)?, it.unit(1)?, it.zone(2)?)
            }),
            strict(&[DATE, UNIT], Sig::Date, |it| {
                times::truncate_date(it.date(0)?, it.unit(1)?)
            }),
        ],
        doc: "The beginning of the unit that a time or day is in, in a time zone.",
        examples: &[
            (
                "truncate_time(parse_time(\"2026-01-31T12:34:56Z\"), hours)",
                "parse_time(\"2026-01-31T12:00:00Z\")",
            ),
            (
                "truncate_time(parse_date(\"2026-01-31\"), weeks)",
                "parse_date(\"2026-01-26\")",
            ),
        ],
    },
];
