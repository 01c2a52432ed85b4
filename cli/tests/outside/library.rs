//! The door of tools: a call.

use crate::project::{Needs, Project};

#[test]
fn a_call_generates_what_the_command_generates_or_returns_every_problem() {
    let project = Project::new("door-library", &[Needs::Codegen]);
    project.write("src/main.rs", include_str!("fixtures/generate.rs"));
    let run = project.cargo_succeeds(&["run"]);
    let names: Vec<&str> = run
        .out
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(names, ["mod.rs", "state.rs", "tables.rs", "task.rs"]);
    let check = project.dynamite_gen(&["generate", "--check", "--out", "models"]);
    assert_eq!(check.code, 0, "{check:?}");

    project.change_schema("string", "strin");
    let run = project.cargo(&["run", "--quiet"]);
    assert_eq!(run.code, 1, "{run:?}");
    let problems = run.out.matches("there is no type `strin`").count();
    assert_eq!(problems, 2, "{run:?}");
    assert!(run.out.contains("tasks.yaml:6:14"), "{run:?}");
}
