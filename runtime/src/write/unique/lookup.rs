//! Reads the item that holds a unique value.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::super::item;
use super::guard::{self, Guard};
use super::held::{held, is_deleted};
use super::value::guard_key;
use crate::Error;
use crate::codec::{Attribute, Handle, encode_value};
use crate::item::StoredItem;
use crate::model::{Model, UniqueDescriptor};
use crate::read::visibility::{Visibility, visibility_methods};
use crate::repository::Repository;
use aws_sdk_dynamodb::types::AttributeValue;

/// Maximum number of times that a value may change its owner during a lookup.
const ATTEMPTS: u32 = 8;

/// Reads the item that holds a unique value; `None` when there is none. Made by the `by_` methods
/// of generated repositories.
///
/// Sends two consistent `GetItem`, each a read unit for every 4 KB: one for the guard, which names
/// the owner of the value, and one for the item.
///
/// # If the future is dropped
/// Nothing was changed: it only reads.
#[must_use = "nothing happens until it is awaited"]
pub struct Lookup<M: Model> {
    repository: Repository<M>,
    unique: Option<&'static UniqueDescriptor>,
    values: Vec<Option<AttributeValue>>,
    visibility: Visibility,
    /// The first value that cannot be stored.
    problem: Option<Error>,
}

impl<M: Model> Lookup<M> {
    /// Creates a lookup by the constraint at this position of the model's descriptor. For generated
    /// code.
    #[doc(hidden)]
    pub fn new<H>(repository: &Repository<M, H>, rule: usize) -> Self {
        Self {
            repository: repository.without_hooks(),
            unique: M::DESCRIPTOR.uniques.get(rule),
            values: Vec::new(),
            visibility: Visibility::default(),
            problem: None,
        }
    }

    /// Sets the value of the next field, normalized as in a write. For generated code.
    #[doc(hidden)]
    pub fn value<H: Handle<Model = M>>(
        mut self,
        handle: H,
        mut value: <H::Attribute as Attribute>::Value,
    ) -> Self {
        let path = handle.into_path();
        if let Some(rules) = path.rules {
            rules.normalize::<H::Attribute>(&mut value);
        }
        match encode_value::<H::Attribute>(&value) {
            Ok(value) => self.values.push(Some(value)),
            Err(error) => {
                let error = Error::encode(M::DESCRIPTOR.name, error.in_attribute(path.path.root));
                self.problem.get_or_insert(error);
            }
        }
        self
    }

    visibility_methods!(M, visibility);

    async fn run(self) -> Result<Option<M>, Error> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let values = self.values.iter().map(Option::as_ref);
        let Some(unique) = self.unique else {
            return Ok(None);
        };
        let namespace = self.repository.client.guard_namespace();
        let Some(key) = guard_key(namespace, M::DESCRIPTOR.table, unique, values) else {
            return Ok(None);
        };
        let item = find::<M>(&self.repository, unique, &key).await?;
        let shown = item.filter(|item| {
            let is_deleted = is_deleted(M::DESCRIPTOR, item.attributes());
            self.visibility.shows(is_deleted)
        });
        let decoded = shown.map(|item| item.decode().map_err(|error| (item, error)));
        decoded.transpose().map_err(|(item, error)| {
            let key = item.key_text_of(M::DESCRIPTOR);
            error.of_item(M::DESCRIPTOR.name, Some(key)).into()
        })
    }
}

/// Returns the item that holds this guard.
async fn find<M: Model>(
    repository: &Repository<M>,
    unique: &UniqueDescriptor,
    key: &str,
) -> Result<Option<StoredItem>, Error> {
    let Repository { client, table, .. } = repository;
    let guards = guard::table(client);
    let mut previous = None;
    for _ in 0..ATTEMPTS {
        let Some(guard) = Guard::read(client, &guards, key).await? else {
            return Ok(None);
        };
        if guard.owner.table != *table {
            return Err(guard.of_other_table(M::DESCRIPTOR, unique));
        }
        let owner = item::stored(client, table, guard.owner.key.clone()).await?;
        if held(client.guard_namespace(), M::DESCRIPTOR, owner.as_ref()).contains_key(key) {
            return Ok(owner.map(StoredItem::new));
        }
        // The owner has released it. If nobody has taken it since, nobody holds it.
        if previous.as_ref() == Some(&guard) {
            return Ok(None);
        }
        previous = Some(guard);
    }
    Ok(None)
}

impl<M: Model> IntoFuture for Lookup<M> {
    type Output = Result<Option<M>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model> fmt::Debug for Lookup<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookup")
            .field("table", &self.repository.table())
            .field("attributes", &self.unique.map(|it| it.attributes))
            .finish_non_exhaustive()
    }
}
