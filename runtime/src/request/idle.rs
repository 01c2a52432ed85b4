//! Detection of connections that were closed while idle.
//!
//! After a freeze (a Lambda between invocations, a suspended laptop, a blocked thread) the other
//! side has closed idle connections. The operating system knows this, but the runtime does not
//! until it polls: a request would be sent over a closed connection, and its outcome would be
//! unknown. The SDK would retry it, which a write that must not be applied twice forbids, and after
//! which a failed condition is less conclusive.

use std::time::Duration;

use tokio::time::sleep;

use crate::Client;

/// A client that was used more recently than this was not suspended, and has noticed.
const RECENTLY: Duration = Duration::from_secs(1);

/// The shortest timer of the runtime.
const TICK: Duration = Duration::from_millis(1);

/// After an idle time, lets the runtime detect closed connections, so that none of them is used.
pub(super) async fn notice_closed_connections(client: &Client) {
    if client.activity().idle() > RECENTLY {
        // Boxed, so that all writes do not grow for a rare case.
        Box::pin(two_ticks()).await;
        // After the pause, because requests that begin meanwhile must wait as well.
        client.activity().note();
    }
}

/// Before a timer fires, the runtime polls the operating system; in the second tick, the connection
/// tasks see the result.
async fn two_ticks() {
    sleep(TICK).await;
    sleep(TICK).await;
}
