//! Requests that were not sent because there was no connection.

use std::error::Error as StdError;

use hyper_util::client::legacy;

/// Whether there never was a connection: it was refused, or the name or the route leads nowhere.
/// Then nothing was sent. The HTTP client of the SDK says so; of others nothing is known.
pub(crate) fn never_connected(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<legacy::Error>() {
            return error.is_connect();
        }
        cause = error.source();
    }
    false
}
