//! Handles signals to stop.
//!
//! Without it, this program would end and leave the server running.

use std::io;

#[cfg(unix)]
pub(super) async fn wait() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
pub(super) async fn wait() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
