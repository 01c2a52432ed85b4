//! Several writes, all of which take place or none.

use std::collections::{BTreeMap, BTreeSet};

use super::State;
use super::guards::{Effect, claim_together};
use crate::answer::{Answer, Expected, Refusal};
use crate::command::{Named, Write};
use crate::time::Time;

impl State {
    pub(super) fn transaction(&mut self, writes: &[Write], now: Time) -> Expected {
        let planned: Vec<_> = writes.iter().map(|write| self.plan(write, now)).collect();
        let mut early = BTreeSet::new();
        let mut late: BTreeMap<usize, BTreeSet<Refusal>> = BTreeMap::new();
        let mut effects = Vec::new();
        let mut positions = Vec::new();
        for (at, (write, planned)) in writes.iter().zip(planned).enumerate() {
            match planned {
                Ok((effect, _)) => {
                    effects.push(effect);
                    positions.push(at);
                }
                Err(why) if why.early.is_empty() => {
                    if !self.deletes_nothing_for_good(write) {
                        late.insert(at, why.late);
                    }
                }
                Err(why) => early.extend(why.early),
            }
        }
        if has_duplicates(writes) {
            early.insert(Refusal::DuplicateKey);
        }
        if !early.is_empty() {
            return Expected::Refused(early);
        }
        let mut next = self.clone();
        if let Err(conflicts) = next.carry_out(&effects) {
            for at in conflicts {
                let causes = late.entry(positions[at]).or_default();
                causes.insert(Refusal::UniqueConflict);
            }
        }
        if !late.is_empty() {
            return canceled(writes, late, &effects);
        }
        *self = next;
        Expected::Ok(Answer::Nothing)
    }

    /// Whether a write deletes for good what is not there, and asks for nothing.
    fn deletes_nothing_for_good(&self, write: &Write) -> bool {
        let named = match write {
            Write::Purge(named) => named,
            Write::Delete(named) if named.kind.spec().deleted.is_none() => named,
            _ => return false,
        };
        let Named {
            kind,
            key,
            version,
            only_if,
        } = named;
        let demands = only_if.is_some() || (version.is_some() && kind.spec().version.is_some());
        !demands && self.get(*kind, key).is_none()
    }
}

/// A write that is refused may meet a taken value as well. Two that claim one value are found
/// before anything is sent, those included that are refused for something else.
fn canceled(
    writes: &[Write],
    mut late: BTreeMap<usize, BTreeSet<Refusal>>,
    effects: &[Effect],
) -> Expected {
    let unique = writes
        .iter()
        .map(Write::kind)
        .filter(|it| !it.spec().uniques.is_empty());
    let unique: Vec<_> = unique.collect();
    let kinds: BTreeSet<_> = unique.iter().collect();
    let may_meet = kinds.len() < unique.len() && effects.len() < writes.len();
    let together = may_meet || claim_together(effects);
    for (at, why) in &mut late {
        if !writes[*at].kind().spec().uniques.is_empty() {
            why.insert(Refusal::UniqueConflict);
        }
    }
    let canceled = Expected::Canceled(late);
    if together {
        let early = Expected::Refused(BTreeSet::from([Refusal::UniqueConflict]));
        return Expected::Either(Box::new(early), Box::new(canceled));
    }
    canceled
}

fn has_duplicates(writes: &[Write]) -> bool {
    let keys: BTreeSet<_> = writes.iter().map(|it| (it.kind(), it.key())).collect();
    keys.len() < writes.len()
}
