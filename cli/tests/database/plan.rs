//! Plans: what stands in the way is named, and nothing is written.

use serde_json::json;

use crate::bed::{Bed, NAME, s};
use crate::came_back;

#[test]
fn a_full_plan_names_every_item_that_stands_in_the_way_and_writes_nothing() {
    let bed = Bed::new(5);
    bed.put([
        ("id", s("other")),
        ("name", s("Ada")),
        ("full_name", s("Eve")),
    ]);
    bed.put([("id", s("has")), ("name", s("Ada")), ("country", s("NO"))]);
    let before = bed.items();
    let plan = bed
        .migrate(1, &["plan", "--full", "--format", "json"])
        .summary();
    let model = &plan["models"][0];
    assert_eq!(model["items_read"], json!(7));
    assert_eq!(model["overwritten"]["items"], json!(1));
    let first = model["overwritten"]["first"][0].as_str().unwrap();
    assert!(
        first.contains("\"other\"") && first.contains("full_name"),
        "{first}"
    );
    let first = model["without_way_back"]["first"].as_array().unwrap();
    let keys: Vec<_> = first.iter().map(|it| it.as_str().unwrap()).collect();
    assert!(
        keys.iter().any(|it| it.starts_with("id = \"has\": ")),
        "{keys:?}"
    );
    assert_eq!(bed.items(), before);
    let status = bed.migrate(0, &["status", "--format", "json"]).summary();
    assert_eq!(status["status"], json!(null));

    let run = bed.migrate(2, &["run", "--exclusive"]);
    assert!(run.err.contains("nothing was changed"), "{run:?}");
    assert_eq!(bed.items(), before);
    // Each of both is allowed by itself.
    for allowed in ["--overwrite", "--no-rollback"] {
        let run = bed.migrate(2, &["run", "--exclusive", allowed]);
        assert!(run.err.contains("nothing was changed"), "{run:?}");
        assert_eq!(bed.items(), before);
    }
    let allowed = ["run", "--exclusive", "--overwrite", "--no-rollback"];
    bed.migrate(0, &allowed);
    assert_eq!(bed.items()["other"]["full_name"], s("Ada"));
    let back = bed.migrate(2, &["rollback", NAME, "--exclusive"]);
    assert!(back.err.contains("cannot be taken back"), "{back:?}");
}

#[test]
fn a_plan_is_a_runbook_with_costs() {
    let bed = Bed::new(3);
    let text = bed.migrate(0, &["plan"]).out;
    for part in [
        "rename `name` to `full_name`",
        "write units",
        "3 would be changed",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let markdown = bed
        .migrate(0, &["plan", "--markdown", "--prices", "reads=1,writes=2"])
        .out;
    for part in [
        "# Migration 0001_full_name",
        "| run |",
        "the given prices",
        "migrate gate switch",
    ] {
        assert!(markdown.contains(part), "{markdown}");
    }
    let wrong = bed.migrate(2, &["plan", "--prices", "reads=1"]);
    assert!(wrong.err.contains("writes=0.625"), "{wrong:?}");
}

/// The plan of a migration names what `run` is refused for, and writes nothing; returns what it says.
fn refused(bed: &Bed, name: &str, run: &[&str], because: &str) {
    let items = bed.items();
    let status = bed.run(&["migrate", "status"]);
    let plan = bed.migrate(1, &["plan", name]);
    let line = plan.out.lines().find(|it| it.contains("would refuse"));
    assert!(line.is_some_and(|it| it.contains(because)), "{plan:?}");
    let markdown = bed.migrate(1, &["plan", name, "--markdown"]);
    assert!(markdown.out.contains(because), "{markdown:?}");
    let json = bed.migrate(1, &["plan", name, "--format", "json"]);
    let json = json.summary();
    assert!(
        json["refused"][0].as_str().unwrap().contains(because),
        "{json}"
    );
    assert_eq!(bed.items(), items);
    assert_eq!(bed.run(&["migrate", "status"]).out, status.out);
    bed.migrate(2, &[&["run"], run].concat());
}

#[test]
fn a_plan_names_what_run_would_be_refused_for() {
    let bed = Bed::new(3);
    bed.migrate(0, &["plan"]);
    bed.migrate(0, &["run", "--exclusive"]);
    bed.migrate(0, &["rollback", "1", "--exclusive"]);
    refused(&bed, "1", &["--exclusive"], "run 0001_full_name --again");
    bed.migrate(0, &["run", "1", "--again", "--exclusive"]);
    // The file gets another name after it was applied.
    let (from, to) = (format!("migrations/{NAME}.yaml"), "0001_names");
    let to_path = format!("migrations/{to}.yaml");
    std::fs::rename(bed.folder.path(&from), bed.folder.path(&to_path)).unwrap();
    bed.migrate(0, &["order", NAME, to]);
    refused(&bed, to, &["--exclusive"], "it was renamed");
}

#[test]
fn a_plan_of_all_counts_those_before_as_applied() {
    let bed = came_back::dropped(3);
    came_back::back(&bed);
    // Nobody has a fax yet.
    bed.migrate(0, &["plan"]);
    bed.put([("id", s("x")), ("name", s("Eve")), ("fax", s("1"))]);
    let plan = bed.migrate(1, &["plan"]);
    let because = "run would refuse: 0002_back brings `User.fax` back";
    assert!(plan.out.contains(because), "{plan:?}");
    assert_eq!(plan.out.matches("would refuse").count(), 1, "{plan:?}");
    bed.migrate(2, &["run", "--exclusive"]);
    refused(&bed, "2", &["2", "--exclusive"], "former values are there");
}

#[test]
fn a_plan_says_what_cannot_be_taken_back() {
    let bed = came_back::dropped(3);
    let upper = "model: User\nsteps:\n  - drop: fax\n  - set: { field: name, to: upper(name) }\n";
    bed.folder.write("migrations/0001_gone.yaml", upper);
    bed.migrate(0, &["order", "0001_gone"]);
    refused(&bed, "1", &["--exclusive"], "`--no-rollback` allows it");
    bed.migrate(0, &["run", "--exclusive", "--no-rollback"]);
    let applied = bed.migrate(0, &["plan", "1"]);
    assert!(applied.out.contains("a run does nothing"), "{applied:?}");
}
