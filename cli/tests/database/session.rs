//! The shell of pages that work on a database: `dynamite-gen`, `cat`, and what `aws dynamodb` writes.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::aws;
use crate::bed::Bed;
use crate::interrupt::{signal, wait_for_changes};
use crate::support::Run;
use crate::transcript::Shell;

/// What stands behind a command that is interrupted, or killed, once it has changed an item.
const INTERRUPTED: &str = " # Ctrl-C";
const KILLED: &str = " # kill -9";

/// A session of a page.
pub(crate) struct Session {
    bed: Bed,
    /// How a process was ended before, so that how many items it has left depends on the moment.
    ended_by: Option<&'static str>,
}

impl Session {
    pub(crate) fn on(bed: Bed) -> Self {
        Self {
            bed,
            ended_by: None,
        }
    }

    fn dynamite_gen(&self, arguments: &[&str]) -> String {
        let run = self.bed.run(arguments);
        let err = run.err.lines();
        let told: Vec<_> = match run.code {
            2 => err.skip_while(|line| !line.starts_with("error")).collect(),
            _ => err
                .filter(|line| line.starts_with("waiting for "))
                .collect(),
        };
        let depends = match self.ended_by {
            None => false,
            Some(INTERRUPTED) => arguments.get(1) == Some(&"status"),
            Some(_) => true,
        };
        let shown = if depends {
            without_numbers
        } else {
            same_each_time
        };
        let mut lines: Vec<_> = told.into_iter().map(shown).collect();
        lines.dedup();
        lines.extend(run.out.lines().map(shown));
        // Several segments are read at the same time.
        for items in lines.chunk_by_mut(|one, next| is_item(one) && is_item(next)) {
            items.sort();
        }
        lines.concat()
    }

    fn interrupted(&mut self, command: &str) -> String {
        let output = self.ended(command, "-INT");
        self.ended_by = Some(INTERRUPTED);
        let err = String::from_utf8(output.stderr).unwrap();
        let told = err.lines().filter(|line| line.starts_with("stopping"));
        let out = String::from_utf8(output.stdout).unwrap();
        let shown = told.chain(out.lines()).map(without_numbers);
        format!("^C{}", shown.collect::<String>())
    }

    fn killed(&mut self, command: &str) -> String {
        let output = self.ended(command, "-KILL");
        assert_eq!(output.status.code(), None, "{output:?}");
        self.ended_by = Some(KILLED);
        "Killed\n".to_owned()
    }

    /// Ends a command by a signal, once it has changed an item.
    fn ended(&self, command: &str, by: &str) -> Output {
        let words: Vec<_> = command.split(' ').skip(1).collect();
        // Slow enough to be ended.
        let slow = [&words[..], &["--page-size", "5"]].concat();
        let mut command = self.bed.command(&slow);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        wait_for_changes(&self.bed);
        signal(&child, by);
        child.wait_with_output().unwrap()
    }
}

impl Shell for Session {
    fn run(&mut self, command: &str) -> String {
        if let Some(command) = command.strip_suffix(INTERRUPTED) {
            return self.interrupted(command);
        }
        if let Some(command) = command.strip_suffix(KILLED) {
            return self.killed(command);
        }
        let words = words(command);
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        match words[0] {
            "dynamite-gen" => self.dynamite_gen(&words[1..]),
            "cat" => self.bed.folder.read(words[1]),
            "mv" | "rm" => {
                let mut moved = Command::new(words[0]);
                let moved = moved.args(&words[1..]).current_dir(self.folder());
                let run = Run::of(moved);
                assert_eq!(run.code, 0, "{run:?}");
                run.out
            }
            "aws" => {
                aws::write(&self.bed, &words[2..]);
                String::new()
            }
            other => panic!("what is {other}?"),
        }
    }

    fn folder(&self) -> &Path {
        self.bed.folder.root()
    }
}

/// The words of a command. What stands between single quotes is one.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

/// Whether a line names an item.
fn is_item(line: &str) -> bool {
    line.contains(" id = \"")
}

/// A line without times, units, hashes and processes, which differ each time.
fn same_each_time(line: &str) -> String {
    let words: Vec<_> = line.split(' ').collect();
    let shown = words.iter().enumerate().map(|(at, whole)| {
        let word = whole.trim_end_matches([';', ',', ':']);
        let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at]);
        let is_units = words.get(at + 2).is_some_and(|it| it.starts_with("units"));
        let is_number = word.parse::<f64>().is_ok();
        let shown = match word {
            _ if word.len() >= 20 && word.starts_with("20") && word.contains('T') => {
                "2027-01-18T09:12:44Z"
            }
            _ if word.len() == 64 => "5e8f…",
            _ if is_number && before(1) == "process" => "4711",
            _ if before(3) == "process" && before(1) == "on" => "build-7",
            _ if is_number && is_units && word.contains('.') => "…",
            word => word,
        };
        format!("{shown}{}", &whole[word.len()..])
    });
    format!("{}\n", shown.collect::<Vec<_>>().join(" ").trim_end())
}

/// A line without the numbers of items and units, which depend on the moment.
fn without_numbers(line: &str) -> String {
    let line = same_each_time(line);
    let words = line.trim_end().split(' ').scan("", |before, word| {
        let is_number = word.parse::<f64>().is_ok() && *before != "process";
        *before = word;
        Some(if is_number { "…" } else { word })
    });
    format!("{}\n", words.collect::<Vec<_>>().join(" "))
}
