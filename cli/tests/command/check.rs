use serde_json::json;

use crate::sandbox::{BROKEN, DUBIOUS, SCHEMA, Sandbox};

#[test]
fn a_clean_schema_exits_with_0_and_says_what_it_holds() {
    let run = Sandbox::with_schema(SCHEMA).run(&["check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        run.out,
        "schemas: no problems in 1 model, 0 types, 1 file\n"
    );
    assert_eq!(run.err, "");
}

#[test]
fn all_problems_of_all_files_are_reported_with_a_count() {
    let sandbox = Sandbox::with_schema(BROKEN);
    sandbox.write(
        "schemas/more/other.yaml",
        "models:\n  Order:\n    key: id\n    fields: { id: nothing }\n",
    );
    let run = sandbox.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 1, "{run:?}");
    let lines: Vec<_> = run.out.lines().collect();
    assert_eq!(lines.len(), 4, "{run:?}");
    assert!(
        lines[0].starts_with("schemas/app.yaml:5:11: error[DM"),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("schemas/app.yaml:6:13: error[DM"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with("schemas/more/other.yaml:4:19: error[DM"),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], "schemas: 3 errors");
}

#[test]
fn more_problems_than_anybody_reads_are_said_to_be_more() {
    let fields = (0..2_100).map(|at| format!("      field_{at}: strin\n"));
    let lines: Vec<_> = std::iter::once(SCHEMA.to_owned()).chain(fields).collect();
    let sandbox = Sandbox::with_schema(&lines.concat());
    let run = sandbox.run(&["check", "--format", "short"]);
    assert!(
        run.out.ends_with("schemas: 2000 errors, and more\n"),
        "{run:?}"
    );
    let objects = sandbox.run(&["check", "--format", "json"]).json();
    assert_eq!(objects.last().unwrap()["has_more"], true);
}

#[test]
fn people_see_the_line_and_what_was_meant() {
    let run = Sandbox::with_schema(BROKEN).run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("name: strin\n"), "{}", run.out);
    assert!(run.out.contains("did you mean `string`?"), "{}", run.out);
    assert!(!run.out.contains('\x1b'), "no colours in a pipe");
}

#[test]
fn json_is_an_object_a_line_with_a_summary_at_the_end() {
    let run = Sandbox::with_schema(BROKEN).run(&["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    let objects = run.json();
    assert_eq!(objects[0]["kind"], "diagnostic");
    assert_eq!(objects[0]["severity"], "error");
    assert_eq!(objects[0]["labels"][0]["file"], "schemas/app.yaml");
    assert_eq!(objects[0]["labels"][0]["line"], 5);
    let summary = objects.last().unwrap();
    assert_eq!(
        (&summary["kind"], &summary["errors"], &summary["warnings"]),
        (&json!("summary"), &json!(2), &json!(0))
    );
}

#[test]
fn github_gets_annotations() {
    let run = Sandbox::with_schema(BROKEN).run(&["check", "--format", "github"]);
    assert_eq!(run.code, 1);
    let annotations = run
        .out
        .lines()
        .filter(|line| line.starts_with("::error file=schemas/app.yaml,line="));
    assert_eq!(annotations.count(), 2, "{}", run.out);
}

#[test]
fn warnings_fail_only_when_they_are_denied() {
    let sandbox = Sandbox::with_schema(DUBIOUS);
    let run = sandbox.run(&["check", "--format", "short"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("warning[DM"), "{run:?}");
    assert!(
        run.out
            .ends_with("schemas: 1 warning in 1 model, 0 types, 1 file\n"),
        "{run:?}"
    );
    assert_eq!(sandbox.run(&["check", "--deny-warnings"]).code, 1);
}

#[test]
fn quiet_leaves_only_problems() {
    assert_eq!(Sandbox::with_schema(SCHEMA).run(&["check", "-q"]).out, "");
    let run = Sandbox::with_schema(BROKEN).run(&["check", "--quiet", "--format", "short"]);
    assert_eq!(run.out.lines().count(), 2, "{run:?}");
}

#[test]
fn an_empty_folder_is_a_problem_of_the_schema() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("schemas")).unwrap();
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("schemas: 1 error"), "{run:?}");
}
