//! Reads several items as of one moment.

use std::collections::HashSet;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use dynamite_core::limits::MAX_TRANSACTION_ACTIONS;

use super::check_client;
use crate::error::ErrorKind;
use crate::item::Shape;
use crate::model::{Model, ModelDescriptor};
use crate::read::{Get, select};
use crate::repository::Repository;
use crate::repository::key::{self, Identity};
use crate::request::{self, TransactedRead};
use crate::transport::RawItem;
use crate::{Client, Error};

/// Reads several items as of one moment. Made by [`Client::transact_get`].
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is awaited"]
pub struct TransactGet<T> {
    client: Client,
    gets: T,
}

impl Client {
    /// Reads up to 100 items as of one moment, isolated from concurrent writes: a
    /// `TransactGetItems`, for twice the read units of consistent reads. Takes a tuple of `get`
    /// operations, of any models and tables, or a `Vec` of those of one model, and returns the same
    /// as these. Their repositories may be of this client or of clients derived from it.
    ///
    /// # Errors
    /// [`ErrorKind::OtherClient`] for a repository that uses another DynamoDB,
    /// [`ErrorKind::DuplicateKey`] for two reads of one item and [`ErrorKind::TooManyReads`],
    /// before any request.
    pub fn transact_get<T: TransactGets>(&self, gets: T) -> TransactGet<T> {
        TransactGet {
            client: self.clone(),
            gets,
        }
    }
}

/// Several `get` operations: a tuple of up to eight, or a `Vec`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in a transaction",
    note = "give a tuple of up to eight `get` operations, or a `Vec` of those of one model"
)]
pub trait TransactGets: sealed::Gets {}

impl<T: sealed::Gets> TransactGets for T {}

/// One of the reads, as it is sent.
pub struct PlannedRead {
    pub(crate) model: &'static ModelDescriptor,
    pub(crate) key: Identity,
    pub(crate) request: TransactedRead,
}

mod sealed {
    use super::PlannedRead;
    use crate::transport::RawItem;
    use crate::{Client, Error};

    /// Not for users to implement.
    pub trait Gets: Send + 'static {
        /// The return type of the operations.
        type Output: Send;

        /// Returns the requests that this client sends.
        fn requests(&self, client: &Client) -> Result<Vec<PlannedRead>, Error>;

        /// Converts the items, which are in the order of the requests.
        fn output(
            self,
            items: &mut dyn Iterator<Item = Option<RawItem>>,
        ) -> Result<Self::Output, Error>;
    }
}

impl<T: TransactGets> TransactGet<T> {
    async fn run(self) -> Result<T::Output, Error> {
        let requests = self.gets.requests(&self.client)?;
        if requests.len() > MAX_TRANSACTION_ACTIONS {
            return Err(Error::new(ErrorKind::TooManyReads {
                reads: requests.len(),
                limit: MAX_TRANSACTION_ACTIONS,
            }));
        }
        check_items(&requests)?;
        let requests: Vec<_> = requests.into_iter().map(|read| read.request).collect();
        let items = if requests.is_empty() {
            Vec::new()
        } else {
            request::transact_get(&self.client, requests).await?
        };
        self.gets.output(&mut items.into_iter())
    }
}

/// Refuses two reads of one item, as DynamoDB does.
fn check_items(reads: &[PlannedRead]) -> Result<(), Error> {
    let mut items = HashSet::with_capacity(reads.len());
    for PlannedRead {
        model,
        key,
        request,
    } in reads
    {
        if !items.insert((&*request.table, key)) {
            return Err(Error::new(ErrorKind::DuplicateKey {
                model: model.name,
                key: key.text(model),
            }));
        }
    }
    Ok(())
}

impl<T: TransactGets> IntoFuture for TransactGet<T> {
    type Output = Result<T::Output, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, L: Shape> Get<M, L> {
    /// Returns the same read as part of a transaction of this client, which is always consistent.
    fn transacted(&self, client: &Client) -> Result<PlannedRead, Error> {
        let Repository {
            client: own, table, ..
        } = &self.repository;
        check_client(own, client, M::DESCRIPTOR.name, table)?;
        let request = TransactedRead {
            table: Arc::clone(table),
            key: key::attributes(&self.key)?,
            projection: select::projection::<M, _>(&self.shape, self.visibility)?,
        };
        Ok(PlannedRead {
            model: M::DESCRIPTOR,
            key: key::identity_of_item::<M>(Some(&request.key)),
            request,
        })
    }
}

impl<M: Model, L: Shape> sealed::Gets for Vec<Get<M, L>> {
    type Output = Vec<Option<L::Row>>;

    fn requests(&self, client: &Client) -> Result<Vec<PlannedRead>, Error> {
        self.iter().map(|get| get.transacted(client)).collect()
    }

    fn output(
        self,
        items: &mut dyn Iterator<Item = Option<RawItem>>,
    ) -> Result<Self::Output, Error> {
        let items = self.iter().map(|get| get.item(items.next().flatten()));
        items.collect()
    }
}

macro_rules! tuples {
    ($($model:ident $shape:ident $get:ident),+) => {
        impl<$($model: Model, $shape: Shape),+> sealed::Gets for ($(Get<$model, $shape>,)+) {
            type Output = ($(Option<$shape::Row>,)+);

            fn requests(&self, client: &Client) -> Result<Vec<PlannedRead>, Error> {
                let ($($get,)+) = self;
                Ok(vec![$($get.transacted(client)?),+])
            }

            fn output(
                self,
                items: &mut dyn Iterator<Item = Option<RawItem>>,
            ) -> Result<Self::Output, Error> {
                let ($($get,)+) = self;
                Ok(($($get.item(items.next().flatten())?,)+))
            }
        }
    };
}

tuples!(A I a);
tuples!(A I a, B J b);
tuples!(A I a, B J b, C K c);
tuples!(A I a, B J b, C K c, D L d);
tuples!(A I a, B J b, C K c, D L d, E N e);
tuples!(A I a, B J b, C K c, D L d, E N e, F O f);
tuples!(A I a, B J b, C K c, D L d, E N e, F O f, G P g);
tuples!(A I a, B J b, C K c, D L d, E N e, F O f, G P g, H Q h);
