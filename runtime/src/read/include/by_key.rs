//! Links that are the primary keys of the related items.

use super::batches::{ByKeys, ItemsByKey};
use super::found::{Failure, Related, UnreadableRelated};
use super::links::Links;
use super::options::Options;
use crate::Client;
use crate::item::Shape;
use crate::model::Model;
use crate::repository::key;

/// Reads the item of each link.
pub(super) async fn find<M: Model, L: Shape>(
    client: &Client,
    options: &Options<M>,
    links: &Links,
    shape: &L,
) -> Result<Related<L::Row>, Failure> {
    let identities: Vec<_> = links
        .distinct
        .iter()
        .map(|key| key::identity_of_item::<M>(Some(key)))
        .collect();
    let how = ByKeys {
        client,
        consistent: options.consistent,
        visibility: options.visibility,
        concurrency: options.concurrency,
        shape,
    };
    let keys = identities.iter().zip(&links.distinct);
    let keys = keys.map(|(identity, key)| (identity.clone(), key.clone()));
    let mut batches = ItemsByKey::default();
    let read = batches.read::<M, L>(&how, keys).await;
    read.map_err(|(link, error)| Failure { link, error })?;
    let positions = identities.iter().map(|it| batches.position(it));
    Ok(Related {
        of_links: positions
            .map(|row| row.map(|row| (row, ())).into_iter().collect())
            .collect(),
        rows: batches.rows,
        unreadable: UnreadableRelated::new(batches.bad, options.skip_bad),
    })
}
