//! `dynamite-gen init`.

mod checkout;
mod manifest;
mod plan;
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

pub(crate) fn run(options: &Init, report: &Report) -> Result<Outcome, Failure> {
    let checkout = Checkout::find(options.dynamite.as_deref())?;
    let project = Project::look_at(&options.folder)?;
    let new = project.manifest.new;
    let plan = Plan::new(project, &checkout, options.checked_in)?;
    let program = plan.program();
    plan.carry_out(report)?;
    if new && let Some(advice) = workspace::membership(&options.folder) {
        report.advice("by hand", &advice)?;
    }
    report.next(&next_commands(&options.folder, options.checked_in, program))?;
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
fn next_commands(folder: &Path, checked_in: bool, program: plan::Program) -> String {
    let mut commands = Vec::new();
    if folder != Path::new(".") {
        commands.push(format!("cd {}", typed(&folder.to_string_lossy())));
    }
    if checked_in {
        commands.push("dynamite-gen generate".to_owned());
    }
    match program {
        plan::Program::Main => commands.push("cargo run".to_owned()),
        plan::Program::Example => commands.push("cargo run --example dynamite".to_owned()),
        plan::Program::None => commands.push("cargo build".to_owned()),
    }
    if commands.len() == 1 {
        commands.push("dynamite-gen check      # after each change of the schema".to_owned());
    }
    commands.join("\n")
}
