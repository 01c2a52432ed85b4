//! Rules and codecs of fields.

use dynamite_core::rules::RULE_NAMES;

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::source::Span;

/// `needed` and `found` are kinds of values, in words.
pub(crate) fn unfit_rule(at: Span, rule: &str, needed: &str, found: &str) -> Diagnostic {
    Diagnostic::error(
        code::UNFIT_RULE,
        format!(
            "{} is for {needed}, and this field holds {found}",
            quote(rule)
        ),
    )
    .at(at, format!("not for {found}"))
    .help(
        "remove it, or check the value in a function: `validate: [{ rust: crate::path }]`; \
         what is inside a collection has rules if it is of a nested type",
    )
}

pub(crate) fn rule_of_kept_time(at: Span, field: &str) -> Diagnostic {
    Diagnostic::error(
        code::UNFIT_RULE,
        format!("{} is kept by Dynamite, which asks no rules", quote(field)),
    )
    .at(at, "would not be checked")
    .help("remove it, or `auto:`")
}

pub(crate) fn length_out_of_range(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        code::BOUND_OUT_OF_RANGE,
        format!("no value is longer than an item, which has {limit} bytes at most"),
    )
    .at(at, format!("expected at most {limit}"))
}

pub(crate) fn bound_out_of_range(at: Span, ty: &str, expected: &str) -> Diagnostic {
    Diagnostic::error(
        code::BOUND_OUT_OF_RANGE,
        format!("this bound is no value of type {}", quote(ty)),
    )
    .at(at, format!("expected {expected}"))
}

pub(crate) fn crossed_bounds(field: &str, least: Span, most: Span) -> Diagnostic {
    Diagnostic::error(
        code::CROSSED_BOUNDS,
        format!("no value of {} keeps both of these rules", quote(field)),
    )
    .at(least, "at least this")
    .at(most, "and at most this")
}

pub(crate) fn bad_pattern(at: Span, error: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_PATTERN,
        format!("this is not a regular expression: {error}"),
    )
    .at(at, "does not compile")
    .help(
        "the syntax is that of the crate regex-lite: no look-around, no back references, and no \
         Unicode classes such as `\\p{L}`; in YAML, quote it with '…'",
    )
}

/// `rules` are the places of all rules in the entry.
pub(crate) fn not_one_rule(at: Span, rules: &[Span]) -> Diagnostic {
    let help = format!(
        "an entry has one of {}, and a `message` if you like",
        super::list(RULE_NAMES)
    );
    match rules {
        [first, second, ..] => Diagnostic::error(
            code::NOT_ONE_RULE,
            "an entry of `validate` has several rules",
        )
        .at(*second, "a second rule")
        .at(*first, "the first rule"),
        _ => Diagnostic::error(code::NOT_ONE_RULE, "an entry of `validate` has no rule")
            .at(at, "checks nothing"),
    }
    .help(help)
}

pub(crate) fn default_breaks_rule(default: Span, rule: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        code::DEFAULT_BREAKS_RULE,
        format!("this default breaks the rule {} of its field", quote(rule)),
    )
    .at(default, "every item that gets it would be refused")
    .at(at, "by this rule")
    .help("choose another default, or relax the rule")
}

pub(crate) fn absent_breaks_rule(absent: Span, rule: &str, at: Span) -> Diagnostic {
    let message = format!("this value breaks the rule {} of its field", quote(rule));
    Diagnostic::error(code::DEFAULT_BREAKS_RULE, message)
        .at(absent, "no item without the attribute could be saved")
        .at(at, "by this rule")
        .help("choose another value, or relax the rule")
}

pub(crate) fn bad_codec(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_CODEC,
        format!("{} cannot have a codec: {reason}", quote(field)),
    )
    .at(at, "asked for here")
    .help(help)
}

pub(crate) fn normalized_key(at: Span, field: &str) -> Diagnostic {
    let message = format!(
        "{} is part of the primary key, which cannot be normalized",
        quote(field)
    );
    Diagnostic::error(code::NORMALIZED_KEY, message)
        .at(at, "would make another key")
        .help("normalize it before it becomes a key, and check it here with `pattern:` or `validate:`")
}

pub(crate) fn bad_null(at: Span, field: &str, reason: &str, help: &str) -> Diagnostic {
    let message = format!(
        "the field {} cannot keep NULL as a value: {reason}",
        quote(field)
    );
    Diagnostic::error(code::KEEP_NULL, message)
        .at(at, "`keep_null` here")
        .help(help)
}
