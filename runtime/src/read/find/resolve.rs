//! Resolves a condition to the source of its items.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::settings::ReadSettings;
use super::super::source::{Fetch, KeyedSource, Keys, Source};
use super::Find;
use crate::Error;
use crate::cursor::Fingerprint;
use crate::error::ErrorKind;
use crate::expr::{Condition, Conjunction, Expressions, KeyCondition, Substitutions};
use crate::item::Attributes;
use crate::model::{IndexDescriptor, Model, ModelDescriptor};
use crate::path::DocumentPath;
use crate::planner::{self, Access, AccessPath, Order, Plan, Question};
use crate::repository::key::identity_in;
use crate::request::{ReadRequest, ReadTarget};

/// The parts of an item that are returned.
#[derive(Clone, Copy, Debug)]
pub(super) enum Returned<'a> {
    All,
    Paths(&'a [DocumentPath]),
    /// Nothing: items are only counted.
    Nothing,
}

/// The access plan, without the types of its model.
pub(super) struct Resolved<'a> {
    pub(super) path: Plan,
    pub(super) model: &'static ModelDescriptor,
    pub(super) table: Arc<str>,
    pub(super) settings: ReadSettings,
    /// The condition on an item, including its visibility.
    pub(super) condition: Conjunction,
    pub(super) returned: Returned<'a>,
    may_scan: bool,
}

impl<M: Model, L> Find<M, L> {
    /// Chooses the access plan.
    pub(super) fn resolved<'a>(&self, returned: Returned<'a>) -> Result<Resolved<'a>, Error> {
        let condition = Conjunction::of(self.asked())?;
        let path = planner::plan(&Question {
            model: M::DESCRIPTOR,
            condition: condition.clone(),
            returned: returned.attributes(),
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
            model: M::DESCRIPTOR,
            table: Arc::clone(&self.repository.table),
            settings: self.settings,
            condition,
            returned,
            may_scan: self.may_scan,
        })
    }

    /// Returns the condition on an item, including its visibility.
    pub(crate) fn asked(&self) -> Condition<M> {
        let condition = self.condition.clone();
        let shown = (!self.is_of_deleted()).then(|| self.settings.visibility.filter());
        match shown.flatten() {
            Some(shown) => condition.and(shown),
            None => condition,
        }
    }

    /// Returns the index to use, if one is used.
    pub(crate) fn index(&self) -> Result<Option<&'static IndexDescriptor>, Error> {
        match self.resolved(Returned::All)?.path.access {
            Access::Query { index, .. } => Ok(index),
            Access::Keys { .. } | Access::Scan { .. } => Ok(None),
        }
    }

    /// Returns `true` if the named index has the time of deletion in its key. Such an index holds
    /// no items that are not deleted, so using it is asking for deleted items.
    fn is_of_deleted(&self) -> bool {
        let index = match self.through {
            Some(AccessPath::Index(name)) => M::DESCRIPTOR.table.index(name),
            _ => None,
        };
        let deleted = M::DESCRIPTOR.deleted.map(|it| it.attribute);
        let mut key = index.into_iter().flat_map(IndexDescriptor::key_names);
        key.any(|name| Some(name) == deleted)
    }
}

