//! The embedded engine.

use std::net::TcpListener;
use std::path::Path;

use dynoxide::Database;

use super::Client;
use super::connect::local_config;
use crate::Error;

/// A running embedded engine. It stops when it is dropped.
#[derive(Debug)]
pub(super) struct Engine {
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Client {
    /// Makes a client with its own empty DynamoDB in this process, in memory. The engine lives as
    /// long as the client and its clones.
    ///
    /// # Errors
    /// If the engine cannot be started.
    pub fn embedded() -> Result<Self, Error> {
        Self::serve(Database::memory().map_err(|error| Error::configuration(error.to_string()))?)
    }

    /// Makes a client with its own DynamoDB in this process, stored in this file.
    ///
    /// # Errors
    /// If the file cannot be opened or is not a database.
    pub fn embedded_at(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let Some(text) = path.to_str() else {
            return Err(Error::configuration(format!(
                "{} is not UTF-8",
                path.display()
            )));
        };
        let database = Database::new(text).map_err(|error| {
            Error::configuration(format!("cannot open {}: {error}", path.display()))
        })?;
        Self::serve(database)
    }

    fn serve(database: Database) -> Result<Self, Error> {
        let started = Engine::start(database)
            .map_err(|error| Error::configuration(format!("cannot start the engine: {error}")))?;
        let (engine, url) = started;
        // An engine in the same process needs no timeouts. Under a paused clock they would expire
        // while it responds.
        let client = Self::from_config(local_config(url, "embedded")).without_timeouts();
        Ok(client.with(|settings| settings.engine = Some(std::sync::Arc::new(engine))))
    }
}

impl Engine {
    /// Serves the database on a free loopback port, so that the SDK's own signing, retries and
    /// timeouts apply. It has its own thread, so it runs on while the caller's runtime is busy, or
    /// when that runtime is dropped before the client.
    fn start(database: Database) -> std::io::Result<(Self, String)> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::Builder::new()
            .name("dynamite-embedded".into())
            .spawn(move || {
                runtime.block_on(async move {
                    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
                        return;
                    };
                    tokio::select! {
                        () = dynoxide::server::serve_on(listener, database) => {}
                        _ = stopped => {}
                    }
                });
            })?;
        Ok((
            Self {
                stop: Some(stop),
                thread: Some(thread),
            },
            url,
        ))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone only if the thread has already ended.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A file-backed database must be closed before the caller opens it again.
            let _ = thread.join();
        }
    }
}
