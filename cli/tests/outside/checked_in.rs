//! The door of those who review what is generated: models in the source tree.

use std::process::Command;

use crate::project::{Needs, Project, SCHEMA, cargo, workspace};
use crate::support::Run;

const LIBRARY: &str = "\
//! Models.
#![deny(warnings, missing_docs)]

pub mod models;
";

/// Crates of which one is among the dependencies of every program that speaks to a network.
const NETWORK: [&str; 8] = [
    "curl",
    "hyper",
    "mio",
    "native-tls",
    "openssl",
    "rustls",
    "socket2",
    "tokio",
];

fn project(name: &'static str) -> Project {
    let project = Project::new(name, &[Needs::Runtime]);
    project.write("src/lib.rs", LIBRARY);
    assert_eq!(generate(&project, &[]).code, 0);
    project
}

fn generate(project: &Project, options: &[&str]) -> Run {
    let command = ["generate", "--out", "src/models"];
    project.dynamite_gen(&[&command, options].concat())
}

/// Checks that models are out of date, and returns what is said about them.
fn drift(project: &Project) -> String {
    let run = generate(project, &["--check"]);
    assert_eq!(run.code, 1, "{run:?}");
    run.out
}

#[test]
fn models_compile_with_nothing_but_the_runtime() {
    let project = project("door-checked-in");
    project.cargo_succeeds(&["check"]);
    assert_eq!(generate(&project, &["--check"]).code, 0);
}

#[test]
fn drift_fails_the_check_and_is_shown() {
    let project = project("door-drift");
    let generated = project.read("src/models/task.rs");

    project.write("src/models/task.rs", &format!("{generated}// by hand\n"));
    let said = drift(&project);
    assert!(said.contains("changed src/models/task.rs"), "{said}");
    assert!(said.contains("\n    -// by hand\n"), "{said}");
    assert_eq!(generate(&project, &[]).code, 0);
    assert_eq!(project.read("src/models/task.rs"), generated);

    project.change_schema("title: string", "title: string\n      note: string?");
    let said = drift(&project);
    assert!(said.contains("changed src/models/task.rs"), "{said}");
    assert!(said.contains("\n    +    pub note: "), "{said}");

    project.change_schema("Task", "Chore");
    let said = drift(&project);
    assert!(said.contains("orphan src/models/task.rs"), "{said}");
    assert!(said.contains("missing src/models/chore.rs"), "{said}");

    project.write("schemas/tasks.yaml", SCHEMA);
    assert_eq!(generate(&project, &["--check"]).code, 0);
}

#[test]
fn rustfmt_leaves_models_alone_and_formats_the_rest() {
    let version = Command::new("rustfmt").arg("--version").output();
    if !version.is_ok_and(|run| run.status.success()) {
        // Continuous integration has it: formatting is its first step.
        return eprintln!("skipped: there is no rustfmt");
    }
    let project = project("door-rustfmt");
    project.write("src/lib.rs", &LIBRARY.replace("pub mod", "pub   mod"));
    project.cargo_succeeds(&["fmt"]);
    assert_eq!(project.read("src/lib.rs"), LIBRARY);
    for file in ["mod.rs", "task.rs"] {
        let path = project.path("src/models").join(file);
        let run = Run::of(
            Command::new("rustfmt")
                .args(["--edition", "2024"])
                .arg(path),
        );
        assert_eq!(run.code, 0, "{run:?}");
    }
    let run = generate(&project, &["--check"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn without_databases_the_command_cannot_speak_to_a_network() {
    let arguments = [
        "tree",
        "--package",
        "dynamite-gen",
        "--no-default-features",
        "--edges",
        "normal",
        "--prefix",
        "none",
    ];
    let run = Run::of(cargo(&arguments).current_dir(workspace()));
    assert_eq!(run.code, 0, "{run:?}");
    let names = run.out.lines().filter_map(|line| line.split(' ').next());
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&"clap"), "{run:?}");
    for name in NETWORK {
        assert!(!names.contains(&name), "{name}: {}", run.out);
    }
}
