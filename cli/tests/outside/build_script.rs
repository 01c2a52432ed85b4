//! The door of most: a build script of one line.

use crate::project::{BUILD_SCRIPT, Needs, PRINTED, PROGRAM, Project, SCHEMA};
use crate::support::Run;

fn project() -> Project {
    let needs = [Needs::Runtime, Needs::Tokio, Needs::CodegenToBuild];
    let project = Project::new("door-build-script", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    project.write("src/main.rs", PROGRAM);
    project
}

/// Whether cargo has run the build script.
fn generated(run: &Run) -> bool {
    run.err
        .lines()
        .any(|line| line.contains("Running `") && line.contains("build-script-build"))
}

#[test]
fn a_program_creates_reads_and_queries_and_is_generated_anew_when_a_schema_changes() {
    let project = project();
    assert_eq!(project.cargo_succeeds(&["run"]).out, PRINTED);

    let build = || generated(&project.cargo_succeeds(&["build", "--verbose"]));
    assert!(!build(), "nothing was touched");
    project.write("README.md", "Not a schema.");
    assert!(!build(), "no schema was touched");

    project.change_schema("title: string", "title: string\n      note: string?");
    assert!(build(), "a schema was edited");
    assert!(!build());

    let more = SCHEMA.replace("Task", "Errand").replace("State", "Stage");
    project.write("schemas/more/errands.yaml", &more);
    assert!(build(), "a schema was added");
    let uses_both = PROGRAM.replace("models::{", "models::{Errands, ").replace(
        "    Ok(())",
        "    println!(\"{} errands\", Errands::new(&db).query(\"home\").all().await?.len());\n    Ok(())",
    );
    project.write("src/main.rs", &uses_both);
    let printed = project.cargo_succeeds(&["run"]).out;
    assert_eq!(printed, format!("{PRINTED}0 errands\n"));

    std::fs::remove_file(project.path("schemas/more/errands.yaml")).unwrap();
    project.write("src/main.rs", PROGRAM);
    assert!(build(), "a schema was removed");
}

#[test]
fn a_second_folder_is_an_error_that_names_both() {
    let project = Project::new("door-two-folders", &[Needs::CodegenToBuild]);
    project.write("src/main.rs", "fn main() {}\n");
    project.write("more/tasks.yaml", &SCHEMA.replace("Task", "Errand"));
    let calls = ["schemas", "more"].map(|folder| format!("dynamite_codegen::build({folder:?});"));
    project.write("build.rs", &format!("fn main() {{ {} }}\n", calls.concat()));
    let run = project.cargo(&["build", "--quiet"]);
    assert_ne!(run.code, 0);
    let said = "dynamite_codegen::build is called for schemas and for more";
    assert!(run.err.contains(said), "{run:?}");
}
