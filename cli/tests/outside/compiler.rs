//! What the compiler says of calls that a type does not support.

use crate::project::{BUILD_SCRIPT, Needs, Project};

/// A program with this call. `tasks`, `notes` and `steps` are repositories; notes and steps
/// have a version.
fn program(call: &str) -> String {
    format!(
        "dynamite::include_models!();\n\
         use models::*;\n\
         fn main() {{}}\n\
         pub async fn call(tasks: &Tasks, notes: &Notes, task: &Task, note: &Note, steps: &Steps, text: Option<String>)\n\
         {{\n    let _ = &(tasks, notes, task, note, steps, &text);\n    let _ = {call};\n}}\n"
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
      label: string?
      tags:  set<string>?
      data:  bytes?
      count: { type: u32, default: 0 }
      state: { type: State, default: open }
      due:   { type: timestamp, as: iso_offset }
      done:  { type: Done?, flatten: true }
    indexes:
      by_state: { partition: state, sort: title }
  Note:
    key: id
    fields:
      id:      string
      text:    string
      version: { type: u64, auto: version }
  Step:
    key: { partition: list, sort: number }
    fields:
      list:    string
      number:  u64
      text:    string
      version: { type: u64, auto: version }
types:
  State: { enum: [open, done] }
  Done: { tag: done, union: { never: {}, by: { whom: string } } }
";

/// Calls that do not compile, and parts of what rustc says.
const REJECTED: [(&str, &[&str]); 25] = [
    (
        "tasks.by_state(State::Done).consistent()",
        &[
            "`ByState` has no strongly consistent reads",
            "DynamoDB updates global indexes after the table",
        ],
    ),
    (
        "task::due().lt(dynamite::Timestamp::UNIX_EPOCH)",
        &[
            "is not in the order of its values",
            "DynamoDB compares what is stored",
        ],
    ),
    (
        "tasks.update(task).set(task::title(), 5)",
        &["`{integer}` is not a value of an attribute stored as `std::string::String`"],
    ),
    (
        "tasks.update(task).set(task::count(), \"5\")",
        &["`&str` is not a value of an attribute stored as `u32`"],
    ),
    (
        "tasks.update(task).set(task::label(), None)",
        &[
            "`Option<_>` is not a value of an attribute stored as",
            "and `set_or_remove` removes it",
        ],
    ),
    (
        "tasks.update(task).set(task::label(), text)",
        &["`set_if_some` leaves the attribute as it is for `None`"],
    ),
    (
        "tasks.update(task).set(task::title, \"x\")",
        &[
            "is not the handle of an attribute",
            "handles are functions that are called: `user::name()`",
        ],
    ),
    (
        "tasks.update(task).set(task::list(), \"x\")",
        &[
            "an update cannot change this field: `KeyField`",
            "create an item with the new key and delete the old one",
        ],
    ),
    (
        "tasks.update(task).set(task::done(), Done::Never)",
        &["a flattened union has several attributes: `set_flattened` sets them"],
    ),
    (
        "tasks.update(task).set(task::done().by().whom(), \"Ada\")",
        &[
            "an update cannot change this field: `VariantField`",
            "`set_flattened` sets a flattened union as a whole",
        ],
    ),
    (
        "tasks.update(task).set_to(task::title(), task::done().by().whom())",
        &[
            "a field of a variant is not copied: `VariantField`",
            "read the item and set the value",
        ],
    ),
    (
        "tasks.update(task).set_flattened(task::state(), State::Done)",
        &[
            "is not the handle of a flattened union",
            "`set` sets other fields",
        ],
    ),
    (
        "tasks.update(task).remove(task::title())",
        &["an update can remove only what may be absent"],
    ),
    (
        "tasks.update(task).add(task::title(), 1)",
        &["`std::string::String` is not a number: it cannot be added to"],
    ),
    (
        "tasks.update(task).append(task::tags(), [\"x\"])",
        &["is not a list"],
    ),
    (
        "tasks.update(task).set(note::text(), \"x\")",
        &["expected `Task`, found `Note`"],
    ),
    (
        "tasks.find(task::list().eq(\"x\")).await",
        &[
            "this does not say how much is to be read, so it cannot be awaited",
            "add `.all()`, `.page(cursor)`, `.first()`, `.count()` or `.exists()` before `.await`",
        ],
    ),
    (
        "tasks.by_state(State::Done).await",
        &["this does not say how much is to be read, so it cannot be awaited"],
    ),
    (
        "tasks.get(note)",
        &[
            "`&note::Note` is not a key of `models::task::Task`",
            "`(partition, sort)`",
        ],
    ),
    ("notes.get(5)", &["`{integer}` is not a key of"]),
    (
        "notes.update(\"x\").set(note::text(), \"y\")",
        &[
            "`&str` does not say which version of `models::note::Note` is to be written",
            "a key and a version (`(key, 3)`; with a key of two attributes `((partition, sort), 3)`)",
            "or `key.any_version()`",
        ],
    ),
    (
        "notes.update((\"x\", \"y\")).set(note::text(), \"y\")",
        &["`(&str, &str)` does not say which version of `models::note::Note` is to be written"],
    ),
    (
        "steps.update((\"x\", 3)).set(step::text(), \"y\")",
        &["does not say which version of `models::step::Step` is to be written"],
    ),
    (
        "NewNote { id: \"x\".into() }",
        &["missing field `text` in initializer of"],
    ),
    (
        "NewTask { list: \"x\".into(), title: \"y\".into(), due: task.due }.data(5)",
        &[
            "`{integer}` is not a value of a field that holds `Vec<u8>`",
            "give a `Vec<u8>` or an `Option<Vec<u8>>`",
        ],
    ),
];

/// What compiles: values in the forms that callers have them in.
const ACCEPTED: &str = "(
        tasks.update(task).set(task::data(), [0xff]).set(task::title(), \"x\"),
        tasks.update(task).set(task::data(), \"text\").set_if_some(task::title(), text.as_deref()),
        tasks.update(task).set_or_remove(task::label(), text.clone()).patch(task::data(), None::<Option<&[u8]>>),
        NewTask { list: \"x\".into(), title: \"y\".into(), due: task.due }
            .label(text.clone()).count(5).data(&[1u8][..]).label(text.as_deref()),
    )";

#[test]
fn it_says_why_and_what_to_do_instead() {
    let needs = [Needs::Runtime, Needs::CodegenToBuild];
    let project = Project::new("door-compiler", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    project.write("schemas/tasks.yaml", SCHEMA);
    project.write("src/main.rs", &program(ACCEPTED));
    let run = project.cargo(&["check", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (call, said) in REJECTED {
        project.write("src/main.rs", &program(call));
        let run = project.cargo(&["check", "--quiet"]);
        assert_ne!(run.code, 0, "{call}");
        for part in said {
            assert!(run.err.contains(part), "{part} in: {}", run.err);
        }
    }
}

/// Types without a codec, as fields.
const NO_CODEC: &str = "
models:
  Task:
    key: id
    fields:
      id:    string
      thing: Thing
      seal:  { type: string, codec: \"crate::Seal\" }
      more:  list<Thing>
types:
  Thing: { rust: \"crate::Thing\" }
";

#[test]
fn every_error_says_that_a_type_is_no_codec() {
    let needs = [Needs::Runtime, Needs::CodegenToBuild];
    let project = Project::new("door-codec", &needs);
    project.write("build.rs", BUILD_SCRIPT);
    project.write("schemas/tasks.yaml", NO_CODEC);
    project.write(
        "src/main.rs",
        "dynamite::include_models!();\n#[derive(Clone, Debug, PartialEq)]\npub struct Thing;\n\
         pub struct Seal;\nfn main() {}\n",
    );
    let run = project.cargo(&["check", "--quiet"]);
    assert_ne!(run.code, 0, "{}", run.err);
    let errors = run.err.split("\nerror");
    for error in errors.filter(|error| !error.contains("could not compile")) {
        assert!(error.contains(" is no codec"), "{}", run.err);
    }
    for name in ["Thing", "Seal"] {
        assert!(
            run.err.contains(&format!("`{name}` is no codec")),
            "{}",
            run.err
        );
    }
}
