//! Pages of a segment, read until they arrive.

use dynamite::engine_support::{Backoff, SegmentPage, SegmentRead};
use dynamite::{Client, Error};

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
