//! The sources of the items of a reading.

mod keyed;

pub(super) use keyed::{Fetch, KeyedSource, Keys};

use crate::cursor::Fingerprint;
use crate::item::Shape;
use crate::request::{self, Fetched, LEAST_EVALUATED, PageRequest, ReadRequest};
use crate::transport::Quota;
use crate::{Client, Error};

/// The source of the items of a reading.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// The responses of a query or scan.
    Responses(ReadRequest),
    /// Reads by key.
    ByKey(KeyedSource),
}

impl Source {
    /// Returns the fingerprint that a cursor of this reading is bound to.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Responses(read_request) => read_request.fingerprint,
            Self::ByKey(keyed) => keyed.fingerprint(),
        }
    }

    /// Returns `true` if more items may have to be evaluated than are wanted.
    pub(super) fn is_filtered(&self) -> bool {
        match self {
            Self::Responses(read_request) => read_request.is_filtered(),
            Self::ByKey(_) => true,
        }
    }

    /// Returns the minimum number of items to evaluate for a page if some may not match; it doubles
    /// with each further request.
    pub(super) fn least_evaluated(&self) -> usize {
        match self {
            Self::Responses(_) => LEAST_EVALUATED,
            // Most rows of an index are up to date, and each item costs a read of its own.
            Self::ByKey(_) => 1,
        }
    }

    /// Returns the request, if DynamoDB can count the items.
    pub(super) fn counted(&self) -> Option<&ReadRequest> {
        match self {
            Self::Responses(read_request) if !read_request.is_checked() => Some(read_request),
            _ => None,
        }
    }

    /// Reads the next page: as many of its items as the quota says.
    pub(super) async fn read<L: Shape>(
        &self,
        client: &Client,
        shape: &L,
        page_request: PageRequest,
        quota: Quota,
    ) -> Result<Fetched<L::Row>, Error> {
        match self {
            Self::Responses(read_request) => {
                request::read(client, read_request, shape, page_request, quota).await
            }
            Self::ByKey(keyed) => keyed.read(client, shape, page_request, quota).await,
        }
    }
}
