//! `dynamite-gen init`.

mod checkout;
mod manifest;
mod plan;
mod program;
mod project;
mod workspace;

use std::path::Path;

use crate::arguments::Init;
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::report::Report;
use checkout::Checkout;
use plan::Plan;
use project::Project;

/// The reason for the two dependencies on the runtime.
const ENGINE: &str = "the embedded engine is a dev-dependency: examples and tests have it, \
                      `cargo build` leaves it out";

pub(crate) fn run(options: &Init, report: &Report) -> Result<Outcome, Failure> {
    let checkout = Checkout::find(options.dynamite.as_deref())?;
    let project = Project::look_at(&options.folder)?;
    let new = project.manifest.new;
    let plan = Plan::new(project, &checkout, options.checked_in)?;
    let has_example = plan.has_example;
    plan.carry_out(report)?;
    if new && let Some(advice) = workspace::membership(&options.folder) {
        report.advice("by hand", &advice)?;
    }
    report.hint("note", ENGINE)?;
    report.hint("next", &next_commands(options, has_example))?;
    Ok(Outcome::Clean)
}

/// Returns a path as it is typed in a shell: in quotes if a part of it would mean something else.
fn typed(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+".contains(c);
    if path.chars().all(is_plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

/// Returns the commands to type next.
fn next_commands(options: &Init, has_example: bool) -> String {
    let mut commands = Vec::new();
    if options.folder != Path::new(".") {
        commands.push(format!("cd {}", typed(&options.folder.to_string_lossy())));
    }
    if options.checked_in {
        commands.push("dynamite-gen generate".to_owned());
    }
    let cargo = if has_example {
        "cargo run --example first"
    } else {
        "cargo build"
    };
    commands.push(cargo.to_owned());
    if commands.len() == 1 {
        commands.push("dynamite-gen check      # after each change of the schema".to_owned());
    }
    commands.join("\n")
}
