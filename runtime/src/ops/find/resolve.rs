//! From a condition to where its items come from.

use std::collections::HashSet;
use std::sync::Arc;

use super::Find;
use crate::Error;
use crate::cursor::Fingerprint;
use crate::error::ErrorKind;
use crate::expr::{Condition, Conjunction, DocumentPath, Expressions, KeyCondition, Substitutions};
use crate::model::{IndexDescriptor, Model};
use crate::ops::key::identity_in;
use crate::ops::source::{Fetch, Keyed, Keys, Source};
use crate::planner::{self, Access, AccessPath, Order, Question, Way};
use crate::request::{Attributes, ReadPlan, Target};

/// What is returned of an item.
#[derive(Clone, Copy, Debug)]
pub(super) enum Returned<'a> {
    All,
    Paths(&'a [DocumentPath]),
    /// It is only counted.
    Nothing,
}

/// The way to the items, and what has to hold for them.
pub(super) struct Resolved<'a> {
    pub(super) path: AccessPath,
    pub(super) condition: Conjunction,
    pub(super) returned: Returned<'a>,
}

impl<M: Model, L> Find<M, L> {
    /// Chooses the way.
    pub(super) fn resolved<'a>(&self, returned: Returned<'a>) -> Result<Resolved<'a>, Error> {
        let condition = Conjunction::of(self.asked())?;
        let path = planner::plan(&Question {
            model: M::DESCRIPTOR,
            condition: condition.clone(),
            returned: match returned {
                Returned::All => None,
                Returned::Paths(paths) => Some(paths.iter().map(|path| path.root).collect()),
                Returned::Nothing => Some(Vec::new()),
            },
            through: self.through,
            may_fetch: !self.rows,
            order: match self.order {
                Order::Any if !self.settings.ascending => Order::SortKey,
                order => order,
            },
            consistent: self.settings.consistent,
        })?;
        Ok(Resolved {
            path,
            condition,
            returned,
        })
    }

    /// What has to hold for an item, which items are shown included.
    pub(in crate::ops) fn asked(&self) -> Condition<M> {
        let condition = self.condition.clone();
        let shown = (!self.is_of_deleted()).then(|| self.settings.visibility.filter());
        match shown.flatten() {
            Some(shown) => condition.and(shown),
            None => condition,
        }
    }

    /// The index that is gone through, if one is.
    pub(in crate::ops) fn index(&self) -> Result<Option<&'static IndexDescriptor>, Error> {
        match self.resolved(Returned::All)?.path.access {
            Access::Query { index, .. } => Ok(index),
            Access::Keys(_) | Access::Scan { .. } => Ok(None),
        }
    }

    /// Whether an index is named that has the time of deletion in its key: what is not deleted is
    /// not in it, so that asking for it is asking for what is deleted.
    fn is_of_deleted(&self) -> bool {
        let index = match self.through {
            Some(Way::Index(name)) => M::DESCRIPTOR.table.index(name),
            _ => None,
        };
        let deleted = M::DESCRIPTOR.deleted.map(|it| it.attribute);
        let mut key = index.into_iter().flat_map(IndexDescriptor::key_names);
        key.any(|name| Some(name) == deleted)
    }
}

