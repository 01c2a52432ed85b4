//! Items read by key: keys that are given, or that an index gives.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::batch::{self, BatchGet};
use crate::codec::DecodeError;
use crate::cursor::{Fingerprint, Position};
use crate::expr::{Conjunction, Substitutions};
use crate::item::{Attributes, Shape, Stored, StoredItem};
use crate::model::TableDescriptor;
use crate::repository::key::{Identity, identity_in};
use crate::request::{self, CONCURRENCY, Fetched, GetRequest, PageRequest, ReadRequest};
use crate::transport::{Quota, WithKey};
use crate::{Client, Error};

/// Maximum number of keys taken from an index at once: their items are in memory together.
const KEYS_PER_PAGE: usize = 1000;

/// Items read by key.
#[derive(Clone, Debug)]
pub(crate) struct KeyedSource {
    pub(crate) keys: Keys,
    pub(crate) fetch: Fetch,
}

/// The source of the keys.
#[derive(Clone, Debug)]
pub(crate) enum Keys {
    /// The rows of an index.
    Index(Box<ReadRequest>),
    /// A list of distinct keys.
    Given(Arc<[Attributes]>, Fingerprint),
}

/// Settings of the reads by key.
#[derive(Clone, Debug)]
pub(crate) struct Fetch {
    pub(crate) name: Arc<str>,
    pub(crate) table: &'static TableDescriptor,
    /// The condition on an item, checked after reading: the index may be out of date by then.
    pub(crate) condition: Conjunction,
    /// A projection and its attribute names.
    pub(crate) projection: Option<(String, Substitutions)>,
    pub(crate) consistent: bool,
}

/// Keys, with the other attributes that an index holds of the items.
struct Rows {
    rows: Vec<Attributes>,
    /// The position to continue from; `None` at the end.
    end: Option<Position>,
}

/// The items found, by key, without those that are gone or do not match the condition.
type ItemsByKey<R> = HashMap<Identity, Result<R, DecodeError>>;

impl KeyedSource {
    pub(super) fn fingerprint(&self) -> Fingerprint {
        match &self.keys {
            Keys::Index(read_request) => read_request.fingerprint,
            Keys::Given(_, fingerprint) => *fingerprint,
        }
    }

    /// Reads the next keys and then their items, in the order of the keys.
    pub(super) async fn read<L: Shape>(
        &self,
        client: &Client,
        shape: &L,
        page_request: PageRequest,
        quota: Quota,
    ) -> Result<Fetched<L::Row>, Error> {
        let Rows { rows, end } = self
            .keys
            .next(client, page_request, self.fetch.table)
            .await?;
        let mut found = self.fetch.items(client, &rows, shape).await?;
        let mut fetched = Fetched {
            items: Vec::with_capacity(found.len()),
            bad: Vec::new(),
            end,
        };
        let mut last = None;
        for row in rows {
            let item = found.remove(&identity_in(self.fetch.table, Some(&row)));
            if item.is_some() && quota.is_met(fetched.items.len(), fetched.bad.len()) {
                fetched.end = last.map(|row| self.keys.position(row));
                break;
            }
            match item {
                Some(Ok(item)) => fetched.items.push(item),
                Some(Err(error)) => fetched.bad.push(error),
                None => continue,
            }
            last = Some(row);
        }
        Ok(fetched)
    }
}

