//! Conditions of queries on the sort key.

use std::marker::PhantomData;

use super::Query;
use crate::codec::{Comparable, KeyAttribute};
use crate::expr::{IntoValue, KeyCondition, Prefixed};
use crate::model::Index;

/// Conditions on the next free sort key attribute.
impl<I: Index, A: KeyAttribute, S, L> Query<I, (A, S), L> {
    /// Items whose sort key equals this value. With a sort key of several attributes, conditions on
    /// the next one may follow.
    pub fn sort_eq(self, value: impl IntoValue<A>) -> Query<I, S, L> {
        self.sorted(|key, name| key.sort_eq::<A>(name, &value.into_value()))
    }
}

impl<I: Index, A: KeyAttribute + Comparable, S, L> Query<I, (A, S), L> {
    /// Items whose sort key is less.
    pub fn sort_lt(self, value: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_lt::<A>(name, &value.into_value()))
    }

    /// Items whose sort key is less or equal.
    pub fn sort_le(self, value: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_le::<A>(name, &value.into_value()))
    }

    /// Items whose sort key is greater.
    pub fn sort_gt(self, value: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_gt::<A>(name, &value.into_value()))
    }

    /// Items whose sort key is greater or equal.
    pub fn sort_ge(self, value: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_ge::<A>(name, &value.into_value()))
    }

    /// Items whose sort key is between the two, both included.
    pub fn sort_between(self, low: impl IntoValue<A>, high: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_between::<A>(name, &low.into_value(), &high.into_value()))
    }
}

impl<I: Index, A: KeyAttribute + Prefixed, S, L> Query<I, (A, S), L> {
    /// Items whose sort key begins with this.
    pub fn sort_begins_with(self, prefix: impl IntoValue<A>) -> Query<I, (), L> {
        self.sorted(|key, name| key.sort_begins_with::<A>(name, &prefix.into_value()))
    }
}

impl<I: Index, S, L> Query<I, S, L> {
    /// Adds a condition on the next sort key attribute; the types guarantee that there is one.
    fn sorted<T>(
        mut self,
        condition: impl FnOnce(KeyCondition, &'static str) -> KeyCondition,
    ) -> Query<I, T, L> {
        let name = self.attributes.next().unwrap_or_default();
        Query {
            repository: self.repository,
            key: condition(self.key, name),
            attributes: self.attributes,
            filter: self.filter,
            settings: self.settings,
            shape: self.shape,
            free: PhantomData,
        }
    }
}
