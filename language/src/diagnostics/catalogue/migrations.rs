//! Migration files.

use super::{list, quote, suggest};
use crate::diagnostics::{Diagnostic, Severity, code};
use crate::source::{Span, Spanned};

pub(crate) fn migration_name(at: Span, name: &str) -> Diagnostic {
    let message = format!("{} is no name of a migration", quote(name));
    Diagnostic::error(code::MIGRATION_NAME, message)
        .at(at, "in this file")
        .help(
            "begin with four digits, which give the order, and go on with `_` and a word in small \
             letters: `0007_full_name.yaml`",
        )
}

pub(crate) fn empty_migration(at: Span) -> Diagnostic {
    Diagnostic::error(code::EMPTY_FILE, "this file declares nothing")
        .at(at, "expected `model:` and `steps:`")
        .help("declare something, or delete the file")
}

pub(crate) fn model_and_steps(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::MISSING_KEY,
        "a migration file needs a model and its steps",
    )
    .at(at, "`model` and `steps`, or `models`")
    .help(
        "add `model:` with the name of the model and `steps:` with a list; for several models, add \
         `models:` with a list of steps for each",
    )
}

pub(crate) fn no_migrated_model<'k>(
    name: &Spanned<String>,
    when: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let help = suggest::near(name, known).unwrap_or_else(|| {
        "a migration is about the items of a model that is there before and after it; a new model \
         has no items, and the table of one that is gone is deleted by hand"
            .to_owned()
    });
    let message = format!(
        "there is no model {} in the schema {when} the migration",
        quote(name)
    );
    Diagnostic::error(code::NO_SUCH_MODEL, message)
        .at(name.span, "no model")
        .help(help)
}

pub(crate) fn not_one_step(at: Span) -> Diagnostic {
    Diagnostic::error(code::NOT_ONE_STEP, "a step is one change")
        .at(at, "not exactly one")
        .help("write each change as an entry of its own: `- rename: { from: name, to: full_name }`")
}

pub(crate) fn not_one_value(at: Span) -> Diagnostic {
    Diagnostic::error(code::NOT_ONE_STEP, "`add` gives a field one value")
        .at(at, "not exactly one")
        .help(
            "add `value:` with a constant, `to:` with an expression, `now: true` or `generate: true`",
        )
}

/// `reason` says what the field is part of, and what would have to be done with it.
pub(crate) fn step_not_supported(at: Span, path: &str, reason: &str) -> Diagnostic {
    let message = format!(
        "{} cannot be changed by a step: {reason} is not supported yet",
        quote(path)
    );
    Diagnostic::error(code::NOT_SUPPORTED_YET, message)
        .at(at, "not supported yet")
        .help("leave the field as it is for now")
}

pub(crate) fn step_value_not_supported(at: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        code::NOT_SUPPORTED_YET,
        format!("a value for {what} is not supported yet"),
    )
    .at(at, "not supported yet")
    .help("make the field optional, and let the program set it")
}

pub(crate) fn unfit_step(at: Span, path: &str, reason: &str) -> Diagnostic {
    let message = format!("this step does not fit {}: {reason}", quote(path));
    Diagnostic::error(code::UNFIT_STEP, message).at(at, "does not fit")
}

pub(crate) fn unfit_step_value(at: Span, expected: &str) -> Diagnostic {
    Diagnostic::error(code::UNFIT_STEP, "this value does not fit its field")
        .at(at, format!("expected {expected}"))
}

pub(crate) fn step_of_old_field(at: Span, path: &str) -> Diagnostic {
    let message = format!(
        "the attribute of {} is in the schema before the migration as well",
        quote(path)
    );
    Diagnostic::error(code::STEP_OF_OTHER_FIELD, message)
        .at(at, "not new")
        .help("the step is for a field that is new, so that no item has a value that it would hide")
}

pub(crate) fn step_of_kept_field(at: Span, path: &str, step: &str) -> Diagnostic {
    let message = format!(
        "the attribute of {} is in the schema after the migration as well",
        quote(path)
    );
    let help = match step {
        "rename" => "`copy` leaves the former attribute where it is",
        _ => "remove the field from the schema, or leave out the step",
    };
    Diagnostic::error(code::STEP_OF_OTHER_FIELD, message)
        .at(at, "still there")
        .help(help)
}

