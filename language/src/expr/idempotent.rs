//! Expressions that may be evaluated on their own results: `lower(email)` once more changes nothing.

use std::collections::BTreeSet;

use dynamite_core::expr::Value;

use super::functions::{Run, are_idempotent_together};
use super::node::{Call, Given, Node, NodeKind};
use super::reads::{ReadPath, collect, copied};

/// The name of the function whose table decides if it is idempotent.
const LOOKUP: &str = "lookup";

/// Returns `true` if storing the value of an expression where it is read, and evaluating it again, gives
/// the same value. `others` are functions that its value goes through on its way there. `false` if that
/// is not known: it cannot be decided of every expression.
pub(super) fn is_idempotent(node: &Node, on: &ReadPath, others: &[&'static str]) -> bool {
    if !reads(node, on) {
        return true;
    }
    if is_closed_lookup(node, on) {
        return others.is_empty();
    }
    let chain = match &node.kind {
        // What is null once is what is not null the next time.
        NodeKind::Call(call) if matches!(call.signature.run, Run::Coalesce) => {
            let [Given::Value(first), rest @ ..] = call.arguments.as_slice() else {
                return false;
            };
            let reads_again = |given: &Given| match given {
                Given::Value(node) | Given::Lambda(node) => reads(node, on),
                Given::Word(_) | Given::Regex(_) | Given::Pattern(_) => false,
            };
            let is_itself = copied(first).as_ref() == Some(on);
            (is_itself && !rest.iter().any(reads_again)).then(BTreeSet::new)
        }
        _ => chain(node, on),
    };
    chain.is_some_and(|mut functions| {
        functions.extend(others);
        are_idempotent_together(&functions)
    })
}

fn reads(node: &Node, on: &ReadPath) -> bool {
    let mut paths = BTreeSet::new();
    collect(node, &mut paths);
    paths.iter().any(|path| path.overlaps(on))
}

/// The functions that are called on the value of a path, one inside the other. Their other arguments are
/// constants.
fn chain(node: &Node, on: &ReadPath) -> Option<BTreeSet<&'static str>> {
    if copied(node).as_ref() == Some(on) {
        return Some(BTreeSet::new());
    }
    let NodeKind::Call(Call {
        name, arguments, ..
    }) = &node.kind
    else {
        return None;
    };
    let (Given::Value(argument), others) = arguments.split_first()? else {
        return None;
    };
    let is_constant = |given: &Given| match given {
        Given::Value(node) => node.constant().is_some(),
        Given::Word(_) => true,
        Given::Lambda(_) | Given::Regex(_) | Given::Pattern(_) => false,
    };
    if !others.iter().all(is_constant) {
        return None;
    }
    let mut functions = chain(argument, on)?;
    functions.insert(*name);
    Some(functions)
}

/// Returns `true` for a look-up of a value in a table that is written out, which leaves what it does not
/// have, and maps none of its results to another.
fn is_closed_lookup(node: &Node, on: &ReadPath) -> bool {
    let NodeKind::Call(Call {
        name: LOOKUP,
        arguments,
        ..
    }) = &node.kind
    else {
        return false;
    };
    let [
        Given::Value(table),
        Given::Value(key),
        Given::Value(otherwise),
    ] = arguments.as_slice()
    else {
        return false;
    };
    let is_itself = |node: &Node| copied(node).as_ref() == Some(on);
    let Some(Value::Map(table)) = table.constant() else {
        return false;
    };
    let is_last = |value: &Value| match value {
        Value::String(text) => table.get(&**text).is_none_or(|next| next == value),
        _ => false,
    };
    is_itself(key) && is_itself(otherwise) && table.values().all(is_last)
}
