//! A folder of its own for each test, and the command run in it.

use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Folder, Run, dynamite_gen};

/// A schema without problems.
pub(crate) const SCHEMA: &str = "\
models:
  User:
    key: id
    fields:
      id: { type: ulid, default: generate }
      name: string
";

/// A schema with two errors, in two lines.
pub(crate) const BROKEN: &str = "\
models:
  User:
    key: id
    fields:
      id: ulit
      name: strin
";

/// A schema with a warning: a local index limits item collections.
pub(crate) const DUBIOUS: &str = "\
models:
  Order:
    key: { partition: user_id, sort: id }
    fields:
      user_id: ulid
      id: ulid
      total: decimal
    indexes:
      by_total: { local: true, sort: total }
";

pub(crate) struct Sandbox(Folder);

impl Deref for Sandbox {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.0
    }
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self(Folder::new())
    }

    /// With this text as `schemas/app.yaml`.
    pub(crate) fn with_schema(text: &str) -> Self {
        let sandbox = Self::new();
        sandbox.write("schemas/app.yaml", text);
        sandbox
    }

    /// The command, in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        dynamite_gen(arguments, self.root())
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&mut self.command(arguments))
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::of(&mut dynamite_gen(arguments, &self.path(folder)))
    }

    /// git, in this folder; it has to succeed.
    pub(crate) fn git(&self, arguments: &[&str]) {
        let run = self.try_git(arguments);
        assert_eq!(run.code, 0, "{run:?}");
    }

    /// git, in this folder.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Run {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        Run::of(git.args(arguments).current_dir(self.root()))
    }

    /// Every file with its text, by path, in order, without those of git.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        collect(self.root(), self.root(), &mut files);
        files.sort();
        files
    }
}

impl Run {
    /// Standard output as JSON, an object a line.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}
