//! Connections that were closed while nothing was sent over them.
//!
//! After a freeze (a Lambda between invocations, a laptop with its lid down, a blocked thread) the
//! other side has closed what the client kept open. The operating system knows, the runtime does
//! not until it looks: a request would be sent over a closed connection, and whether it arrived is
//! unknown then. The SDK retries it, which a write that must not be done twice forbids, and after
//! which a condition that does not hold says less.

use std::time::Duration;

use tokio::time::sleep;

use crate::Client;

/// A client that was used more recently than this ran all the while, and has noticed.
const RECENTLY: Duration = Duration::from_secs(1);

/// The shortest time that the runtime waits for.
const TICK: Duration = Duration::from_millis(1);

/// If nothing was sent for a while, lets the runtime notice which connections are closed, so that
/// none of them is used.
pub(super) async fn notice_closed_connections(client: &Client) {
    if client.activity().idle() > RECENTLY {
        // In a box, so that writes do not grow with what few of them do.
        Box::pin(two_ticks()).await;
        // After the pause: others that begin meanwhile have to wait as well.
        client.activity().note();
    }
}

/// Before a timer fires, the runtime asks the operating system what happened; in the second tick
/// the tasks of the connections see it.
async fn two_ticks() {
    sleep(TICK).await;
    sleep(TICK).await;
}
