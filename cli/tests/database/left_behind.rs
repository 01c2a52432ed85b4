//! What is said of items that a contract or a way back has left as they are.

use crate::bed::{Bed, NAME, s};

/// An item that an older program has written after the run: both attributes, which differ.
fn stray(bed: &Bed) {
    bed.put([
        ("id", s("u00000")),
        ("name", s("Eve")),
        ("full_name", s("Ada")),
        ("country", s("NO")),
    ]);
}

/// A migration that was run, and whose gate `contract` is open.
fn open() -> Bed {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    for oldest in ["expand", "contract", "contract"] {
        bed.migrate(0, &["verify", NAME, "--oldest-client", oldest]);
    }
    bed
}

#[test]
fn a_contract_says_what_becomes_of_the_items_that_it_has_rejected() {
    let bed = open();
    stray(&bed);
    let contract = ["contract", NAME, "--apart", "0", "--max-rejects", "1"];
    let done = bed.migrate(1, &contract);
    assert!(done.out.contains("contracted; 3 items read"), "{done:?}");
    assert!(
        done.out.contains("contract 0001_full_name --again"),
        "{done:?}"
    );
    assert!(!done.out.contains("--rejects"), "{done:?}");
    assert_eq!(bed.items()["u00000"]["name"], s("Eve"));
    // A program that should not run any more.
    bed.put([("id", s("late")), ("name", s("Eve"))]);
    let found = bed.migrate(1, &["verify", NAME]);
    assert!(
        found.out.contains("contract 0001_full_name --again"),
        "{found:?}"
    );
    // Only what is in the place of a former attribute lets it go.
    bed.migrate(2, &["contract", NAME, "--again"]);
    bed.put([
        ("id", s("late")),
        ("name", s("Eve")),
        ("full_name", s("Eve")),
    ]);
    bed.migrate(0, &["resume", "--exclusive", "--changed", "remove"]);
    bed.migrate(0, &["contract", NAME, "--again", "--changed", "remove"]);
    bed.migrate(0, &["verify", NAME]);
    assert!(bed.items().values().all(|it| !it.contains_key("name")));
}

#[test]
fn what_newer_programs_have_written_is_kept_by_the_contract_that_verify_names() {
    let bed = open();
    stray(&bed);
    for said in [&[][..], &["--newest-client", "contract"]] {
        let found = bed.migrate(1, &[&["verify", NAME], said].concat());
        let contract = "migrate contract 0001_full_name --exclusive --changed remove";
        assert!(found.out.replace('\n', " ").contains(contract), "{found:?}");
    }
    let found = bed.migrate(1, &["verify", NAME, "--newest-client", "expand"]);
    assert!(found.out.contains("--again"), "{found:?}");
    let contract = ["contract", NAME, "--apart", "0", "--changed", "remove"];
    let refused = bed.migrate(2, &contract);
    let needed = "migrate contract 0001_full_name --exclusive --changed remove";
    assert!(refused.err.contains(needed), "{refused:?}");
    let contract = ["contract", NAME, "--exclusive", "--changed", "remove"];
    bed.migrate(0, &contract);
    assert_eq!(bed.items()["u00000"]["full_name"], s("Ada"));
    assert!(!bed.items()["u00000"].contains_key("name"));
}

#[test]
fn a_way_back_says_what_becomes_of_the_items_that_it_has_rejected() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    stray(&bed);
    let back = ["rollback", NAME, "--exclusive", "--max-rejects", "1"];
    let done = bed.migrate(1, &back);
    assert!(done.out.contains("is not taken back again"), "{done:?}");
    assert!(!done.out.contains("--rejects"), "{done:?}");
    assert_eq!(bed.items()["u00000"]["full_name"], s("Ada"));
}

#[test]
fn what_is_applied_is_not_said_to_have_failed_because_a_later_call_was_refused() {
    let bed = Bed::new(3);
    bed.migrate(0, &["run", "--exclusive"]);
    stray(&bed);
    bed.migrate(2, &["run", "1", "--again", "--exclusive"]);
    let status = bed.migrate(0, &["status"]);
    assert!(status.out.contains("0001_full_name APPLIED"), "{status:?}");
    assert!(
        status
            .out
            .contains("a later call has failed: nothing was changed"),
        "{status:?}"
    );
    // The same of one that was taken back.
    bed.migrate(0, &["rollback", "1", "--exclusive", "--changed", "remove"]);
    bed.put([("id", s("x")), ("name", s("Ada")), ("full_name", s("Eve"))]);
    bed.migrate(2, &["run", "1", "--again", "--exclusive"]);
    let status = bed.migrate(0, &["status"]);
    assert!(status.out.contains("0001_full_name REVERTED"), "{status:?}");
    assert!(
        status
            .out
            .contains("a later call has failed: nothing was changed"),
        "{status:?}"
    );
}
