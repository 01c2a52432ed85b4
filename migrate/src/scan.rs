//! Pages of a segment, with retries; all items of tables.

use std::future::Future;

use dynamite::engine_support::{
    Backoff, ModelDescriptor, Segment, SegmentPage, SegmentPosition, SegmentRead,
};
use dynamite::{Client, Error, StoredItem};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};

use crate::control::Control;
use crate::error::Error as MigrateError;
use crate::options::Options;
use crate::run::Pass;

/// Number of segments that are read at the same time. Each walks through one partition of the table
/// at a time, and a partition takes 1,000 write units a second.
pub(crate) const SEGMENTS_AT_ONCE: usize = 8;

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

/// Asks passes about all items of their tables, in one complete and consistent scan of each table.
///
/// The segments of a table are read at the same time. `between_pages` lets each go on to its next page.
///
/// # Errors
/// Those of the requests, and those of `between_pages`.
pub(crate) async fn ask<T, E, F>(
    control: &Control,
    passes: &[Pass],
    options: &Options,
    between_pages: impl Fn() -> F,
    see: impl Fn(&mut T, &[&Pass], &StoredItem),
) -> Result<Vec<T>, E>
where
    T: Default,
    E: From<MigrateError>,
    F: Future<Output = Result<(), E>>,
{
    let segments = options.segments.max(1);
    let (client, between_pages, see) = (control.client(), &between_pages, &see);
    let mut all = Vec::new();
    for (model, of_table) in by_table(passes) {
        let of_table = &of_table;
        let parts = Segment::all(segments).map(|part| async move {
            let mut read = segment(client, model, part, options.page_size);
            let mut found = T::default();
            loop {
                between_pages().await?;
                let page = next_page(client, &mut read).await;
                let Some(page) = page.map_err(|error| control.failed(error))? else {
                    return Ok::<_, E>(found);
                };
                let items = page.items.iter();
                items.for_each(|item| see(&mut found, of_table, item));
            }
        });
        let parts = stream::iter(parts).buffer_unordered(SEGMENTS_AT_ONCE);
        all.extend(parts.try_collect::<Vec<_>>().await?);
    }
    Ok(all)
}

/// Returns the passes over each table, with a model of it, in the order of the first of each.
fn by_table(passes: &[Pass]) -> Vec<(&'static ModelDescriptor, Vec<&Pass>)> {
    let mut tables: Vec<(&ModelDescriptor, Vec<_>)> = Vec::new();
    for pass in passes {
        let known = tables
            .iter_mut()
            .find(|(model, _)| model.table.name == pass.model.table.name);
        match known {
            Some((_, of_table)) => of_table.push(pass),
            None => tables.push((pass.model, vec![pass])),
        }
    }
    tables
}
