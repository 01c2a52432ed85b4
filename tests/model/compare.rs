//! What was observed, compared with what was expected.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dynamite::Outcome;

use crate::answer::{Answer, Expected, Failure, FailureKind, Observed, Refusal};
use crate::oracle::State;
use crate::value::Item;

/// What is wrong with an observation where nothing disturbs; `None` if it is as expected.
pub(crate) fn difference(expected: &Expected, observed: &Observed) -> Option<String> {
    if is_expected(expected, observed) {
        return None;
    }
    Some(format!("expected {expected:?}\nobserved {observed:?}"))
}

fn is_expected(expected: &Expected, observed: &Observed) -> bool {
    match (expected, observed) {
        (Expected::Either(one, other), _) => {
            is_expected(one, observed) || is_expected(other, observed)
        }
        (Expected::Ok(expected), Observed::Ok(answer)) => {
            in_order(expected.clone()) == in_order(answer.clone())
        }
        (Expected::Partly { changed, failed }, Observed::Failed(failure)) => {
            let partly = FailureKind::Partly {
                changed: *changed,
                failed: *failed,
            };
            failure.kind == partly
        }
        (_, Observed::Failed(failure)) if failure.outcome != Outcome::NotApplied => false,
        (Expected::Refused(why), Observed::Failed(failure)) => {
            matches!(failure.kind, FailureKind::Refused(refusal) if why.contains(&refusal))
        }
        (Expected::Canceled(writes), Observed::Failed(failure)) => match &failure.kind {
            FailureKind::Canceled(canceled) => {
                !canceled.is_empty()
                    && canceled.iter().all(|(at, cause)| {
                        let why = writes.get(at);
                        why.is_some_and(|why| cause.is_some_and(|it| why.contains(&it)))
                    })
            }
            _ => false,
        },
        _ => false,
    }
}

/// An answer with everything in one order that comes in any.
pub(crate) fn in_order(mut answer: Answer) -> Answer {
    match &mut answer {
        Answer::Bag(items) => items.sort(),
        Answer::Found { items, titles, .. } => {
            items.sort();
            titles.sort();
        }
        Answer::Ordered { by, items } => {
            let by = by.unwrap_or_default();
            for alike in items.chunk_by_mut(|one, other| one.get(by) == other.get(by)) {
                alike.sort();
            }
        }
        Answer::Tree(Some((_, related))) => related.iter_mut().for_each(|it| it.sort()),
        _ => {}
    }
    answer
}

/// Whether the item that comes with an error is the one that is stored.
pub(crate) fn item_difference(failure: &Failure, stored: Option<&Item>) -> Option<String> {
    let has_item = matches!(
        failure.kind,
        FailureKind::Refused(
            Refusal::AlreadyExists { .. }
                | Refusal::VersionConflict
                | Refusal::NotDeleted
                | Refusal::ConditionFailed
        )
    );
    if !has_item || failure.item.as_ref() == stored {
        return None;
    }
    let item = &failure.item;
    Some(format!(
        "the error holds {item:?}\nand stored is {stored:?}\n{}",
        failure.text
    ))
}

/// How two states differ; `None` if they do not.
pub(crate) fn state_difference(expected: &State, stored: &State) -> Option<String> {
    let mut text = String::new();
    for (kind, items) in &stored.tables {
        let none = BTreeMap::default();
        let wanted = expected.tables.get(kind).unwrap_or(&none);
        let keys: BTreeSet<_> = items.keys().chain(wanted.keys()).collect();
        for key in keys {
            let (wanted, stored) = (wanted.get(key), items.get(key));
            if wanted != stored {
                let _ = writeln!(text, "{kind:?} {key:?}");
                let _ = writeln!(text, "  expected {wanted:?}\n  stored   {stored:?}");
            }
        }
    }
    let keys: BTreeSet<_> = expected.guards.keys().chain(stored.guards.keys()).collect();
    for key in keys {
        let (wanted, stored) = (expected.guards.get(key), stored.guards.get(key));
        if wanted != stored {
            let _ = writeln!(text, "guard {key}");
            let _ = writeln!(text, "  expected {wanted:?}\n  stored   {stored:?}");
        }
    }
    (!text.is_empty()).then_some(text)
}
