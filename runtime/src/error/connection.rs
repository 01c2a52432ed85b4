//! Requests that were not sent for lack of a connection.

use std::error::Error as StdError;

use hyper_util::client::legacy;

/// Returns `true` if no connection was made: it was refused, or the name could not be resolved or
/// routed. Nothing was sent then. Only the SDK's HTTP client reports this; other clients give no
/// information.
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
