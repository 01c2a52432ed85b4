//! Durations.

use dynamite_core::expr::functions::durations;

use super::signature::{one, strict};
use super::times::UNIT;
use super::{Family, Function, Sig};

pub(super) static FAMILY: Family = Family {
    title: "Durations",
    doc: "A duration is a number of units that always have the same length: `weeks` or shorter.",
    functions: FUNCTIONS,
};

static FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_duration",
        elsewhere: &["duration", "interval"],
        signatures: &[strict(
            &[one("text", Sig::String), UNIT],
            Sig::Number,
            |it| durations::parse(it.string(0)?, it.unit(1)?),
        )],
        doc: "The number of units of an ISO 8601 duration in hours, minutes and seconds.",
        examples: &[("parse_duration(\"PT1H30M\", minutes)", "90")],
    },
    Function {
        name: "format_duration",
        elsewhere: &["to_duration"],
        signatures: &[strict(
            &[one("amount", Sig::Number), UNIT],
            Sig::String,
            |it| durations::format(it.number(0)?, it.unit(1)?),
        )],
        doc: "So many units as an ISO 8601 duration.",
        examples: &[("format_duration(90, minutes)", "\"PT1H30M\"")],
    },
];
