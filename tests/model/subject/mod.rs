//! The generated models, behind one trait: the commands of the test as calls of repositories.
//!
//! All four models have the same fields beside their keys, so that the calls are written once, in
//! macros, for what has other types in each model.

mod change;
mod condition;
mod fields;
mod models;
pub(crate) mod nested;
mod parts;
mod visible;

use std::fmt::Debug;
use std::ops::Deref;

use dynamite::Client;
use dynamite::expr::Condition;
use dynamite::model::Model;
use dynamite::ops::{
    Bulk, Delete, Find, Get, GetMany, Lookup as LookupBy, Purge, Repository, Scan, Update, Updating,
};

use crate::answer::Answer;
use crate::command::{Change, Cond, Draft, Index, Lookup, Visible};
use crate::spec::Kind;
use crate::value::Item;

type Result<T> = std::result::Result<T, dynamite::Error>;

/// A generated model.
pub(crate) trait Subject: Model + PartialEq + Debug {
    const KIND: Kind;
    type Repo: Deref<Target = Repository<Self>> + Send + Sync;

    fn repo(client: &Client) -> Self::Repo;
    fn key_from(item: &Item) -> Self::Key;
    fn key_item(key: &Self::Key) -> Item;
    fn from_item(item: &Item) -> Self;
    fn to_item(&self) -> Item;
    fn draft(draft: &Draft) -> Self::Draft;

    fn update(repo: &Self::Repo, key: &Item, version: Option<i128>) -> Update<Self>;
    fn delete(repo: &Self::Repo, key: &Item, version: Option<i128>) -> Delete<Self>;

    fn change(update: Update<Self>, change: &Change) -> Update<Self>;
    fn change_all(
        update: Bulk<Self, Updating<Self>>,
        change: &Change,
    ) -> Bulk<Self, Updating<Self>>;
    fn condition(condition: &Cond) -> Condition<Self>;
    /// A find that returns titles.
    fn titles(find: Find<Self>) -> impl Future<Output = Result<Vec<String>>> + Send;

    fn see_one(get: Get<Self>, visible: Visible) -> Get<Self>;
    fn see_many(get: GetMany<Self>, visible: Visible) -> GetMany<Self>;
    fn see_found(find: Find<Self>, visible: Visible) -> Find<Self>;
    fn see_all(scan: Scan<Self>, visible: Visible) -> Scan<Self>;

    fn index(
        repo: &Self::Repo,
        query: &IndexQuery<'_>,
    ) -> impl Future<Output = Result<Vec<Item>>> + Send;
    /// `None` if the model has no unique fields.
    fn lookup(repo: &Self::Repo, lookup: &Lookup, visible: Visible) -> Option<LookupBy<Self>>;
}

/// A model with soft delete.
pub(crate) trait Soft: Subject + dynamite::model::SoftDelete {
    fn purge(repo: &Self::Repo, key: &Item, version: Option<i128>) -> Purge<Self>;
    fn restore(
        repo: &Self::Repo,
        key: &Item,
        version: Option<i128>,
    ) -> dynamite::ops::Restore<Self>;
}

/// A query of a partition, which is read in pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexQuery<'a> {
    pub(crate) index: Index,
    pub(crate) partition: &'a str,
    pub(crate) descending: bool,
    pub(crate) page: usize,
    pub(crate) filter: Option<&'a Cond>,
}

impl IndexQuery<'_> {
    pub(crate) fn answer(&self, kind: Kind, items: Vec<Item>) -> Answer {
        Answer::Ordered {
            by: self.index.keys(kind).1,
            items,
        }
    }
}
