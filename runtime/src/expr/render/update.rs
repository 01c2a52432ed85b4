//! Rendering of updates.

use aws_sdk_dynamodb::types::AttributeValue;

use super::sink::{Description, Sink};
use crate::expr::update::{Action, Clause, PathChange};
use crate::path::DocumentPath;

/// Renders an update for messages, with `?` for each value.
pub(crate) fn describe_update(actions: Vec<Action>) -> String {
    let mut description = Description::default();
    render(&mut description, actions);
    description.0
}

/// Renders the actions by clause, in the given order within each clause.
pub(super) fn render(sink: &mut impl Sink, mut actions: Vec<Action>) {
    actions.sort_by_key(Action::clause);
    let mut current = None;
    for action in actions {
        let clause = action.clause();
        sink.text(match current {
            Some(current) if current == clause => ", ",
            Some(_) => following(clause),
            None => leading(clause),
        });
        current = Some(clause);
        render_action(sink, action);
    }
}

fn leading(clause: Clause) -> &'static str {
    following(clause).trim_start()
}

fn following(clause: Clause) -> &'static str {
    match clause {
        Clause::Set => " SET ",
        Clause::Remove => " REMOVE ",
        Clause::Add => " ADD ",
        Clause::Delete => " DELETE ",
    }
}

fn render_action(sink: &mut impl Sink, action: Action) {
    let Action {
        path,
        change,
        start,
        operand,
        ..
    } = action;
    let operand = operand.as_ref().unwrap_or(&path);
    let empty = || AttributeValue::L(Vec::new());
    let zero = || AttributeValue::N("0".to_owned());
    sink.path(&path);
    match change {
        PathChange::Remove => {}
        PathChange::Add(value) | PathChange::Delete(value) => {
            sink.text(" ");
            sink.value(value);
        }
        PathChange::Set(value) => {
            sink.text(" = ");
            sink.value(value);
        }
        PathChange::Copy(source) => {
            sink.text(" = ");
            match start {
                Some(value) => or_if_absent(sink, &source.path, value),
                None => sink.path(&source.path),
            }
        }
        PathChange::SetIfAbsent(value) => {
            sink.text(" = ");
            or_if_absent(sink, operand, value);
        }
        PathChange::Plus(amount) => {
            sink.text(" = ");
            or_if_absent(sink, operand, start.unwrap_or_else(zero));
            sink.text(" + ");
            sink.value(amount);
        }
        PathChange::Minus(amount) => {
            sink.text(" = ");
            or_if_absent(sink, operand, start.unwrap_or_else(zero));
            sink.text(" - ");
            sink.value(amount);
        }
        PathChange::Append(elements) => {
            sink.text(" = list_append(");
            or_if_absent(sink, operand, start.unwrap_or_else(empty));
            sink.text(", ");
            sink.value(elements);
            sink.text(")");
        }
        PathChange::Prepend(elements) => {
            sink.text(" = list_append(");
            sink.value(elements);
            sink.text(", ");
            or_if_absent(sink, operand, start.unwrap_or_else(empty));
            sink.text(")");
        }
    }
}

fn or_if_absent(sink: &mut impl Sink, path: &DocumentPath, value: AttributeValue) {
    sink.text("if_not_exists(");
    sink.path(path);
    sink.text(", ");
    sink.value(value);
    sink.text(")");
}