impl Resolved<'_> {
    /// Where the items come from.
    pub(super) fn into_source<M: Model, L>(self, find: &Find<M, L>) -> Result<Source, Error> {
        let Self {
            path,
            condition,
            returned,
        } = self;
        let checked = path.checked.attributes();
        let target = |index: Option<&'static IndexDescriptor>, selected| Target {
            table: &find.repository.table,
            model: M::DESCRIPTOR,
            index: index.map(|index| index.name),
            selected,
            ascending: find.settings.ascending,
            consistent: find.settings.consistent,
        };
        match path.access {
            Access::Keys(keys) => {
                let keys = Keys::Given(distinct::<M>(keys), fingerprint(find, &condition));
                let fetch = fetch(find, condition, returned)?;
                Ok(Source::Keyed(Keyed { keys, fetch }))
            }
            Access::Query { index, key, .. } if path.fetches => {
                let selected = attributes(&checked);
                let target = target(index, Some(&selected));
                let plan = query::<M>(target, &key, &path.filter)?;
                let plan = plan.checking(path.checked).bound_to(&condition);
                let keys = Keys::Index(plan);
                let fetch = fetch(find, condition, returned)?;
                Ok(Source::Keyed(Keyed { keys, fetch }))
            }
            Access::Query { index, key, .. } => {
                let selected = returned.with(&checked);
                let target = target(index, selected.as_deref());
                let plan = query::<M>(target, &key, &path.filter)?;
                Ok(Source::Answers(plan.checking(path.checked)))
            }
            Access::Scan { suggestion } if !find.may_scan => {
                Err(Error::new(ErrorKind::WouldScan {
                    model: M::DESCRIPTOR.name,
                    suggestion,
                }))
            }
            Access::Scan { .. } => {
                let selected = returned.with(&checked);
                let target = target(None, selected.as_deref());
                let plan = ReadPlan::scan::<M>(target, path.filter.condition(), None)?;
                Ok(Source::Answers(plan))
            }
        }
    }
}

fn query<M: Model>(
    target: Target<'_>,
    key: &Conjunction,
    filter: &Conjunction,
) -> Result<ReadPlan, Error> {
    ReadPlan::query::<M>(target, KeyCondition::of(key), filter.condition())
}

impl Returned<'_> {
    /// The paths to ask for so that these attributes can be checked too; `None` for everything.
    /// What DynamoDB counts by itself takes no projection.
    fn with(self, checked: &[&'static str]) -> Option<Vec<DocumentPath>> {
        match self {
            Self::All => None,
            Self::Nothing if checked.is_empty() => None,
            Self::Nothing => Some(attributes(checked)),
            Self::Paths(paths) => {
                let paths = paths.iter().cloned();
                Some(paths.chain(attributes(checked)).collect())
            }
        }
    }
}

fn attributes(names: &[&'static str]) -> Vec<DocumentPath> {
    let names = names.iter();
    names.map(|&name| DocumentPath::attribute(name)).collect()
}

fn fetch<M: Model, L>(
    find: &Find<M, L>,
    condition: Conjunction,
    returned: Returned<'_>,
) -> Result<Fetch, Error> {
    Ok(Fetch {
        name: Arc::clone(&find.repository.table),
        table: M::DESCRIPTOR.table,
        projection: projection::<M>(&condition, returned)?,
        condition,
        consistent: find.settings.consistent,
    })
}

/// What is asked for of an item that is read by key: what is returned, what the condition is on,
/// and the key.
fn projection<M: Model>(
    condition: &Conjunction,
    returned: Returned<'_>,
) -> Result<Option<(String, Substitutions)>, Error> {
    let paths = match returned {
        Returned::All => return Ok(None),
        Returned::Paths(paths) => paths,
        Returned::Nothing => &[],
    };
    let key = M::DESCRIPTOR.table.key_names();
    let besides: Vec<_> = key.chain(condition.attributes()).collect();
    let mut expressions = Expressions::new();
    let projection = expressions.projection(paths, &besides)?;
    Ok(Some((projection, expressions.finish()?)))
}

/// Each key once, in order.
fn distinct<M: Model>(mut keys: Vec<Attributes>) -> Arc<[Attributes]> {
    let mut seen = HashSet::new();
    keys.retain(|key| seen.insert(identity_in(M::DESCRIPTOR.table, Some(key))));
    keys.into()
}

/// What a cursor in a list of keys is bound to: the condition has the keys in it.
fn fingerprint<M: Model, L>(find: &Find<M, L>, condition: &Conjunction) -> Fingerprint {
    let condition = Expressions::canonical(condition);
    let table = find.repository.table.as_bytes();
    Fingerprint::of([M::DESCRIPTOR.name.as_bytes(), table, b"keys", &condition])
}
