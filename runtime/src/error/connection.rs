//! Requests that were not sent, for lack of a connection or because the caller does not allow it.

use std::error::Error as StdError;
use std::fmt;

use hyper_util::client::legacy;

/// An attempt that the caller does not allow any longer.
#[derive(Debug)]
pub(crate) struct NotAllowed;

impl fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the caller does not allow the attempt any longer")
    }
}

impl StdError for NotAllowed {}

/// Returns `true` if an attempt was not sent: not allowed, or without a connection, which was refused, or
/// whose name could not be resolved or routed. Only the SDK's HTTP client reports this; other clients give no
/// information.
pub(crate) fn never_sent(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<legacy::Error>() {
            return error.is_connect();
        }
        if error.is::<NotAllowed>() {
            return true;
        }
        cause = error.source();
    }
    false
}
