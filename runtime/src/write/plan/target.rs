//! Targets of writes: an item, and its expected version.

use std::fmt;

use crate::Error;
use crate::expr::{Condition, conditional};
use crate::item::Attributes;
use crate::model::{ByVersion, IntoKey, Model, Unlocked, Versioned};
use crate::never::Never;
use crate::repository::{Repository, key};

/// The target of a write. For a model without a version, anything that converts to its key; for a
/// model with one, an entity (`&note`), a key with a version (`(id, 3)`), or a key at [any
/// version](AnyVersion).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which version of `{M}` is to be written",
    label = "a key of `{M}` without a version, or of another type",
    note = "`{M}` has `auto: version`: give an entity (`&entity`), a key and a version (`(key, 3)`; with \
            a key of two attributes `((partition, sort), 3)`), or `key.any_version()` (with \
            `use dynamite::AnyVersion`)"
)]
pub trait Target<M: Model, L = <M as Model>::Lock> {
    /// Returns the key, and the expected version, if there is one.
    #[doc(hidden)]
    fn into_parts(self) -> (M::Key, Option<i128>);
}

impl<M: Model<Lock = Unlocked>, K: IntoKey<M>> Target<M, Unlocked> for K {
    fn into_parts(self) -> (M::Key, Option<i128>) {
        (self.into_key(), None)
    }
}

impl<M: Versioned> Target<M, ByVersion> for &M {
    fn into_parts(self) -> (M::Key, Option<i128>) {
        (self.key(), Some(self.version().into()))
    }
}

impl<M: Versioned, K: IntoKey<M>> Target<M, ByVersion> for (K, M::Version) {
    fn into_parts(self) -> (M::Key, Option<i128>) {
        let (key, version) = self;
        (key.into_key(), Some(version.into()))
    }
}

impl<M: Versioned, K: IntoKey<M>> Target<M, ByVersion> for AtAnyVersion<K> {
    fn into_parts(self) -> (M::Key, Option<i128>) {
        (self.0.into_key(), None)
    }
}

impl<M: Versioned, K, V> Target<M, ByVersion> for (K, V)
where
    (K, V, M): Never,
{
    fn into_parts(self) -> (M::Key, Option<i128>) {
        <(K, V, M)>::never()
    }
}

/// Disables the optimistic lock of one write: `users.update(id.any_version())`.
pub trait AnyVersion: Sized {
    /// Returns the item with this key, at any version. Changes that others have made since it was
    /// read are overwritten; the version is still incremented, so that they notice.
    fn any_version(self) -> AtAnyVersion<Self> {
        AtAnyVersion(self)
    }
}

impl<K> AnyVersion for K {}

/// A key, at any version. Made by [`AnyVersion::any_version`].
#[derive(Clone, Copy, Debug)]
#[must_use = "it only says which item is meant"]
pub struct AtAnyVersion<K>(K);

/// An item as an operation names it.
#[derive(Clone)]
pub(crate) struct Named<M: Model> {
    pub(super) repository: Repository<M>,
    pub(crate) key: M::Key,
    /// The expected version, if there is one.
    pub(super) expected: Option<i128>,
    pub(super) condition: Option<Condition<M>>,
}

impl<M: Model> Named<M> {
    pub(crate) fn new<H>(repository: &Repository<M, H>, target: impl Target<M>) -> Self {
        let (key, expected) = target.into_parts();
        Self {
            expected,
            ..Self::at_any_version(repository, key)
        }
    }

    /// Returns the item with this key, at any version.
    pub(crate) fn at_any_version<H>(repository: &Repository<M, H>, key: M::Key) -> Self {
        Self {
            repository: repository.without_hooks(),
            key,
            expected: None,
            condition: None,
        }
    }

    /// Adds a condition.
    pub(crate) fn only_if(mut self, condition: Condition<M>) -> Self {
        self.condition = conditional::both(self.condition, Some(condition));
        self
    }
}

/// An item by its key as it is stored, which its model may not be able to write.
#[derive(Clone)]
pub(crate) struct Located<M: Model> {
    pub(crate) repository: Repository<M>,
    pub(crate) key: Attributes,
    /// The expected version, if there is one.
    pub(crate) expected: Option<i128>,
    pub(crate) condition: Option<Condition<M>>,
}

impl<M: Model> Named<M> {
    /// Returns the item by its key as it is stored.
    pub(crate) fn located(self) -> Result<Located<M>, Error> {
        Ok(Located {
            key: key::attributes(&self.key)?,
            repository: self.repository,
            expected: self.expected,
            condition: self.condition,
        })
    }
}

impl<M: Model> fmt::Debug for Named<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Named")
            .field("table", &self.repository.table())
            .field("expected", &self.expected)
            .field("condition", &self.condition)
            .finish_non_exhaustive()
    }
}
