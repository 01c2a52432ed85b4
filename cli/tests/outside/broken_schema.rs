//! A build script while the schema is broken.
//!
//! Editors run `cargo check`. It differs in nothing that matters here, and would compile every
//! dependency another time.

use crate::project::{BUILD_SCRIPT, Needs, PROGRAM, Project, SCHEMA};
use crate::support::Run;

/// What is said of a schema with `strin` in place of `string`.
const PROBLEM: &str = "\
error[DM301]: there is no type `strin`
 --> schemas/tasks.yaml:8:14
  |
8 |       title: strin
  |              ^^^^^ unknown type
  |
  = help: did you mean `string`?
";

/// The problem with something before each line.
fn problem_after(prefix: &str) -> String {
    let lines = PROBLEM.lines();
    lines.flat_map(|line| [prefix, line, "\n"]).collect()
}

/// The lines that start an error of the compiler.
fn errors(run: &Run) -> Vec<&str> {
    let lines = run.err.lines();
    lines.filter(|line| line.starts_with("error")).collect()
}

#[test]
fn the_last_good_models_stay_and_the_compiler_shows_the_problems() {
    let needs = [Needs::Runtime, Needs::Tokio, Needs::CodegenToBuild];
    let project = Project::new("door-broken-schema", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    project.write("src/main.rs", PROGRAM);
    project.cargo_succeeds(&["build"]);

    let broken = SCHEMA.replace("title: string", "title: strin");
    let renamed = broken.replace("Task:", "Chore:");
    for schema in [broken, renamed] {
        project.write("schemas/tasks.yaml", &schema);
        let run = project.cargo(&["build", "--quiet"]);
        assert_ne!(run.code, 0);
        let shown = problem_after("       ").replacen("      ", "error:", 1);
        assert!(run.err.contains(&shown), "{}", run.err);
        let told_once = run.err.matches("there is no type").count() == 1;
        assert!(told_once, "{}", run.err);
        let end = errors(&run)[1..].concat();
        assert!(end.ends_with("due to 1 previous error"), "{}", run.err);
    }

    project.write("schemas/tasks.yaml", SCHEMA);
    project.cargo_succeeds(&["build"]);
}

#[test]
fn without_good_models_cargo_shows_the_problems_and_nothing_else() {
    let needs = [Needs::Runtime, Needs::CodegenToBuild];
    let project = Project::new("door-never-good", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    let library = "//! Models.\n#![deny(warnings, missing_docs)]\n\ndynamite::include_models!();\n";
    project.write("src/lib.rs", library);

    project.change_schema("title: string", "title: strin");
    let run = project.cargo(&["build", "--quiet"]);
    assert_ne!(run.code, 0);
    // This one is about dependencies that are still being built.
    let shown = run.err.replace(
        "warning: build failed, waiting for other jobs to finish...\n",
        "",
    );
    let mut expected = problem_after("error: door-never-good@0.1.0: ");
    expected.push_str("error: build script logged errors\n");
    assert_eq!(shown, expected);

    project.write("schemas/tasks.yaml", SCHEMA);
    project.cargo_succeeds(&["build"]);
}
