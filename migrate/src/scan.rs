//! Pages of a segment, read until they arrive; all items of a table.

use dynamite::engine_support::{
    Backoff, ModelDescriptor, Segment, SegmentPage, SegmentPosition, SegmentRead,
};
use dynamite::{Client, Error, StoredItem};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::options::Options;

/// Returns the next page; `None` behind the last one. A request that may succeed later is repeated.
///
/// # Errors
/// If there were too many attempts, and errors that would come again.
pub(crate) async fn next_page(
    client: &Client,
    read: &mut SegmentRead,
) -> Result<Option<SegmentPage>, Error> {
    let mut backoff = Backoff::of(client);
    loop {
        match read.next_page().await {
            Err(error) if error.is_retryable() && backoff.pause().await => {}
            result => return result,
        }
    }
}

/// Reads a segment from its beginning, consistently: an item that was written just before must not be
/// missed.
pub(crate) fn segment(
    client: &Client,
    model: &'static ModelDescriptor,
    segment: Segment,
    page_size: Option<usize>,
) -> SegmentRead {
    paged(SegmentRead::of(client, model, segment), page_size)
}

/// Reads a segment from a position, consistently.
pub(crate) fn resumed(
    client: &Client,
    model: &'static ModelDescriptor,
    position: SegmentPosition,
    page_size: Option<usize>,
) -> SegmentRead {
    paged(SegmentRead::resumed(client, model, position), page_size)
}

fn paged(read: SegmentRead, page_size: Option<usize>) -> SegmentRead {
    let read = read.consistent();
    match page_size {
        Some(items) => read.page_size(items),
        None => read,
    }
}

/// Reads all items of a model's table, its segments at the same time, and returns what was made of the
/// items of each.
pub(crate) async fn fold<T: Default>(
    client: &Client,
    model: &'static ModelDescriptor,
    options: &Options,
    see: impl Fn(&mut T, &StoredItem),
) -> Result<Vec<T>, Error> {
    let segments = options.segments.max(1);
    let see = &see;
    let parts = Segment::all(segments).map(|part| async move {
        let mut read = segment(client, model, part, options.page_size);
        let mut found = T::default();
        while let Some(page) = next_page(client, &mut read).await? {
            page.items.iter().for_each(|item| see(&mut found, item));
        }
        Ok(found)
    });
    let parts = stream::iter(parts).buffer_unordered(usize::from(segments));
    parts.try_collect().await
}
