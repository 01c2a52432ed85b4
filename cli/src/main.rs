//! `dynamite-gen`: the command of Dynamite.
//!
//! It reads arguments and shows results. Everything about schemas is in `dynamite-codegen`.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod config;
mod failure;
mod report;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;
use commands::Outcome;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match commands::run(&arguments) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(failure) => {
            report::failure(&failure, &arguments.global);
            ExitCode::from(2)
        }
    }
}
