//! Options of the items that a relation is read through.

use std::fmt;
use std::sync::Arc;

use super::super::index_projection::{self, IndexProjection};
use super::super::page::Reading;
use super::super::settings::ReadSettings;
use super::super::source::Source;
use super::super::visibility::Visibility;
use super::found::Failure;
use super::links::{Links, RelationDescriptor};
use crate::error::ErrorKind;
use crate::expr::{Condition, ExpressionKind, Expressions, KeyCondition, conditional};
use crate::item::{Attributes, Shape};
use crate::model::Model;
use crate::path::DocumentPath;
use crate::request::{CONCURRENCY, ReadRequest, ReadTarget};
use crate::{AccessPathProblem, Client, Error};

/// The selection and settings of the items read for each link.
pub(super) struct Options<M> {
    pub(super) filter: Option<Condition<M>>,
    pub(super) ascending: bool,
    pub(super) limit: Option<usize>,
    pub(super) consistent: bool,
    pub(super) visibility: Visibility,
    pub(super) skip_bad: bool,
    pub(super) concurrency: usize,
}

impl<M> Default for Options<M> {
    fn default() -> Self {
        Self {
            filter: None,
            ascending: true,
            limit: None,
            consistent: false,
            visibility: Visibility::default(),
            skip_bad: false,
            concurrency: CONCURRENCY,
        }
    }
}

impl<M> Clone for Options<M> {
    fn clone(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            ..*self
        }
    }
}

impl<M> fmt::Debug for Options<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("filter", &self.filter)
            .field("ascending", &self.ascending)
            .field("limit", &self.limit)
            .field("consistent", &self.consistent)
            .field("visibility", &self.visibility)
            .field("skip_bad", &self.skip_bad)
            .field("concurrency", &self.concurrency)
            .finish()
    }
}

impl<M: Model> Options<M> {
    /// Adds a condition.
    pub(super) fn only(&mut self, condition: Condition<M>) {
        self.filter = conditional::both(self.filter.take(), Some(condition));
    }

    /// Refuses options that no query of these items supports.
    pub(super) fn check(
        &self,
        relation: &RelationDescriptor,
        selected: Option<&[DocumentPath]>,
    ) -> Result<(), Error> {
        let index = projection_of::<M>(relation);
        index_projection::check(index, selected, self.filter.as_ref())?;
        if let Some(filter) = self.filter.clone() {
            Expressions::new().condition(ExpressionKind::Filter, filter)?;
        }
        match index.global_index() {
            Some(index) if self.consistent => Err(Error::new(ErrorKind::AccessPath(
                AccessPathProblem::NotConsistent {
                    model: M::DESCRIPTOR.name,
                    index,
                },
            ))),
            _ => Ok(()),
        }
    }

    /// Returns the query for each link.
    pub(super) fn readings<L: Shape>(
        &self,
        client: &Client,
        relation: &RelationDescriptor,
        links: &Links,
        shape: &L,
    ) -> Result<Vec<Reading<L>>, Failure> {
        let table = client.table_name(M::DESCRIPTOR.table.name).into();
        let reading = |link: &Attributes| self.reading(client, &table, relation, link, shape);
        let readings = links.distinct.iter().enumerate();
        readings
            .map(|(at, link)| reading(link).map_err(|error| Failure { link: at, error }))
            .collect()
    }

    fn reading<L: Shape>(
        &self,
        client: &Client,
        table: &Arc<str>,
        relation: &RelationDescriptor,
        link: &Attributes,
        shape: &L,
    ) -> Result<Reading<L>, Error> {
        let target = ReadTarget {
            table,
            model: M::DESCRIPTOR,
            index: relation.index,
            selected: shape.selected(),
            ascending: self.ascending,
            consistent: self.consistent,
        };
        let index = projection_of::<M>(relation);
        let shown = index_projection::filter(index, self.visibility);
        let filter = conditional::both(self.filter.clone(), shown);
        let plan = ReadRequest::query(target, key(relation, link), filter)?;
        let settings = ReadSettings {
            limit: self.limit,
            skip_bad: self.skip_bad,
            ..ReadSettings::default()
        };
        let source = Source::Responses(plan);
        Ok(settings.reading(client.clone(), source, shape.clone()))
    }
}

/// Returns the projection through which the items of a relation are read.
pub(super) fn projection_of<M: Model>(relation: &RelationDescriptor) -> IndexProjection {
    IndexProjection {
        model: M::DESCRIPTOR,
        index: relation.index,
    }
}

fn key(relation: &RelationDescriptor, link: &Attributes) -> KeyCondition {
    let parts = relation
        .attributes
        .iter()
        .filter_map(|name| Some((*name, link.get(*name)?.clone())));
    parts.fold(KeyCondition::new(), |key, (name, value)| {
        key.encoded(name, value)
    })
}
