//! Deleting, purging and restoring an item, and asking whether a condition holds of it.

use std::collections::BTreeSet;

use super::writes::{Planned, Refused, count, demand, demand_of_any, set_time};
use super::{State, holds};
use crate::answer::{Answer, Refusal};
use crate::command::{Cond, Named};
use crate::spec::Kind;
use crate::time::Time;
use crate::value::Item;

impl State {
    pub(super) fn plan_delete(&self, named: &Named, now: Time) -> Planned {
        let spec = named.kind.spec();
        let Some((name, form)) = spec.deleted else {
            return self.plan_purge(named);
        };
        let stored = self.live(named)?;
        demand(spec, stored, named.version, named.only_if.as_ref())?;
        let mut after = stored.clone();
        after.insert(name.to_owned(), now.stored(form));
        set_time(spec, &mut after, now);
        count(spec, &mut after)?;
        let answer = Answer::Maybe(Some(spec.read(stored)));
        Ok((
            self.effect(named.kind, named.key.clone(), Some(after)),
            answer,
        ))
    }

    pub(super) fn plan_purge(&self, named: &Named) -> Planned {
        let spec = named.kind.spec();
        let absent = || Refused::late(Refusal::NotFound { deleted: false });
        let stored = self.get(named.kind, &named.key).ok_or_else(absent)?;
        let only_if = named.only_if.as_ref();
        demand_of_any(spec, stored, named.version, only_if)?;
        let answer = Answer::Maybe(Some(spec.read(stored)));
        Ok((self.effect(named.kind, named.key.clone(), None), answer))
    }

    pub(super) fn plan_restore(&self, named: &Named, now: Time) -> Planned {
        let spec = named.kind.spec();
        let absent = || Refused::late(Refusal::NotFound { deleted: false });
        let stored = self.get(named.kind, &named.key).ok_or_else(absent)?;
        if !spec.is_deleted(stored) {
            return Err(Refused::late(Refusal::NotDeleted));
        }
        demand_of_any(spec, stored, named.version, named.only_if.as_ref())?;
        let mut after = stored.clone();
        if let Some((name, _)) = spec.deleted {
            after.remove(name);
        }
        set_time(spec, &mut after, now);
        count(spec, &mut after)?;
        let answer = Answer::Item(spec.read(&after));
        Ok((
            self.effect(named.kind, named.key.clone(), Some(after)),
            answer,
        ))
    }

    pub(super) fn plan_check(
        &self,
        kind: Kind,
        key: &Item,
        condition: &Cond,
        with_deleted: bool,
    ) -> Planned {
        let stored = self.get(kind, key);
        let hidden = stored.is_some_and(|it| kind.spec().is_deleted(it)) && !with_deleted;
        if hidden || !holds(condition, stored.unwrap_or(&Item::new())) {
            let late = match stored {
                None => BTreeSet::from([
                    Refusal::NotFound { deleted: false },
                    Refusal::ConditionFailed,
                ]),
                Some(_) if hidden => BTreeSet::from([Refusal::NotFound { deleted: true }]),
                Some(_) => BTreeSet::from([Refusal::ConditionFailed]),
            };
            return Err(Refused {
                late,
                ..Refused::default()
            });
        }
        let effect = self.effect(kind, key.clone(), stored.cloned());
        Ok((effect, Answer::Nothing))
    }
}
