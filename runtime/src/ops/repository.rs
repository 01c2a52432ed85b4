//! What every repository can do.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::Client;
use crate::model::Model;

/// The items of one model, in one table, through one client.
///
/// Generated repositories dereference to this one. Cheap to clone, safe to share between tasks.
pub struct Repository<M> {
    pub(super) client: Client,
    pub(super) table: Arc<str>,
    model: PhantomData<fn() -> M>,
}

impl<M: Model> Repository<M> {
    /// The repository of this client. Sends nothing.
    pub fn new(client: &Client) -> Self {
        let table = client.table_name(M::DESCRIPTOR.table.name).into();
        Self {
            client: client.clone(),
            table,
            model: PhantomData,
        }
    }

    /// The client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The name of the table, with the client's prefix.
    pub fn table(&self) -> &str {
        &self.table
    }
}

impl<M> Clone for Repository<M> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            table: Arc::clone(&self.table),
            model: PhantomData,
        }
    }
}

impl<M> fmt::Debug for Repository<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository")
            .field("table", &self.table)
            .finish_non_exhaustive()
    }
}
