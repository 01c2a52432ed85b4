//! Commands that would meet a known defect.

use crate::answer::{Expected, Refusal};
use crate::command::{At, Change, Command, Cond, Read, Test, Update, Write};
use crate::known;
use crate::oracle::State;
use crate::path::{self, Step};
use crate::spec::Kind;
use crate::time::Time;
use crate::value::{Item, Value};

/// Whether a command would meet a defect that is not mended yet, or has no one right answer.
pub(super) fn meets_known_defect(command: &Command, state: &State, now: Time) -> bool {
    if let Command::Filtered(filtered) = command
        && state.depends_on_order(filtered, now)
    {
        return true;
    }
    let sizes = !known::SIZE_OF_ABSENT && conditions(command).into_iter().any(asks_for_size);
    let created = !known::CREATE_OVER_DELETED && creates_over_deleted(command, state, now);
    let unique = !known::ERRORS_OF_UNIQUE_WRITES && fails_uniquely(command, state, now);
    let paths = !known::DEMANDS_BEFORE_PATHS && misses_parents_too(command, state, now);
    let behind = !known::RETURNED_AS_STORED && sets_behind_the_end(command, state);
    let lengths = !known::LENGTH_OF_SEVERAL_ELEMENTS && sets_several_lines(command, state);
    let token = !known::TOKEN_WITH_UNIQUE_FIELDS && has_token_with_unique_fields(command);
    sizes || created || unique || paths || behind || token || lengths
}

fn writes(command: &Command) -> &[Write] {
    match command {
        Command::Write(write) => std::slice::from_ref(write),
        Command::Transaction { writes, .. } => writes,
        _ => &[],
    }
}

fn updates(command: &Command) -> impl Iterator<Item = &Update> {
    writes(command).iter().filter_map(|write| match write {
        Write::Update(update) => Some(update),
        _ => None,
    })
}

fn conditions(command: &Command) -> Vec<&Cond> {
    match command {
        Command::Read(Read::Find(_, condition, _) | Read::Scan(_, Some(condition), _)) => {
            vec![condition]
        }
        Command::Read(Read::Index {
            filter: Some(filter),
            ..
        }) => vec![filter],
        Command::Filtered(filtered) => vec![&filtered.condition],
        other => {
            let conditions = writes(other).iter().filter_map(|write| match write {
                Write::Whole { only_if, .. } => only_if.as_ref(),
                Write::Update(update) => update.named.only_if.as_ref(),
                Write::Delete(named) | Write::Purge(named) | Write::Restore(named) => {
                    named.only_if.as_ref()
                }
                Write::Check { condition, .. } => Some(condition),
                Write::Create(..) | Write::Insert(..) => None,
            });
            conditions.collect()
        }
    }
}

fn asks_for_size(condition: &Cond) -> bool {
    match condition {
        Cond::Is(
            At::Tags | At::Lots | At::Lines | At::Notes,
            Test::SizeEq(_) | Test::SizeGt(_),
        ) => true,
        Cond::Both(one, other) | Cond::Either(one, other) => {
            asks_for_size(one) || asks_for_size(other)
        }
        Cond::Not(inner) => asks_for_size(inner),
        _ => false,
    }
}

fn creates_over_deleted(command: &Command, state: &State, now: Time) -> bool {
    let deleted = Refusal::AlreadyExists { deleted: true };
    match state.clone().apply(command, now) {
        Expected::Refused(why) => why.contains(&deleted),
        Expected::Canceled(writes) => writes.values().any(|why| why.contains(&deleted)),
        _ => false,
    }
}

/// Whether an update changes what guards say of the item.
fn touches_guards(update: &Update) -> bool {
    let spec = update.named.kind.spec();
    update.changes.iter().any(|change| {
        let Step::Name(name) = &change.at.path()[0] else {
            return false;
        };
        let mut unique = spec.uniques.iter().flat_map(|it| it.attributes);
        unique.any(|it| it == name) || (spec.expires && name == "due")
    })
}

fn fails_uniquely(command: &Command, state: &State, now: Time) -> bool {
    let strange = [Refusal::Service, Refusal::MissingParent];
    let is_strange = match state.clone().apply(command, now) {
        Expected::Refused(why) => strange.iter().any(|it| why.contains(it)),
        Expected::Canceled(writes) => writes
            .values()
            .any(|why| strange.iter().any(|it| why.contains(it))),
        _ => false,
    };
    is_strange && updates(command).any(touches_guards)
}

/// Whether an update of unique values is refused, and also sets something in what is not there.
fn misses_parents_too(command: &Command, state: &State, now: Time) -> bool {
    let is_refused = !matches!(state.clone().apply(command, now), Expected::Ok(_));
    is_refused
        && updates(command).any(|update| {
            let stored = state.get(update.named.kind, &update.named.key);
            touches_guards(update)
                && stored.is_none_or(|item| update.changes.iter().any(|it| misses_parent(it, item)))
        })
}

fn misses_parent(change: &Change, stored: &Item) -> bool {
    let path = change.path();
    let Some((last, parent)) = path.split_last().filter(|(_, parent)| !parent.is_empty()) else {
        return false;
    };
    let parent = path::get(stored, parent);
    !matches!(
        (last, parent),
        (Step::Name(_), Some(Value::M(_))) | (Step::Index(_), Some(Value::L(_)))
    )
}

fn sets_behind_the_end(command: &Command, state: &State) -> bool {
    updates(command).any(|update| {
        let stored = state.get(update.named.kind, &update.named.key);
        touches_guards(update)
            && update.changes.iter().any(|change| {
                let path = change.at.path();
                matches!(path.last(), Some(Step::Index(_)))
                    && stored.is_none_or(|item| path::get(item, &path).is_none())
            })
    })
}

/// Whether an update sets so many elements that the list would be too long if all were new.
fn sets_several_lines(command: &Command, state: &State) -> bool {
    updates(command).any(|update| {
        let stored = state.get(update.named.kind, &update.named.key);
        let length = match stored.and_then(|item| item.get("lines")) {
            Some(Value::L(lines)) => lines.len(),
            _ => 0,
        };
        let lines = update
            .changes
            .iter()
            .filter(|it| matches!(it.at, At::Line(_)));
        let lines = lines.count();
        lines > 1 && length + lines > 4
    })
}

fn has_token_with_unique_fields(command: &Command) -> bool {
    let Command::Transaction {
        writes,
        token: Some(_),
    } = command
    else {
        return false;
    };
    writes.iter().any(|write| write.kind() != Kind::Stamp)
}
