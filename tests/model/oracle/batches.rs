//! Batches, and writes to all that a condition holds for.

use std::collections::BTreeSet;

use super::{State, entity, holds, is_visible, refused, rules};
use crate::answer::{Answer, Expected, Refusal};
use crate::command::{Batch, Filtered, FilteredVerb, Named, Once, Returns, Update, Visible, Write};
use crate::spec::Kind;
use crate::time::Time;
use crate::value::Item;

impl State {
    pub(super) fn batch(&mut self, batch: &Batch, now: Time) -> Expected {
        match batch {
            Batch::Put(items) => self.put_many(items),
            Batch::Delete(keys) => self.delete_many(keys),
            Batch::Create(kind, entities) => self.bulk_create(*kind, entities),
            Batch::Build(kind, draft) => {
                Expected::Ok(Answer::Item(entity::built(kind.spec(), draft, now)))
            }
        }
    }

    /// Batches are of stamps: models with a version, soft delete or unique fields have none.
    fn put_many(&mut self, items: &[Item]) -> Expected {
        let spec = Kind::Stamp.spec();
        let items: Vec<_> = items.iter().map(rules::normalized).collect();
        let mut why: BTreeSet<_> = items
            .iter()
            .flat_map(|it| rules::broken(spec, it))
            .collect();
        let keys: BTreeSet<_> = items.iter().map(|item| spec.key_of(item)).collect();
        if keys.len() < items.len() {
            why.insert(Refusal::DuplicateKey);
        }
        if !why.is_empty() {
            return Expected::Refused(why);
        }
        let count = items.len() as u64;
        for item in items {
            self.put(Kind::Stamp, spec.key_of(&item), Some(item));
        }
        Expected::Ok(Answer::Count(count))
    }

    fn delete_many(&mut self, keys: &[Item]) -> Expected {
        let different: BTreeSet<_> = keys.iter().collect();
        if different.len() < keys.len() {
            return refused([Refusal::DuplicateKey]);
        }
        for key in keys {
            self.put(Kind::Stamp, key.clone(), None);
        }
        Expected::Ok(Answer::Count(keys.len() as u64))
    }

    /// All of it fits into one transaction here.
    fn bulk_create(&mut self, kind: Kind, entities: &[Item]) -> Expected {
        let inserts = entities.iter().map(|it| Write::Insert(kind, it.clone()));
        let inserts: Vec<_> = inserts.collect();
        let result = self.transaction(&inserts, Time(0));
        let created = entities.iter().map(rules::normalized).collect();
        match result {
            Expected::Ok(_) => Expected::Ok(Answer::Items(created)),
            other => other,
        }
    }

    pub(super) fn filtered(&mut self, filtered: &Filtered, now: Time) -> Expected {
        let Filtered { kind, verb, .. } = filtered;
        if let FilteredVerb::Update(changes) = verb {
            let why = rules::broken_changes(changes);
            if !why.is_empty() {
                return Expected::Refused(why);
            }
        }
        let visible = match verb {
            FilteredVerb::Purge(visible) => *visible,
            FilteredVerb::Restore => Visible::Deleted,
            _ => Visible::Live,
        };
        let spec = kind.spec();
        let found = self
            .items(*kind)
            .filter(|item| is_visible(spec, item, visible) && holds(&filtered.condition, item));
        let keys: Vec<_> = found.map(|item| spec.key_of(item)).collect();
        let (mut changed, mut failed) = (0, 0);
        for key in keys {
            let write = one(*kind, verb, key);
            let planned = self.plan(&write, now);
            match planned.map(|(effect, _)| self.carry_out(&[effect])) {
                Ok(Ok(())) => changed += 1,
                _ => failed += 1,
            }
        }
        if failed > 0 {
            return Expected::Partly { changed, failed };
        }
        Expected::Ok(Answer::Count(changed))
    }

    /// Whether the order decides which of the items of a filtered write are changed.
    pub(crate) fn depends_on_order(&self, filtered: &Filtered, now: Time) -> bool {
        let mut forwards = self.clone();
        let expected = forwards.filtered(filtered, now);
        matches!(filtered.verb, FilteredVerb::Restore) && !matches!(expected, Expected::Ok(_))
    }
}

/// The write of one item.
fn one(kind: Kind, verb: &FilteredVerb, key: Item) -> Write {
    let named = Named {
        kind,
        key,
        version: None,
        only_if: None,
    };
    match verb {
        FilteredVerb::Update(changes) => Write::Update(Update {
            named,
            changes: changes.clone(),
            or_create: false,
            or_insert: None,
            once: Once::Default,
            returns: Returns::Nothing,
        }),
        FilteredVerb::Delete => Write::Delete(named),
        FilteredVerb::DeleteInBatches | FilteredVerb::Purge(_) => Write::Purge(named),
        FilteredVerb::Restore => Write::Restore(named),
    }
}
