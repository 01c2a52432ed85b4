//! The program of the example, as a process with an environment of its own.

use std::process::{Output, Stdio};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running service. It ends when this is dropped.
pub(crate) struct Program {
    url: String,
    _process: Child,
}

impl Program {
    /// Starts the service on a free port, with more variables.
    pub(crate) async fn start(
        endpoint: &str,
        access_key: &str,
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = command(endpoint, access_key, variables);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap();
        let line = line.expect("the service ended: see its errors above");
        let url = line.strip_prefix("listening on ").unwrap().to_owned();
        Self {
            url,
            _process: process,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

/// Runs the program with arguments until it ends.
pub(crate) async fn run(
    endpoint: &str,
    access_key: &str,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Output {
    let mut command = command(endpoint, access_key, variables);
    command.args(arguments).output().await.unwrap()
}

/// The program with the variables of a service on AWS, whose DynamoDB is the engine.
fn command(endpoint: &str, access_key: &str, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynamite-web-service"));
    command.env_clear().kill_on_drop(true);
    command
        .env("AWS_ENDPOINT_URL_DYNAMODB", endpoint)
        .env("AWS_ACCESS_KEY_ID", access_key)
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_REGION", "us-east-1")
        .env("CURSOR_KEY", "5a".repeat(32))
        .env("LISTEN", "127.0.0.1:0")
        .envs(variables.iter().copied());
    command
}
