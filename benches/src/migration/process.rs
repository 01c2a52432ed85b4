//! Processes that migrate, and what they say: a line a page, and one at the end.

use std::fmt;
use std::process::Stdio;
use std::str::FromStr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::Fallible;
use crate::beside::program;

/// Who migrates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The engine of migrations.
    Dynamite,
    /// The same with the SDK by hand.
    ByHand,
    /// A loop over all items.
    Loop,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dynamite => "dynamite",
            Self::ByHand => "by-hand",
            Self::Loop => "loop",
        })
    }
}

impl FromStr for Side {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let mut sides = [Self::Dynamite, Self::ByHand, Self::Loop].into_iter();
        let side = sides.find(|side| side.to_string() == name);
        side.ok_or_else(|| format!("`{name}` is none of `dynamite`, `by-hand` and `loop`"))
    }
}

/// A line of a process that migrates.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// `true` for the last one.
    pub is_end: bool,
    /// Items that were written since the process began.
    pub items: u64,
    /// CPU time of the migration so far.
    pub cpu: Duration,
    /// The most memory that the process has held, in KiB.
    pub peak: u64,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_end { "end" } else { "page" };
        let (items, cpu, peak) = (self.items, self.cpu.as_nanos(), self.peak);
        write!(f, "{word} {items} {cpu} {peak}")
    }
}

impl Line {
    fn parse(line: &str) -> Fallible<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        let [word, items, cpu, peak] = words.as_slice() else {
            return Err(format!("a process that migrates has said {line:?}").into());
        };
        Ok(Self {
            is_end: *word == "end",
            items: items.parse()?,
            cpu: Duration::from_nanos(cpu.parse()?),
            peak: peak.parse()?,
        })
    }
}

/// A process that migrates. It ends with this.
#[derive(Debug)]
pub struct Worker {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Worker {
    /// Starts the program `migration_worker`, which is built together with this one.
    ///
    /// # Errors
    /// If it is not there.
    pub fn start(side: Side, endpoint: &str) -> Fallible<Self> {
        let mut command = Command::new(program("migration_worker")?);
        command.args([&side.to_string(), endpoint]);
        let mut process = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let output = process.stdout.take().ok_or("no output")?;
        Ok(Self {
            process,
            lines: BufReader::new(output).lines(),
        })
    }

    /// Waits for the next line.
    ///
    /// # Errors
    /// If the process has ended.
    pub async fn line(&mut self) -> Fallible<Line> {
        match self.lines.next_line().await? {
            Some(line) => Line::parse(&line),
            None => Err("a process that migrates has failed".into()),
        }
    }

    /// Waits for the end, and returns the last line.
    ///
    /// # Errors
    /// If it fails.
    pub async fn end(mut self) -> Fallible<Line> {
        loop {
            let line = self.line().await?;
            if line.is_end {
                return Ok(line);
            }
        }
    }

    /// Kills the process (`SIGKILL`) after this many items, and returns the last line.
    ///
    /// # Errors
    /// If it has ended before.
    pub async fn killed_after(mut self, items: u64) -> Fallible<Line> {
        loop {
            let line = self.line().await?;
            if line.is_end {
                return Err("the process has ended before it was killed".into());
            }
            if line.items >= items {
                self.process.kill().await?;
                return Ok(line);
            }
        }
    }
}