pub(crate) fn retype_in_two_ways(at: Span) -> Diagnostic {
    let message = "`retype` has an expression and a map".to_owned();
    Diagnostic::error(code::NOT_ONE_STEP, message)
        .at(at, "the expression")
        .help("remove one of the two: `map` is for the stored values of an enum")
}

pub(crate) fn no_one_conversion(at: Span, from: &str, to: &str) -> Diagnostic {
    let message = format!(
        "there is no one conversion of {} to {}",
        quote(from),
        quote(to)
    );
    Diagnostic::error(code::UNFIT_STEP, message)
        .at(at, "not converted")
        .help("say which with `using:` and an expression, such as `from_epoch_seconds(age)`")
}

/// A problem of an expression behind which YAML has a comma: it may have been cut there.
pub(crate) fn expression_before_comma(problem: Diagnostic) -> Diagnostic {
    if problem.code == code::EXPRESSION_SYNTAX && problem.help.is_none() {
        problem.help("between `{` and `}`, an expression with a comma stands in quotes")
    } else {
        problem
    }
}

pub(crate) fn no_migrated_index<'k>(
    name: &Spanned<String>,
    owner: &str,
    when: &str,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<_> = known.collect();
    let help = match suggest::near(name, known.iter().copied()) {
        Some(help) => help,
        None if known.is_empty() => "it has none".to_owned(),
        None => format!("it has {}", list(&known)),
    };
    let message = format!(
        "{} has no index {} in the schema {when} the migration",
        quote(owner),
        quote(name)
    );
    Diagnostic::error(code::UNFIT_TABLE_STEP, message)
        .at(name.span, "unknown index")
        .help(help)
}

pub(crate) fn unfit_table_step(name: &Spanned<String>, reason: &str, help: &str) -> Diagnostic {
    let message = format!("this step does not fit {}: {reason}", quote(name));
    Diagnostic::error(code::UNFIT_TABLE_STEP, message)
        .at(name.span, "does not fit")
        .help(help)
}

/// `can_say` is `true` if the step can say that it is exclusive.
pub(crate) fn step_not_repeatable(at: Span, path: &str, can_say: bool) -> Diagnostic {
    let message = format!(
        "{} is computed from itself, and computing it again may give another value",
        quote(path)
    );
    Diagnostic::error(code::STEP_NOT_REPEATABLE, message)
        .at(at, "reads the field that it is written to")
        .help(if can_say {
            "write to a new field; or, if no program replaces whole items during the migration, say \
             `exclusive: true`"
        } else {
            "write to a new field"
        })
}

pub(crate) fn steps_overlap(at: Span, earlier: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        code::STEPS_OVERLAP,
        format!("two steps are about {}", quote(path)),
    )
    .at(at, "this step")
    .at(earlier, "and this one")
    .help(
        "the steps of a migration are made in one update, which has no order: write two migrations",
    )
}

/// `at` is the model, or the beginning of a file that does not name it.
/// `help` names what to do, if the change does not say it.
pub(crate) fn change_without_step(at: Span, change: &str, help: Option<String>) -> Diagnostic {
    let help = help
        .unwrap_or_else(|| "add a step for it, or make the change in another migration".to_owned());
    Diagnostic::error(
        code::CHANGE_WITHOUT_STEP,
        format!("no step makes up for a change of the schema: {change}"),
    )
    .at(at, "not here")
    .help(help)
}

/// `reason` says what is said, and that the schema before says something else.
pub(crate) fn misstated(at: Span, reason: String, help: &str) -> Diagnostic {
    Diagnostic::error(code::MISSTATED, reason)
        .at(at, "it was something else before")
        .help(help)
}

pub(crate) fn stranded(at: Span, change: &str, severity: Severity) -> Diagnostic {
    let problem = Diagnostic::error(
        code::NO_MIGRATION,
        format!("items that are stored do not follow this change: {change}"),
    );
    Diagnostic {
        severity,
        ..problem
    }
    .at(at, "changed")
    .help("`dynamite-gen migrate new NAME` drafts a migration for it; a change back needs none")
}
