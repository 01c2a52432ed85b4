//! What the changes of an update make of an item.

use std::collections::BTreeSet;

use super::rules;
use crate::answer::Refusal;
use crate::command::{Act, At, Change};
use crate::path::{self, Step};
use crate::value::{Item, Value, n};

/// The item after the changes, or why they cannot be made to what is stored.
pub(super) fn changed(
    before: &Item,
    changes: &[Change],
    or_create: bool,
) -> Result<Item, BTreeSet<Refusal>> {
    let mut refusals = BTreeSet::new();
    let mut after = before.clone();
    let mut removals = Vec::new();
    let mut behind = Vec::new();
    for change in changes {
        let path = change.path();
        match outcome(before, change) {
            Ok(Effect::Keep) => {}
            Ok(Effect::Remove) => removals.push(path),
            Ok(Effect::Set(value)) => match path.last() {
                // What is appended behind the end comes in the order of the indexes.
                Some(Step::Index(_)) if path::get(before, &path).is_none() => {
                    behind.push((path, value));
                }
                _ => set(&mut after, &path, value, or_create, &mut refusals),
            },
            Err(refusal) => {
                refusals.insert(refusal);
            }
        }
    }
    behind.sort();
    for (path, value) in behind {
        set(&mut after, &path, value, or_create, &mut refusals);
    }
    // Indexes mean the list as it was.
    removals.sort();
    for path in removals.iter().rev() {
        if !path::remove(&mut after, path) {
            refusals.insert(Refusal::MissingParent);
        }
    }
    if !keeps_bounds(before, &after, changes) || (or_create && lacks_required(&after)) {
        refusals.insert(Refusal::Invalid);
    }
    if refusals.is_empty() {
        Ok(after)
    } else {
        Err(refusals)
    }
}

enum Effect {
    Set(Value),
    Remove,
    Keep,
}

fn set(
    after: &mut Item,
    path: &[Step],
    value: Value,
    or_create: bool,
    refusals: &mut BTreeSet<Refusal>,
) {
    if or_create && !make_parents(after, path) {
        refusals.insert(Refusal::MissingParent);
    }
    if !path::set(after, path, value) {
        refusals.insert(Refusal::MissingParent);
    }
}

/// Makes the maps and lists that are missing on the way, but no element beyond the end of a list.
fn make_parents(item: &mut Item, path: &[Step]) -> bool {
    for end in 1..path.len() {
        if path::get(item, &path[..end]).is_none() {
            if let (Step::Index(at), Some(Value::L(list))) =
                (&path[end - 1], path::get(item, &path[..end - 1]))
                && *at > list.len()
            {
                return false;
            }
            let parent = match path[end] {
                Step::Name(_) => Value::M(Item::new()),
                Step::Index(_) => Value::L(Vec::new()),
            };
            path::set(item, &path[..end], parent);
        }
    }
    true
}

/// Whether something in the item could not be read: a part of it was made without the others.
fn lacks_required(after: &Item) -> bool {
    let has = |value: &Value, names: &[&str]| match value {
        Value::M(entries) => names.iter().all(|name| entries.contains_key(*name)),
        _ => true,
    };
    let lines = match after.get("lines") {
        Some(Value::L(lines)) => lines.as_slice(),
        _ => &[],
    };
    let detail = after
        .get("detail")
        .is_none_or(|detail| has(detail, &["rank"]));
    !detail || !lines.iter().all(|line| has(line, &["sku", "quantity"]))
}

/// What a change does to what was there before the update.
fn outcome(before: &Item, change: &Change) -> Result<Effect, Refusal> {
    let old = path::get(before, &change.at.path());
    let list = || match old {
        Some(Value::L(elements)) => elements.clone(),
        _ => Vec::new(),
    };
    Ok(match &change.act {
        Act::Set(value) => set_or_remove(rules::value_of(&change.at, value)),
        Act::SetIfAbsent(value) => match old {
            Some(_) => Effect::Keep,
            None => set_or_remove(rules::value_of(&change.at, value)),
        },
        Act::SetNone | Act::Remove | Act::RemoveAt(_) => Effect::Remove,
        Act::CopyOf(source) => match path::get(before, &source.path()) {
            Some(value) => Effect::Set(value.clone()),
            None => return Err(Refusal::MissingSource),
        },
        Act::Add(amount) => Effect::Set(sum(old, *amount)),
        Act::Subtract(amount) => Effect::Set(sum(old, -*amount)),
        Act::Append(more) => Effect::Set(joined(list(), more.clone())),
        Act::Prepend(more) => Effect::Set(joined(more.clone(), list())),
        Act::Insert(members) => Effect::Set(union(old, members)),
        Act::Discard(members) => set_or_remove(difference(old, members)),
    })
}

fn set_or_remove(value: Value) -> Effect {
    if rules::is_absent(&value) {
        Effect::Remove
    } else {
        Effect::Set(value)
    }
}

fn sum(old: Option<&Value>, amount: i128) -> Value {
    n(old.and_then(Value::number).unwrap_or(0) + amount)
}

fn joined(mut first: Vec<Value>, second: Vec<Value>) -> Value {
    first.extend(second);
    Value::L(first.iter().map(rules::stored_form).collect())
}

fn union(old: Option<&Value>, members: &Value) -> Value {
    match (old, members) {
        (Some(Value::Ss(old)), Value::Ss(new)) => Value::Ss(old | new),
        (Some(Value::Ns(old)), Value::Ns(new)) => Value::Ns(old | new),
        (_, members) => members.clone(),
    }
}

fn difference(old: Option<&Value>, members: &Value) -> Value {
    match (old, members) {
        (Some(Value::Ss(old)), Value::Ss(gone)) => Value::Ss(old - gone),
        (Some(Value::Ns(old)), Value::Ns(gone)) => Value::Ns(old - gone),
        _ => Value::Ss(BTreeSet::new()),
    }
}

/// Whether what depends on the stored item stays within the bounds of the schema.
fn keeps_bounds(before: &Item, after: &Item, changes: &[Change]) -> bool {
    changes.iter().all(|change| {
        let at = &change.at;
        let now = path::get(after, &at.path());
        match &change.act {
            Act::Add(_) | Act::Subtract(_) => {
                let sum = now.and_then(Value::number);
                rules::range(at)
                    .zip(sum)
                    .is_none_or(|((least, most), sum)| (least..=most).contains(&sum))
            }
            _ => match at {
                At::Lines | At::Line(_) => {
                    !grows(before, after, "lines") || count(after, "lines") <= 4
                }
                At::Note(_) => !grows(before, after, "notes") || count(after, "notes") <= 3,
                _ => true,
            },
        }
    })
}

fn grows(before: &Item, after: &Item, name: &str) -> bool {
    count(after, name) > count(before, name)
}

fn count(item: &Item, name: &str) -> usize {
    match item.get(name) {
        Some(Value::L(elements)) => elements.len(),
        Some(Value::M(entries)) => entries.len(),
        _ => 0,
    }
}