impl Resolved<'_> {
    /// Returns the source of the items.
    ///
    /// # Errors
    /// [`ErrorKind::WouldScan`], and errors in the expressions.
    pub(super) fn into_source(self) -> Result<Source, Error> {
        let checked = self.path.checked.attributes();
        match &self.path.access {
            Access::Keys { keys, .. } => {
                let keys = Keys::Given(self.distinct(keys).into(), self.fingerprint());
                self.keyed(keys)
            }
            Access::Query { index, key, .. } if self.path.fetches => {
                let plan = self.query(*index, key, Some(&attributes(&checked)))?;
                let keys = Keys::Index(Box::new(plan.bound_to(&self.condition)));
                self.keyed(keys)
            }
            Access::Query { index, key, .. } => {
                let plan = self.query(*index, key, self.returned.with(&checked).as_deref())?;
                Ok(Source::Responses(plan))
            }
            Access::Scan { suggestion } if !self.may_scan => {
                Err(Error::new(ErrorKind::WouldScan {
                    model: self.model.name,
                    suggestion: suggestion.clone(),
                }))
            }
            Access::Scan { .. } => {
                let selected = self.returned.with(&checked);
                let target = self.target(None, selected.as_deref());
                let filter = self.path.filter.condition::<()>();
                Ok(Source::Responses(ReadRequest::scan(target, filter, None)?))
            }
        }
    }

    fn query(
        &self,
        index: Option<&'static IndexDescriptor>,
        key: &Conjunction,
        selected: Option<&[DocumentPath]>,
    ) -> Result<ReadRequest, Error> {
        let target = self.target(index, selected);
        let filter = self.path.filter.condition::<()>();
        let plan = ReadRequest::query(target, KeyCondition::of(key), filter)?;
        Ok(plan.checking(self.path.checked.clone()))
    }

    fn target<'t>(
        &'t self,
        index: Option<&'static IndexDescriptor>,
        selected: Option<&'t [DocumentPath]>,
    ) -> ReadTarget<'t> {
        ReadTarget {
            table: &self.table,
            model: self.model,
            index: index.map(|index| index.name),
            selected,
            ascending: self.settings.ascending,
            consistent: self.settings.consistent,
        }
    }

    fn keyed(&self, keys: Keys) -> Result<Source, Error> {
        let fetch = Fetch {
            name: Arc::clone(&self.table),
            table: self.model.table,
            condition: self.condition.clone(),
            projection: self.projection()?,
            consistent: self.settings.consistent,
        };
        Ok(Source::ByKey(KeyedSource { keys, fetch }))
    }

    /// Returns the projection of an item read by key: the returned attributes, those of the
    /// condition, and the key.
    fn projection(&self) -> Result<Option<(String, Substitutions)>, Error> {
        let paths = match self.returned {
            Returned::All => return Ok(None),
            Returned::Paths(paths) => paths,
            Returned::Nothing => &[],
        };
        let key = self.model.table.key_names();
        let besides: Vec<_> = key.chain(self.condition.attributes()).collect();
        let mut expressions = Expressions::new();
        let projection = expressions.projection(paths, &besides)?;
        Ok(Some((projection, expressions.finish()?)))
    }

    /// Returns each key once, in the order given, or in reverse.
    pub(super) fn distinct(&self, keys: &[Attributes]) -> Vec<Attributes> {
        let mut seen = HashSet::new();
        let keys = keys.iter();
        let mut keys: Vec<_> = keys
            .filter(|key| seen.insert(identity_in(self.model.table, Some(key))))
            .cloned()
            .collect();
        if !self.settings.ascending {
            keys.reverse();
        }
        keys
    }

    /// Returns the fingerprint that a cursor in a list of keys is bound to; the keys are in the
    /// condition.
    fn fingerprint(&self) -> Fingerprint {
        let condition = Expressions::canonical(&self.condition);
        let (model, table) = (self.model.name.as_bytes(), self.table.as_bytes());
        let order: &[u8] = match (&self.path.access, self.settings.ascending) {
            (Access::Keys { order: Some(_), .. }, true) => b"keys in order",
            (Access::Keys { order: Some(_), .. }, false) => b"keys in reversed order",
            (_, true) => b"keys",
            (_, false) => b"keys reversed",
        };
        Fingerprint::of([model, table, order, &condition])
    }
}

impl Returned<'_> {
    /// Returns the attributes to return; `None` for all.
    fn attributes(self) -> Option<Vec<&'static str>> {
        match self {
            Self::All => None,
            Self::Paths(paths) => Some(paths.iter().map(|path| path.root).collect()),
            Self::Nothing => Some(Vec::new()),
        }
    }

    /// Returns the paths to read so that these attributes can be checked too; `None` for
    /// everything. A count by DynamoDB takes no projection.
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
