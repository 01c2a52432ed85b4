//! Other programs of this package.

use std::path::PathBuf;

use crate::Fallible;

/// A program of this package that is built together with this one.
///
/// # Errors
/// If it is not there.
pub fn program(name: &str) -> Fallible<PathBuf> {
    let program = std::env::current_exe()?.with_file_name(name);
    if program.exists() {
        return Ok(program);
    }
    Err(
        format!("no `{name}` here: build all with `cargo build --release -p dynamite-benches`")
            .into(),
    )
}
