//! The migration with the SDK alone, as it is written by someone who knows how: a look at all items first,
//! then segments at the same time, conditional updates, a checkpoint after each page. It sends the
//! requests that the engine sends.

mod item;
mod progress;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use tokio::sync::Semaphore;

use super::items::{Item, TABLE};
use super::plan::{CONCURRENCY, SEGMENTS};
use crate::Fallible;
use progress::Progress;

/// One page of a segment, and where the next one begins.
struct Page {
    items: Vec<Item>,
    end: Option<Item>,
}

/// Runs to its end, and returns how many items were written.
///
/// # Errors
/// Those of the SDK, and items that are not as they should be.
pub async fn by_hand(client: &Client) -> Fallible<u64> {
    let progress = Progress::begin(client).await?;
    survey(client, &progress).await?;
    let writes = Semaphore::new(CONCURRENCY);
    let (progress, writes) = (&progress, &writes);
    let segments = (0..SEGMENTS).map(|number| segment(client, progress, writes, number));
    let written = stream::iter(segments).buffer_unordered(usize::from(SEGMENTS));
    let written: Vec<u64> = written.try_collect().await?;
    Ok(written.into_iter().sum())
}

/// Makes sure that nothing is in the way, before the first change.
async fn survey(client: &Client, progress: &Progress) -> Fallible<()> {
    for number in 0..SEGMENTS {
        let mut start = None;
        loop {
            progress.check_pause().await?;
            let read = page(client, progress, number, start).await?;
            for found in &read.items {
                item::check(found)?;
            }
            start = read.end;
            if start.is_none() {
                break;
            }
        }
    }
    Ok(())
}

async fn segment(
    client: &Client,
    progress: &Progress,
    writes: &Semaphore,
    number: u16,
) -> Fallible<u64> {
    let mut written = 0;
    let mut start = None;
    progress.claim(number).await?;
    loop {
        let read = page(client, progress, number, start).await?;
        let changes = read.items.into_iter().map(|found| async {
            let _permit = writes.acquire().await?;
            item::settle(client, progress, found).await
        });
        let mut changes = stream::iter(changes).buffer_unordered(CONCURRENCY);
        while let Some(changed) = changes.try_next().await? {
            written += u64::from(changed);
        }
        progress.store(number, read.end.as_ref(), written).await?;
        start = read.end;
        if start.is_none() {
            return Ok(written);
        }
        progress.check_pause().await?;
    }
}

async fn page(
    client: &Client,
    progress: &Progress,
    number: u16,
    start: Option<Item>,
) -> Fallible<Page> {
    let scan = client.scan().table_name(TABLE).consistent_read(true);
    let answer = scan
        .segment(number.into())
        .total_segments(SEGMENTS.into())
        .set_exclusive_start_key(start)
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
        .send()
        .await?;
    progress.consumed(answer.consumed_capacity);
    Ok(Page {
        items: answer.items.unwrap_or_default(),
        end: answer.last_evaluated_key,
    })
}

fn text<'i>(item: &'i Item, name: &str) -> Option<&'i String> {
    item.get(name).map(AttributeValue::as_s)?.ok()
}
