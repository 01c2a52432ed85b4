//! DynamoDB Local, shared by all tests of a run.

use std::iter;

use tokio::net::TcpStream;

/// Names the running DynamoDB Local, such as `http://127.0.0.1:8000`.
pub const ENDPOINT_VARIABLE: &str = "DYNAMITE_DYNAMODB_LOCAL";

const HOW_TO_START: &str = "run the tests under \
    `cargo run -p dynamite-testkit --bin with-dynamodb-local -- COMMAND`";

/// Returns the endpoint from the environment, once a server responds there.
///
/// A missing server fails the test, even in a manual run: the program that starts the server
/// decides once for the whole run if tests are skipped.
pub(super) async fn running_endpoint() -> String {
    let endpoint = std::env::var(ENDPOINT_VARIABLE)
        .unwrap_or_else(|_| fail(&format!("{ENDPOINT_VARIABLE} is not set")));
    let endpoint = endpoint.trim_end_matches('/');
    let Some(authority) = endpoint.strip_prefix("http://") else {
        fail(&format!(
            "{ENDPOINT_VARIABLE}={endpoint} does not begin with http://"
        ))
    };
    if let Err(error) = TcpStream::connect(authority).await {
        fail(&format!(
            "DynamoDB Local does not answer at {endpoint} ({error})"
        ));
    }
    endpoint.to_owned()
}

#[expect(
    clippy::panic,
    reason = "a test of DynamoDB Local cannot go on without one"
)]
fn fail(problem: &str) -> ! {
    panic!("{problem}: {HOW_TO_START}")
}

/// Returns a key of letters and digits only: DynamoDB Local refuses keys with anything else.
pub(super) fn random_access_key() -> String {
    iter::repeat_with(fastrand::alphanumeric).take(20).collect()
}
