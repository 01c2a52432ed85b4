//! Plans: what stands in the way is named, and nothing is written.

use serde_json::json;

use crate::bed::{Bed, NAME, s};

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
