//! Builders that read whole items, with which others can be included.

use futures_core::Stream;

use super::super::page::{Page, Reading};
use super::super::{Find, Query, Scan};
use crate::codec::DecodeError;
use crate::item::Whole;
use crate::model::{Index, Model};
use crate::{Client, Error};

/// A builder that reads whole items of a model: `query`, the method of an index that projects
/// everything, `find` and `scan`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not read whole items",
    note = "relations are included in whole items: without `select`, and not in the rows of an \
            index that projects less"
)]
pub trait Fetch: sealed::Fetch {}

impl<T: sealed::Fetch> Fetch for T {}

/// Items, and the errors of those that cannot be read.
type Everything<M> = (Vec<M>, Vec<DecodeError>);

pub(super) mod sealed {
    use super::{Client, Error, Everything, Model, Page, Stream};

    /// Not for users to implement.
    pub trait Fetch: Sized + Send + 'static {
        /// The model of the items.
        type Model: Model;

        /// The client to read related items with.
        fn client(&self) -> &Client;

        /// Returns `true` if items that cannot be read are skipped.
        fn skips_bad(&self) -> bool;

        /// Limits the read to one item.
        fn only_first(self) -> Self;

        /// Reads one page.
        fn page(
            self,
            cursor: Option<&str>,
        ) -> impl Future<Output = Result<Page<Self::Model>, Error>> + Send;

        /// Streams all items up to the limit.
        fn stream(self) -> impl Stream<Item = Result<Self::Model, Error>> + Send + 'static;

        /// Reads all items up to the limit, and lists those that cannot be read.
        fn everything(self) -> impl Future<Output = Result<Everything<Self::Model>, Error>> + Send;
    }
}

/// The methods that queries, scans and finds have in common, given the arguments of their `reading`.
macro_rules! fetch_methods {
    ($($argument:expr)?) => {
        type Model = M;

        fn client(&self) -> &Client {
            self.repository.client()
        }

        fn skips_bad(&self) -> bool {
            self.settings.skip_bad
        }

        fn only_first(mut self) -> Self {
            self.settings.only_first();
            self
        }

        async fn page(self, cursor: Option<&str>) -> Result<Page<M>, Error> {
            self.page(cursor).await
        }

        fn stream(self) -> impl Stream<Item = Result<M, Error>> + Send + 'static {
            self.stream()
        }

        async fn everything(self) -> Result<Everything<M>, Error> {
            everything(self.reading($($argument)?)?).await
        }
    };
}

impl<M, I, S> sealed::Fetch for Query<I, S, Whole<M>>
where
    M: Model,
    I: Index<Model = M, Row = M>,
    S: 'static,
{
    fetch_methods!();
}

impl<M: Model> sealed::Fetch for Scan<M> {
    fetch_methods!(None);
}

impl<M: Model> sealed::Fetch for Find<M> {
    fetch_methods!();
}

async fn everything<M: Model>(reading: Reading<Whole<M>>) -> Result<Everything<M>, Error> {
    let (items, bad, _) = reading.rest(None).await?;
    Ok((items, bad))
}
