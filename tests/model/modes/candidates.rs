//! The states that may be there after a command that was disturbed.

use std::collections::BTreeSet;

use crate::answer::Expected;
use crate::command::{
    Act, At, Batch, Command, Filtered, Named, Once, PairWrite, Update, Whole, Write,
};
use crate::compare;
use crate::oracle::State;
use crate::time::Time;

/// How often a request is sent at most.
const ATTEMPTS: usize = 3;

/// What may be there after a command, and what comes of it then.
pub(super) struct Candidates {
    pub(super) before: State,
    /// After the command, and after each repetition of it that is allowed.
    pub(super) after: Vec<(State, Expected)>,
    /// Whether a part of it may be done.
    in_parts: bool,
}

impl Candidates {
    pub(super) fn of(command: &Command, before: &State, now: Time) -> Self {
        let times = if may_repeat(command) { ATTEMPTS } else { 1 };
        let mut state = before.clone();
        let mut after = Vec::new();
        for _ in 0..times {
            let expected = state.apply(command, now);
            after.push((state.clone(), expected));
        }
        Self {
            before: before.clone(),
            after,
            in_parts: is_in_parts(command),
        }
    }

    /// What should come of the command where nothing disturbs it.
    pub(super) fn expected(&self) -> &Expected {
        &self.after[0].1
    }

    /// Whether nothing was done.
    pub(super) fn is_before(&self, found: &State) -> bool {
        compare::state_difference(&self.before, found).is_none()
    }

    /// Whether all of it was done.
    pub(super) fn is_after(&self, found: &State) -> bool {
        let after: Vec<_> = self.after.iter().map(|it| &it.0).collect();
        let is = |state: &&State| compare::state_difference(state, found).is_none();
        // Of several items, some may have been written again and some not.
        after.iter().any(is) || (self.in_parts && is_mixed(&after, found))
    }

    /// Whether it was done, or not, or in a part where that is allowed.
    pub(super) fn is_allowed(&self, found: &State) -> bool {
        self.is_before(found) || self.is_after(found) || self.is_between(found)
    }

    fn is_between(&self, found: &State) -> bool {
        let after = self.after.iter().map(|it| &it.0);
        let states: Vec<_> = [&self.before].into_iter().chain(after).collect();
        self.in_parts && is_mixed(&states, found)
    }

    /// How the nearest states differ from what is there.
    pub(super) fn difference(&self, found: &State) -> String {
        let before = compare::state_difference(&self.before, found).unwrap_or_default();
        let after = compare::state_difference(&self.after[0].0, found).unwrap_or_default();
        format!("from the state before:\n{before}\nfrom the state after:\n{after}")
    }
}

/// Whether each item and each guard is as in one of the states.
fn is_mixed(states: &[&State], found: &State) -> bool {
    let mut keys: BTreeSet<_> = BTreeSet::new();
    let mut guards: BTreeSet<_> = found.guards.keys().collect();
    for state in states.iter().copied().chain([found]) {
        for (kind, items) in &state.tables {
            keys.extend(items.keys().map(|key| (*kind, key)));
        }
        guards.extend(state.guards.keys());
    }
    keys.iter().all(|(kind, key)| {
        let item = found.get(*kind, key);
        states.iter().any(|state| state.get(*kind, key) == item)
    }) && guards.iter().all(|key| {
        let guard = found.guards.get(*key);
        states.iter().any(|state| state.guards.get(*key) == guard)
    })
}

/// Whether a command is several requests, each of which is done or not.
fn is_in_parts(command: &Command) -> bool {
    match command {
        Command::Filtered(_) | Command::Batch(Batch::Put(_) | Batch::Delete(_)) => true,
        Command::Pair(PairWrite::Sync { in_chunks, .. }) => *in_chunks,
        _ => false,
    }
}

/// Whether a command may be carried out twice after a lost response: what can be repeated, at any
/// version, counts the version again.
fn may_repeat(command: &Command) -> bool {
    let counts = |named: &Named| named.version.is_none() && named.kind.spec().version.is_some();
    match command {
        Command::Write(Write::Update(update)) => match update.once {
            Once::AtLeast => true,
            Once::Default => is_repeatable(update) && (counts(&update.named) || is_own(update)),
            Once::Exactly => false,
        },
        Command::Write(Write::Delete(named) | Write::Restore(named)) => counts(named),
        Command::Write(Write::Whole { verb, .. }) => *verb == Whole::Upsert,
        Command::Filtered(Filtered { kind, .. }) => kind.spec().version.is_some(),
        _ => false,
    }
}

/// Whether the version that is expected may be that of the item that a first attempt inserted.
fn is_own(update: &Update) -> bool {
    update.or_insert.is_some() && update.named.version == Some(1)
}

fn is_repeatable(update: &Update) -> bool {
    update.changes.iter().all(|change| {
        let element = matches!(change.at, At::Line(_) | At::Mark(_) | At::Link(_));
        let repeatable = matches!(
            change.act,
            Act::Set(_)
                | Act::SetNone
                | Act::SetIfAbsent(_)
                | Act::CopyOf(_)
                | Act::Remove
                | Act::Insert(_)
                | Act::Discard(_)
        );
        repeatable && !element
    })
}
