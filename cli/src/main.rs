//! `dynamite-gen`: the command of Dynamite.
//!
//! It reads arguments and shows results. Everything about schemas is in `dynamite-codegen`.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "database"),
    allow(
        dead_code,
        unused_imports,
        reason = "arguments of commands that only say which feature they need"
    )
)]

mod arguments;
mod commands;
mod config;
mod failure;
mod files;
mod other_schema;
mod outcome;
mod report;
mod revision;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Global};
use failure::Failure;
use outcome::Outcome;

fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => exit_code(commands::run(&arguments), &arguments.global),
        // Wrong usage has an exit code and an output of its own.
        Err(error) if error.use_stderr() => arguments::with_one_suggestion(error).exit(),
        Err(help) => exit_code(report::help(&help), &Global::default()),
    }
}

fn exit_code(result: Result<Outcome, Failure>, global: &Global) -> ExitCode {
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            report::failure(&failure, global);
            ExitCode::from(2)
        }
    }
}
