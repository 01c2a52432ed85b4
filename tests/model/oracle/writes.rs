//! Operations on one item.

use std::collections::BTreeSet;

use super::guards::Effect;
use super::{State, changes, entity, holds, refused, rules};
use crate::answer::{Answer, Expected, Refusal};
use crate::command::{Cond, Draft, Named, Once, Returns, Update, Whole, Write};
use crate::spec::{Kind, Spec};
use crate::time::Time;
use crate::value::{Item, n};

/// What a write comes to by itself, or why it does not take place.
pub(super) type Planned = Result<(Effect, Answer), Refused>;

/// Why a write is refused.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// Before anything is sent: this comes first.
    pub(super) early: BTreeSet<Refusal>,
    pub(super) late: BTreeSet<Refusal>,
}

impl Refused {
    pub(super) fn late(why: Refusal) -> Self {
        Self {
            late: BTreeSet::from([why]),
            ..Self::default()
        }
    }

    fn early(why: BTreeSet<Refusal>) -> Result<(), Self> {
        if why.is_empty() {
            return Ok(());
        }
        Err(Self {
            early: why,
            ..Self::default()
        })
    }

    pub(super) fn all(self) -> BTreeSet<Refusal> {
        if self.early.is_empty() {
            self.late
        } else {
            self.early
        }
    }
}

impl State {
    pub(super) fn write(&mut self, write: &Write, now: Time) -> Expected {
        let (effect, answer) = match self.plan(write, now) {
            Ok(planned) => planned,
            Err(why) if deletes_nothing(write, &why) => {
                return Expected::Ok(Answer::Maybe(None));
            }
            Err(why) => return Expected::Refused(why.all()),
        };
        match self.carry_out(&[effect]) {
            Ok(()) => Expected::Ok(answer),
            Err(_) => refused([Refusal::UniqueConflict]),
        }
    }

    /// What a write does to its item as it is stored. Other items are not looked at.
    pub(super) fn plan(&self, write: &Write, now: Time) -> Planned {
        match write {
            Write::Create(kind, draft) => self.plan_create(*kind, draft, now),
            Write::Insert(kind, entity) => self.plan_insert(*kind, entity),
            Write::Whole {
                verb,
                kind,
                entity,
                only_if,
            } => self.plan_whole(*verb, *kind, entity, only_if.as_ref(), now),
            Write::Update(update) => self.plan_update(update, now),
            Write::Delete(named) => self.plan_delete(named, now),
            Write::Purge(named) => self.plan_purge(named),
            Write::Restore(named) => self.plan_restore(named, now),
            Write::Check {
                kind,
                key,
                condition,
                with_deleted,
            } => self.plan_check(*kind, key, condition, *with_deleted),
        }
    }

    fn plan_create(&self, kind: Kind, draft: &Draft, now: Time) -> Planned {
        self.plan_insert(kind, &entity::built(kind.spec(), draft, now))
    }

    fn plan_insert(&self, kind: Kind, entity: &Item) -> Planned {
        let spec = kind.spec();
        let entity = rules::normalized(entity);
        Refused::early(rules::broken(spec, &entity))?;
        let key = spec.key_of(&entity);
        if let Some(stored) = self.get(kind, &key) {
            let deleted = spec.is_deleted(stored);
            return Err(Refused::late(Refusal::AlreadyExists { deleted }));
        }
        let answer = Answer::Item(entity.clone());
        Ok((self.effect(kind, key, Some(entity)), answer))
    }

    fn plan_whole(
        &self,
        verb: Whole,
        kind: Kind,
        entity: &Item,
        only_if: Option<&Cond>,
        now: Time,
    ) -> Planned {
        let spec = kind.spec();
        let mut entity = rules::normalized(entity);
        Refused::early(rules::broken(spec, &entity))?;
        let key = spec.key_of(&entity);
        let stored = self.get(kind, &key);
        let version = spec.version_of(&entity);
        match stored {
            None if verb != Whole::Upsert => {
                return Err(Refused::late(Refusal::NotFound { deleted: false }));
            }
            None if only_if.is_some_and(|it| !holds(it, &Item::new())) => {
                let late = [
                    Refusal::NotFound { deleted: false },
                    Refusal::ConditionFailed,
                ];
                let late = BTreeSet::from(late);
                return Err(Refused {
                    late,
                    ..Refused::default()
                });
            }
            None => {}
            Some(stored) => demand(spec, stored, version, only_if)?,
        }
        set_time(spec, &mut entity, now);
        if let Some((name, most)) = spec.version {
            let next = version.filter(|_| stored.is_some()).unwrap_or(0) + 1;
            if next > most {
                return Err(Refused::late(Refusal::Invalid));
            }
            entity.insert(name.to_owned(), n(next));
        }
        let keeps = stored.filter(|_| verb != Whole::Replace);
        let after = entity::merged(spec, keeps, &entity);
        let answer = match verb {
            Whole::Replace => Answer::Replaced {
                item: spec.read(&after),
                old: stored.cloned(),
                discarded: unknown(spec, stored),
            },
            _ => Answer::Item(spec.read(&after)),
        };
        let mut effect = self.effect(kind, key, Some(after));
        effect.claims_all = verb == Whole::Upsert;
        Ok((effect, answer))
    }

