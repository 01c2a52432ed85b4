//! Stopping an engine from outside.

use std::sync::Arc;

use tokio::sync::watch;

/// Stops an engine: it finishes the writes of the pages it has read, stores their checkpoints,
/// releases its lease and returns. The run can then be resumed at once by any process. Clones are
/// the same.
///
/// ```no_run
/// # async fn example(engine: dynamite_migrate::Engine) {
/// let stop = engine.stop();
/// tokio::spawn(async move {
///     if tokio::signal::ctrl_c().await.is_ok() {
///         stop.stop();
///     }
/// });
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stop {
    /// Makes a handle that nothing is stopped by yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the engine to stop. It cannot be taken back.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Returns `true` if the engine was asked to stop.
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the engine is asked to stop.
    pub(crate) async fn asked(&self) {
        let mut asked = self.0.subscribe();
        // `self` has the sender, so the channel cannot close meanwhile.
        let _ = asked.wait_for(|is_asked| *is_asked).await;
    }
}
