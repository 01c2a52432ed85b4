//! Connections that were closed while nothing was sent over them.
//!
//! After a freeze (a Lambda between invocations, a laptop with its lid down, a blocked thread) the
//! other side has closed what the client kept open. The operating system knows, the runtime does not
//! until it looks: a request would be sent over a closed connection, and whether it arrived is
//! unknown then. The SDK repeats it, which a write that must not be done twice forbids, and after
//! which a condition that does not hold says less.

use tokio::task::yield_now;

/// Lets the runtime notice which connections are closed, so that none of them is used.
pub(super) async fn notice_closed_connections() {
    // A task that yields is woken after the runtime has asked the operating system what happened.
    // The tasks of the connections, which are woken by that, may run after this one: hence again.
    yield_now().await;
    yield_now().await;
}