    fn plan_update(&self, update: &Update, now: Time) -> Planned {
        let Update { named, changes, .. } = update;
        let spec = named.kind.spec();
        Refused::early(rules::broken_changes(changes))?;
        let inserted = update.or_insert.as_ref();
        let inserted = inserted
            .map(|draft| inserted_by(update, draft, now))
            .transpose()?;
        if let (Some(item), None) = (inserted, self.get(named.kind, &named.key)) {
            let answer = match update.returns {
                Returns::Nothing => Answer::Nothing,
                _ => Answer::Item(spec.read(&item)),
            };
            let effect = self.effect(named.kind, named.key.clone(), Some(item));
            return Ok((effect, answer));
        }
        let stored = self.live(named)?;
        let late = demand(spec, stored, named.version, named.only_if.as_ref());
        let changed = changes::changed(stored, changes, update.or_create);
        let mut after = match (late, changed) {
            (Ok(()), Ok(after)) => after,
            (Ok(()), Err(late)) => {
                return Err(Refused {
                    late,
                    ..Refused::default()
                });
            }
            // A bound that does not hold either may be what is reported.
            (Err(mut why), Err(bounds)) => {
                why.late.extend(bounds);
                return Err(why);
            }
            (Err(why), Ok(_)) => return Err(why),
        };
        set_time(spec, &mut after, now);
        count(spec, &mut after)?;
        let answer = match (update.once, update.returns) {
            (Once::Exactly, _) | (_, Returns::Nothing) => Answer::Nothing,
            (_, Returns::New) => Answer::Item(spec.read(&after)),
            (_, Returns::Old) => Answer::Item(spec.read(stored)),
        };
        Ok((
            self.effect(named.kind, named.key.clone(), Some(after)),
            answer,
        ))
    }

    pub(super) fn effect(&self, kind: Kind, key: Item, after: Option<Item>) -> Effect {
        Effect {
            kind,
            before: self.get(kind, &key).cloned(),
            key,
            after,
            claims_all: false,
        }
    }

    /// The item that a write is for, which has to be there and not deleted.
    pub(super) fn live(&self, named: &Named) -> Result<&Item, Refused> {
        let stored = self.get(named.kind, &named.key);
        let stored = stored.ok_or_else(|| Refused::late(Refusal::NotFound { deleted: false }))?;
        if named.kind.spec().is_deleted(stored) {
            return Err(Refused::late(Refusal::NotFound { deleted: true }));
        }
        Ok(stored)
    }
}

/// The new item with the changes of an update made to it, which keeps the rules in itself.
fn inserted_by(update: &Update, draft: &Draft, now: Time) -> Result<Item, Refused> {
    let spec = update.named.kind.spec();
    let new = rules::normalized(&entity::built(spec, draft, now));
    Refused::early(rules::broken(spec, &new))?;
    let changed = changes::changed(&new, &update.changes, update.or_create);
    changed.or_else(|why| Refused::early(why).map(|()| new))
}

/// What a write of a live item demands of it.
pub(super) fn demand(
    spec: &Spec,
    stored: &Item,
    version: Option<i128>,
    only_if: Option<&Cond>,
) -> Result<(), Refused> {
    if spec.is_deleted(stored) {
        return Err(Refused::late(Refusal::NotFound { deleted: true }));
    }
    demand_of_any(spec, stored, version, only_if)
}

pub(super) fn demand_of_any(
    spec: &Spec,
    stored: &Item,
    version: Option<i128>,
    only_if: Option<&Cond>,
) -> Result<(), Refused> {
    let mut why = Refused::default();
    if version.is_some() && spec.version.is_some() && version != spec.version_of(stored) {
        why.late.insert(Refusal::VersionConflict);
    }
    if why.late.is_empty() && only_if.is_some_and(|condition| !holds(condition, stored)) {
        why.late.insert(Refusal::ConditionFailed);
        let has_last_version = |(_, most)| spec.version_of(stored) == Some(most);
        // What would increment it is refused for that first.
        if spec.version.is_some_and(has_last_version) {
            why.late.insert(Refusal::Invalid);
        }
    }
    if why.late.is_empty() {
        Ok(())
    } else {
        Err(why)
    }
}

/// Sets the time of the last write.
pub(super) fn set_time(spec: &Spec, item: &mut Item, now: Time) {
    if let Some((name, form)) = spec.updated {
        item.insert(name.to_owned(), now.stored(form));
    }
}

/// Increments the version.
pub(super) fn count(spec: &Spec, item: &mut Item) -> Result<(), Refused> {
    if let Some((name, most)) = spec.version {
        let next = spec.version_of(item).unwrap_or(0) + 1;
        if next > most {
            return Err(Refused::late(Refusal::Invalid));
        }
        item.insert(name.to_owned(), n(next));
    }
    Ok(())
}

fn unknown(spec: &Spec, stored: Option<&Item>) -> BTreeSet<String> {
    let names = stored.into_iter().flat_map(|item| item.keys());
    names.filter(|name| !spec.knows(name)).cloned().collect()
}

/// Whether it is a delete without a condition of what is not there.
fn deletes_nothing(write: &Write, why: &Refused) -> bool {
    let (Write::Delete(named) | Write::Purge(named)) = write else {
        return false;
    };
    let absent = matches!(why.late.first(), Some(Refusal::NotFound { .. }));
    named.only_if.is_none() && absent
}
