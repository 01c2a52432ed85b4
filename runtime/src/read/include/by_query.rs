//! A query for each link.

use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::found::{Failure, Related, UnreadableRelated};
use super::links::{Links, RelationDescriptor};
use super::options::Options;
use crate::Client;
use crate::item::Shape;
use crate::model::Model;

/// Reads the items of each link, in the order of the key.
pub(super) async fn find<M: Model, L: Shape>(
    client: &Client,
    relation: &RelationDescriptor,
    options: &Options<M>,
    links: &Links,
    shape: &L,
) -> Result<Related<L::Row>, Failure> {
    let readings = options.readings(client, relation, links, shape)?;
    let pages = readings
        .into_iter()
        .enumerate()
        .map(|(link, reading)| async move {
            let read = reading.rest(None).await;
            read.map_err(|error| Failure { link, error })
        });
    let mut pages = stream::iter(pages).buffered(options.concurrency);
    let (mut rows, mut of_links, mut bad) = (Vec::new(), Vec::new(), Vec::new());
    while let Some((items, worse, _)) = pages.try_next().await? {
        let first = rows.len();
        rows.extend(items);
        of_links.push((first..rows.len()).map(|row| (row, ())).collect());
        bad.extend(worse);
    }
    Ok(Related {
        rows,
        of_links,
        unreadable: UnreadableRelated::new(bad, options.skip_bad),
    })
}
