//! Reading through toasty, in a process of its own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::{CUSTOMER, Fallible, ITEMS};

/// The process, which reads once for each line that it gets.
pub(crate) struct Reader {
    process: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Reader {
    /// Builds the program and starts it.
    pub(crate) fn start(endpoint: &str) -> Fallible<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("with-toasty");
        let mut command = Command::new("cargo");
        command
            .args(["run", "--quiet", "--release", "--", endpoint, CUSTOMER])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let ask = process.stdin.take().ok_or("no way in")?;
        let answers = process.stdout.take().ok_or("no way out")?;
        let answers = BufReader::new(answers);
        Ok(Self {
            process,
            ask,
            answers,
        })
    }

    /// Reads all orders, and returns the CPU seconds it took.
    pub(crate) fn read(&mut self) -> Fallible<f64> {
        writeln!(self.ask)?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let (items, seconds) = line.trim().split_once(' ').ok_or("toasty did not read")?;
        if items.parse() != Ok(ITEMS) {
            return Err(format!("toasty read {items} items").into());
        }
        Ok(seconds.parse()?)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Nothing is lost if it has ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
