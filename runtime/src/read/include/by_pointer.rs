//! Queries each link for keys, then reads the items with these keys: through an index that does not
//! hold the requested attributes, or through the pairs of a many-to-many relation.

use futures_util::stream::{self, StreamExt, TryStreamExt};

use super::super::page::Reading;
use super::batches::{ByKeys, ItemsByKey};
use super::found::{Failure, Related, UnreadableRelated};
use super::pointing::Pointing;
use crate::codec::DecodeError;
use crate::cursor::Position;
use crate::item::{Attributes, Shape};
use crate::model::Model;
use crate::repository::key::{self, Identity};

/// The state of reading one link.
struct Of<X> {
    /// The entries read so far, in order: the key each points to, and the data of the pair.
    entries: Vec<(Identity, X)>,
    next: Next,
    limit: Option<usize>,
}

/// The position to continue from.
enum Next {
    Beginning,
    Behind(Position),
    End,
}

/// The entries of one link read by one request.
type Pointers<X> = (
    usize,
    Vec<(Attributes, X)>,
    Vec<DecodeError>,
    Option<Position>,
);

/// Reads the items that the readings point to. If a limit is not reached because items are gone or
/// deleted, it continues reading.
pub(super) async fn find<M: Model, L: Shape, X: Shape<Row: Clone>>(
    readings: Vec<Reading<Pointing<X>>>,
    how: &ByKeys<'_, L>,
    skip_bad: bool,
) -> Result<Related<L::Row, X::Row>, Failure> {
    let mut batches = ItemsByKey::default();
    let mut bad = Vec::new();
    let mut links: Vec<_> = readings.iter().map(|it| Of::begin(it.limit)).collect();
    loop {
        let round = round(&readings, &mut links, &batches);
        if round.is_empty() {
            break;
        }
        let mut pages = stream::iter(round).buffered(how.concurrency);
        let mut keys = Vec::new();
        let mut owners = Vec::new();
        while let Some((link, pointers, worse, next)) = pages.try_next().await? {
            bad.extend(worse);
            for (key, beside) in pointers {
                let identity = key::identity_of_item::<M>(Some(&key));
                links[link].entries.push((identity.clone(), beside));
                keys.push((identity, key));
                owners.push(link);
            }
            links[link].next = next.map_or(Next::End, Next::Behind);
        }
        let read = batches.read::<M, L>(how, keys).await;
        read.map_err(|(key, error)| Failure {
            link: owners.get(key).copied().unwrap_or_default(),
            error,
        })?;
    }
    bad.append(&mut batches.bad);
    Ok(Related {
        of_links: links.into_iter().map(|it| it.shown(&batches)).collect(),
        rows: batches.rows,
        unreadable: UnreadableRelated::new(bad, skip_bad),
    })
}

/// Returns the queries of the links that want more items, with the number wanted.
fn round<X: Shape, R>(
    readings: &[Reading<Pointing<X>>],
    links: &mut [Of<X::Row>],
    batches: &ItemsByKey<R>,
) -> Vec<impl Future<Output = Result<Pointers<X::Row>, Failure>> + Send + use<X, R>> {
    let mut round = Vec::new();
    for (link, (reading, of)) in readings.iter().zip(links).enumerate() {
        let wanted = of.wanted(batches);
        if wanted == Some(0) {
            continue;
        }
        let start = match std::mem::replace(&mut of.next, Next::End) {
            Next::Beginning => None,
            Next::Behind(position) => Some(position),
            Next::End => continue,
        };
        let mut reading = reading.clone();
        reading.limit = wanted;
        round.push(async move {
            let read = reading.rest(start).await;
            let (pointers, bad, end) = read.map_err(|error| Failure { link, error })?;
            Ok((link, pointers, bad, end))
        });
    }
    round
}

impl<X> Of<X> {
    fn begin(limit: Option<usize>) -> Self {
        Self {
            entries: Vec::new(),
            next: Next::Beginning,
            limit,
        }
    }

    /// Returns the number of items still wanted.
    fn wanted<R>(&self, batches: &ItemsByKey<R>) -> Option<usize> {
        let found = self.entries.iter();
        let found = found.filter(|(key, _)| batches.position(key).is_some());
        Some(self.limit?.saturating_sub(found.count()))
    }

    /// Returns the items found.
    fn shown<R>(self, batches: &ItemsByKey<R>) -> Vec<(usize, X)> {
        let entries = self.entries.into_iter();
        let shown = entries.filter_map(|(key, beside)| Some((batches.position(&key)?, beside)));
        shown.take(self.limit.unwrap_or(usize::MAX)).collect()
    }
}
