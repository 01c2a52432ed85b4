//! The base of all generated repositories.

pub(crate) mod key;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::Client;
use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;

/// The items of one model, in one table, through one client, with [`Hooks`] around their writes.
///
/// Generated repositories dereference to this one. It is cheap to clone, if its hooks are, and safe
/// to share between tasks.
pub struct Repository<M, H = NoHooks> {
    pub(super) client: Client,
    pub(super) table: Arc<str>,
    pub(super) hooks: H,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Repository<M> {
    /// Makes a repository for this client. Sends nothing.
    pub fn new(client: &Client) -> Self {
        Self::with_hooks(client, NoHooks)
    }
}

impl<M: Model, H: Hooks<M>> Repository<M, H> {
    /// Makes a repository for this client, with hooks that are called before and after its writes.
    /// Sends nothing.
    pub fn with_hooks(client: &Client, hooks: H) -> Self {
        let table = client.table_name(M::DESCRIPTOR.table.name).into();
        Self {
            client: client.clone(),
            table,
            hooks,
            model: PhantomData,
        }
    }
}

impl<M, H> Repository<M, H> {
    /// Splits off the hooks.
    pub(super) fn split(self) -> (Repository<M>, H) {
        let repository = Repository {
            client: self.client,
            table: self.table,
            hooks: NoHooks,
            model: PhantomData,
        };
        (repository, self.hooks)
    }

    /// Returns the repository without hooks, for operations that need none.
    pub(super) fn without_hooks(&self) -> Repository<M> {
        Repository {
            client: self.client.clone(),
            table: Arc::clone(&self.table),
            hooks: NoHooks,
            model: PhantomData,
        }
    }

    /// Returns the client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Returns the name of the table, with the client's prefix.
    pub fn table(&self) -> &str {
        &self.table
    }
}

impl<M, H: Clone> Clone for Repository<M, H> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            table: Arc::clone(&self.table),
            hooks: self.hooks.clone(),
            model: PhantomData,
        }
    }
}

impl<M, H> fmt::Debug for Repository<M, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_repository(self, "Repository", f)
    }
}

/// Writes the debug output of a repository with this name. For generated code: a derive with a
/// bound on the hooks would slow down compilation.
#[doc(hidden)]
pub fn fmt_repository<M, H>(
    repository: &Repository<M, H>,
    name: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    f.debug_struct(name)
        .field("table", &repository.table)
        .finish_non_exhaustive()
}
