//! Reports skipped tests where they are visible.

use std::fs::OpenOptions;
use std::io::Write as _;

use super::Feature;

/// Names a file that collects the lines about skipped tests.
///
/// Test runners swallow the output of tests that pass. `with-dynamodb-local`
/// sets this, and prints the collected lines when the run is over.
pub const SKIPPED_VARIABLE: &str = "DYNAMITE_SKIPPED";

pub(super) fn report(engine: &str, feature: Feature) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!("skipped on {engine}: {test} ({feature})\n");
    // Written directly: `eprintln!` is captured by the test harness.
    let _ = std::io::stderr().write_all(line.as_bytes());
    if let Some(path) = std::env::var_os(SKIPPED_VARIABLE) {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .expect("the file that collects skipped tests can be written");
        // One write, so that lines of parallel tests do not mix.
        file.write_all(line.as_bytes())
            .expect("the file that collects skipped tests has room");
    }
}
