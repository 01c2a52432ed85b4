//! What the compiler says of calls that a type does not support.

use crate::project::{BUILD_SCRIPT, Needs, Project};

/// A program with this call. `tasks` is the repository, whose index `by_state` is global.
fn program(call: &str) -> String {
    format!(
        "dynamite::include_models!();\n\
         use models::{{State, Tasks, task}};\n\
         fn main() {{}}\n\
         pub fn call(tasks: &Tasks) {{ let _ = {call}; }}\n"
    )
}

const SCHEMA: &str = "
models:
  Task:
    key: { partition: list, sort: id }
    fields:
      list:  string
      id:    { type: ulid, default: generate }
      title: string
      state: { type: State, default: open }
      due:   { type: timestamp, as: iso_offset }
    indexes:
      by_state: { partition: state, sort: title }
types:
  State: { enum: [open, done] }
";

#[test]
fn it_says_why_and_what_to_do_instead() {
    let needs = [Needs::Runtime, Needs::CodegenToBuild];
    let project = Project::new("door-compiler", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    project.write("schemas/tasks.yaml", SCHEMA);
    for (call, said) in [
        (
            "tasks.by_state(State::Done).consistent()",
            [
                "`ByState` has no strongly consistent reads",
                "DynamoDB updates global indexes after the table",
            ],
        ),
        (
            "(tasks, task::due().lt(dynamite::Timestamp::UNIX_EPOCH))",
            [
                "is not in the order of its values",
                "DynamoDB compares what is stored",
            ],
        ),
    ] {
        project.write("src/main.rs", &program(call));
        let run = project.cargo(&["build", "--quiet"]);
        assert_ne!(run.code, 0, "{call}");
        for part in said {
            assert!(run.err.contains(part), "{part} in: {}", run.err);
        }
    }
}