impl Keys {
    async fn next(
        &self,
        client: &Client,
        PageRequest { start, evaluate }: PageRequest,
        table: &TableDescriptor,
    ) -> Result<Rows, Error> {
        match self {
            Self::Index(read_request) => {
                let wanted = evaluate.unwrap_or(KEYS_PER_PAGE).min(KEYS_PER_PAGE);
                let evaluate = Some(wanted.max(read_request.least_evaluated()));
                let quota = Quota {
                    items: Some(wanted),
                    skip_bad: false,
                };
                let page_request = PageRequest { start, evaluate };
                let rows =
                    request::read(client, read_request, &Stored, page_request, quota).await?;
                Ok(Rows {
                    rows: (rows.items.into_iter())
                        .map(StoredItem::into_attributes)
                        .collect(),
                    end: rows.end,
                })
            }
            Self::Given(keys, _) => {
                let begin = start.map_or(0, |start| behind(keys, start, table));
                let most = evaluate.unwrap_or(KEYS_PER_PAGE).min(KEYS_PER_PAGE);
                let rows: Vec<_> = keys.iter().skip(begin).take(most).cloned().collect();
                let is_end = begin + rows.len() >= keys.len();
                let end = if is_end { None } else { rows.last().cloned() };
                Ok(Rows {
                    rows,
                    end: end.map(Position::new),
                })
            }
        }
    }

    fn position(&self, row: Attributes) -> Position {
        match self {
            Self::Index(read_request) => read_request.position_of(StoredItem::new(row)),
            Self::Given(..) => Position::new(row),
        }
    }
}

/// Returns the position after a key in a list.
fn behind(keys: &[Attributes], position: Position, table: &TableDescriptor) -> usize {
    let last = identity_in(table, Some(&position.into_attributes()));
    let place = keys
        .iter()
        .position(|key| identity_in(table, Some(key)) == last);
    place.map_or(keys.len(), |place| place + 1)
}

impl Fetch {
    async fn items<L: Shape>(
        &self,
        client: &Client,
        rows: &[Attributes],
        shape: &L,
    ) -> Result<ItemsByKey<L::Row>, Error> {
        let names: Vec<_> = self.table.key_names().collect();
        let shape = WithKey::new(shape.clone(), &self.condition, &names);
        let keys: Vec<Attributes> = rows.iter().map(|row| key_of(row, &names)).collect();
        match &*keys {
            [key] => self.one(client, key, shape).await,
            _ => self.many(client, &keys, &shape).await,
        }
    }

    async fn one<L: Shape>(
        &self,
        client: &Client,
        key: &Attributes,
        shape: WithKey<L>,
    ) -> Result<ItemsByKey<L::Row>, Error> {
        let request = GetRequest {
            key: key.clone(),
            projection: self.projection.clone(),
            consistent: self.consistent,
        };
        let item = request::get(client, &self.name, request, shape).await?;
        let identity = identity_in(self.table, Some(key));
        let item = item.and_then(Result::transpose);
        let key = StoredItem::new(key.clone());
        let item = item.map(|item| match item {
            Ok((_, row)) => Ok(row),
            Err(error) => Err(L::blame(error, Some(&key))),
        });
        Ok(item.map(|item| (identity, item)).into_iter().collect())
    }

    async fn many<L: Shape>(
        &self,
        client: &Client,
        keys: &[Attributes],
        shape: &WithKey<L>,
    ) -> Result<ItemsByKey<L::Row>, Error> {
        let get = BatchGet {
            client,
            table: self.table,
            name: &self.name,
            projection: self.projection.clone(),
            consistent: self.consistent,
            concurrency: CONCURRENCY,
        };
        let identity = |item: &Attributes| identity_in(self.table, Some(item));
        let mut outstanding = batch::Keys::default();
        for key in keys {
            outstanding.add(identity(key), key.clone(), 0);
        }
        let (mut found, mut bad) = (ItemsByKey::new(), Vec::new());
        let take = |row: Option<(Attributes, L::Row)>| {
            found.extend(row.map(|(key, row)| (identity(&key), Ok(row))));
        };
        let refuse = |error, item: Option<StoredItem>| {
            let item = item.map(StoredItem::into_attributes).unwrap_or_default();
            bad.push((identity(&item), Err(error)));
        };
        let read = get.all(&mut outstanding, shape, take, refuse);
        read.await.map_err(|failed| failed.error)?;
        found.extend(bad);
        Ok(found)
    }
}

fn key_of(row: &Attributes, names: &[&str]) -> Attributes {
    let key = names.iter().filter_map(|name| row.get_key_value(*name));
    key.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
