//! A tree to text: one text for each tree, whatever blanks and brackets it was written with.

use super::KEYWORDS;
use super::lexer::{continues_name, starts_name};
use super::tree::{COMPARISON, Tree, TreeKind, UnaryOperator};

/// Returns the text of a tree. Parsing it gives the same tree.
pub(in crate::expr) fn print(tree: &Tree) -> String {
    let mut text = String::new();
    write(&mut text, tree, 0);
    text
}

/// How tightly members and items bind.
const POSTFIX: u8 = 8;

fn binding(tree: &Tree) -> u8 {
    match &tree.kind {
        TreeKind::Binary(operator, ..) => operator.binding(),
        TreeKind::Unary(operator, _) => operator.binding(),
        TreeKind::Number(number) if number.is_negative() => 7,
        _ => POSTFIX,
    }
}

/// Writes a tree, in brackets if it binds less tightly than its place.
fn write(text: &mut String, tree: &Tree, least: u8) {
    let in_brackets = binding(tree) < least;
    if in_brackets {
        text.push('(');
    }
    write_plain(text, tree);
    if in_brackets {
        text.push(')');
    }
}

fn write_plain(text: &mut String, tree: &Tree) {
    match &tree.kind {
        TreeKind::Null => text.push_str("null"),
        TreeKind::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        TreeKind::Number(number) => text.push_str(&number.text()),
        TreeKind::String(string) => write_string(text, string),
        TreeKind::Name(name) => write_name(text, name),
        TreeKind::Constant(name) => text.extend(["$", name]),
        TreeKind::Member(of, name) => {
            write(text, of, POSTFIX);
            text.push('.');
            write_name(text, &name.text);
        }
        TreeKind::Index(of, index) => {
            write(text, of, POSTFIX);
            text.push('[');
            write(text, index, 0);
            text.push(']');
        }
        TreeKind::Lambda(variable, body) => {
            write_name(text, &variable.text);
            text.push_str(" -> ");
            write(text, body, 0);
        }
        TreeKind::Call(..) | TreeKind::List(_) | TreeKind::Map(_) => write_items(text, tree),
        TreeKind::Unary(operator, operand) => write_unary(text, *operator, operand),
        TreeKind::Binary(operator, left, right) => {
            let binding = operator.binding();
            write(text, left, binding + u8::from(binding == COMPARISON));
            text.extend([" ", operator.text(), " "]);
            write(text, right, binding + 1);
        }
    }
}

fn write_unary(text: &mut String, operator: UnaryOperator, operand: &Tree) {
    text.push_str(operator.text());
    match operator {
        UnaryOperator::Not => {
            text.push(' ');
            write(text, operand, operator.binding());
        }
        // `-1` is a number, so the sign of a number is written apart.
        UnaryOperator::Minus if matches!(operand.kind, TreeKind::Number(_)) => {
            write(text, operand, u8::MAX);
        }
        UnaryOperator::Minus => write(text, operand, operator.binding()),
    }
}

/// Writes what has items in brackets.
fn write_items(text: &mut String, tree: &Tree) {
    match &tree.kind {
        TreeKind::Call(name, arguments) => {
            text.extend([&name.text, "("]);
            separated(text, arguments, |text, it| write(text, it, 0));
            text.push(')');
        }
        TreeKind::List(items) => {
            text.push('[');
            separated(text, items, |text, it| write(text, it, 0));
            text.push(']');
        }
        TreeKind::Map(entries) => {
            text.push('{');
            separated(text, entries, |text, (key, value)| {
                write_string(text, &key.text);
                text.push_str(": ");
                write(text, value, 0);
            });
            text.push('}');
        }
        _ => {}
    }
}

fn separated<T>(text: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    for (position, item) in items.iter().enumerate() {
        text.push_str(if position > 0 { ", " } else { "" });
        write(text, item);
    }
}

fn write_name(text: &mut String, name: &str) {
    let is_plain = name.starts_with(starts_name)
        && name.chars().all(continues_name)
        && !KEYWORDS.contains(&name);
    if is_plain {
        text.push_str(name);
    } else {
        text.extend(["`", &name.replace('`', "``"), "`"]);
    }
}

fn write_string(text: &mut String, string: &str) {
    text.push('"');
    for c in string.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c.is_control() => text.extend(c.escape_unicode()),
            c => text.push(c),
        }
    }
    text.push('"');
}
