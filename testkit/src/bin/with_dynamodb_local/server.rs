//! The running DynamoDB Local.

use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep};

const DEADLINE: Duration = Duration::from_mins(1);

/// A running server, which ends when it is dropped.
pub(super) struct LocalServer {
    process: Child,
    port: u16,
}

impl LocalServer {
    /// Starts the server and waits until it accepts connections.
    pub(super) async fn start(emulator: &Path) -> io::Result<Self> {
        let port = free_port()?;
        // Databases stay separate for each access key: no `-sharedDb`.
        let process = Command::new("java")
            .arg("-Djava.library.path=DynamoDBLocal_lib")
            .args([
                "-jar",
                "DynamoDBLocal.jar",
                "-inMemory",
                "-disableTelemetry",
            ])
            .args(["-port", &port.to_string()])
            .current_dir(emulator)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut server = Self { process, port };
        server.wait_until_it_answers().await?;
        Ok(server)
    }

    pub(super) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) async fn stop(mut self) -> io::Result<()> {
        self.process.kill().await
    }

    async fn wait_until_it_answers(&mut self) -> io::Result<()> {
        let deadline = Instant::now() + DEADLINE;
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            if let Some(status) = self.process.try_wait()? {
                return Err(io::Error::other(format!(
                    "DynamoDB Local does not start ({status})"
                )));
            }
            if Instant::now() > deadline {
                return Err(io::Error::other(format!("no answer within {DEADLINE:?}")));
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }
}

/// Returns a port that is free at the moment. If another process takes it before the server does,
/// the server ends with an error.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
