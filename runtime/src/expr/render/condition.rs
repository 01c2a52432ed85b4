//! Rendering of conditions.

use aws_sdk_dynamodb::types::AttributeValue;

use super::sink::{Description, Sink};
use crate::expr::condition::{Join, Node, Operand};
use crate::path::DocumentPath;

/// Renders a condition for messages, with `?` for each value.
pub(crate) fn describe(node: Node) -> String {
    let mut description = Description::default();
    render(&mut description, node);
    description.0
}

/// Renders a conjunction for messages, with `?` for each value.
pub(crate) fn describe_all(nodes: Vec<Node>) -> String {
    let mut description = Description::default();
    render_all(&mut description, nodes);
    description.0
}

/// Renders conditions joined with `AND`.
pub(super) fn render_all(sink: &mut impl Sink, nodes: Vec<Node>) {
    group(sink, Join::And, nodes);
}

/// Renders a condition. The limit of operators bounds the depth of the node.
pub(super) fn render(sink: &mut impl Sink, node: Node) {
    match node {
        Node::Compare(left, comparison, right) => {
            operand(sink, left);
            sink.text(comparison.text());
            operand(sink, right);
        }
        Node::Between(tested, low, high) => {
            operand(sink, tested);
            sink.text(" BETWEEN ");
            sink.value(low);
            sink.text(" AND ");
            sink.value(high);
        }
        Node::In(path, values) => is_in(sink, &path, values),
        Node::Function(function, path) => {
            sink.text(function.text());
            sink.path(&path);
            sink.text(")");
        }
        Node::FunctionOf(function, path, value) => {
            sink.text(function.text());
            sink.path(&path);
            sink.text(", ");
            sink.value(value);
            sink.text(")");
        }
        Node::Group(join, nodes) => group(sink, join, nodes),
        Node::Not(inner) => {
            sink.text("NOT ");
            let binds_weaker = matches!(*inner, Node::Group(..));
            parenthesized(sink, binds_weaker, *inner);
        }
    }
}

fn operand(sink: &mut impl Sink, operand: Operand) {
    match operand {
        Operand::Path(path) => sink.path(&path),
        Operand::Size(path) => {
            sink.text("size(");
            sink.path(&path);
            sink.text(")");
        }
        Operand::Value(value) => sink.value(value),
    }
}

fn group(sink: &mut impl Sink, join: Join, nodes: Vec<Node>) {
    for (index, node) in nodes.into_iter().enumerate() {
        if index > 0 {
            sink.text(join.text());
        }
        let binds_weaker = join == Join::And && matches!(node, Node::Group(Join::Or, _));
        parenthesized(sink, binds_weaker, node);
    }
}

/// DynamoDB rejects redundant parentheses, so they are written only where needed.
fn parenthesized(sink: &mut impl Sink, needed: bool, node: Node) {
    if needed {
        sink.text("(");
        render(sink, node);
        sink.text(")");
    } else {
        render(sink, node);
    }
}

fn is_in(sink: &mut impl Sink, path: &DocumentPath, values: Vec<AttributeValue>) {
    sink.path(path);
    sink.text(" IN (");
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            sink.text(", ");
        }
        sink.value(value);
    }
    sink.text(")");
}
