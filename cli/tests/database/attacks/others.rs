//! Other tables, fields that are back, and indexes and expiry that change.

use super::*;

/// A field is back, and a version of the project with it is deployed before its migration is run: what the message
/// says of keeping values loses none.
#[test]
fn what_programs_have_written_before_a_field_is_back_is_kept_by_the_way_back() {
    let bed = dropped_and_back(2);
    put(&bed, &[("id", "o"), ("name", "Old"), ("fax", "old")]);
    bed.migrate(0, &["run", "--exclusive"]);
    let without = revision(&bed, "earlier");
    next(&bed, &schema(FAX, ""), &["back"]);
    put(&bed, &[("id", "p"), ("name", "Eve"), ("fax", "new")]);
    let refused = bed.migrate(2, &["run", "--exclusive"]);
    assert!(refused.err.contains("(`rollback`)"), "{refused:?}");
    let back = at(&bed, &without, &["rollback", "0001_gone", "--exclusive"]);
    assert_eq!(back.code, 0, "{back:?}");
    let fax = |id: &str| bed.items()[id].get("fax").cloned();
    assert_eq!((fax("o"), fax("p")), (Some(s("old")), Some(s("new"))));
}

/// A migration that only drops is not told of another table either.
#[test]
fn a_restored_table_is_another_one_for_a_migration_that_only_drops() {
    let bed = dropped_and_back(2);
    bed.migrate(0, &["run"]);
    for _ in 0..2 {
        bed.migrate(0, &["verify", "1", "--oldest-client", "after"]);
    }
    bed.migrate(0, &["gate", "contract", "1", "--apart", "0"]);
    bed.block_on(bed.db.sdk().delete_table().table_name("users").send())
        .unwrap();
    bed.create_table();
    put(&bed, &[("id", "p"), ("name", "Eve"), ("fax", "restored")]);
    let status = bed.run(&["migrate", "status"]);
    println!("{status:?}");
    let contract = bed.run(&["migrate", "contract", "1", "--apart", "0"]);
    println!("{contract:?}");
    assert!(status.out.contains("UNKNOWN"));
    assert_eq!(contract.code, 2);
}

/// What the drafts of renamed expiry and replaced indexes say is run, taken back, run again and contracted.
#[test]
fn drafted_expiry_is_run_and_taken_back() {
    let stamp = |name: &str| format!("      {name}: {{ type: timestamp?, as: epoch_s }}\n");
    let bed = begun(2, &schema(&stamp("a"), "    ttl: a\n"));
    let ttl = |bed: &Bed| {
        let described = bed
            .block_on(
                bed.db
                    .sdk()
                    .describe_time_to_live()
                    .table_name("users")
                    .send(),
            )
            .unwrap();
        described
            .time_to_live_description
            .and_then(|it| it.attribute_name)
    };
    let on = aws_sdk_dynamodb::types::TimeToLiveSpecification::builder()
        .attribute_name("a")
        .enabled(true)
        .build()
        .unwrap();
    bed.block_on(
        bed.db
            .sdk()
            .update_time_to_live()
            .table_name("users")
            .time_to_live_specification(on)
            .send(),
    )
    .unwrap();
    next(
        &bed,
        &schema(&stamp("b"), "    ttl: b\n"),
        &["b", "--rename", "User.a=b"],
    );
    for command in [
        &["run", "--exclusive"][..],
        &["rollback", "1", "--exclusive"],
        &["run", "1", "--again", "--exclusive"],
        &["rollback", "1", "--exclusive"],
        &["run", "1", "--again", "--exclusive"],
        &["contract", "1", "--exclusive"],
    ] {
        let run = at(&bed, &[], command);
        println!("{command:?} {run:?} ttl {:?}", ttl(&bed));
        assert_eq!(run.code, 0);
    }
    assert_eq!(ttl(&bed).as_deref(), Some("b"));
}

/// An index that is another one under the same name in DynamoDB cannot be changed by any later migration either.
#[test]
fn an_index_that_changes_under_its_name_is_said() {
    let fields = "      mail: string\n";
    let bed = begun(0, &schema(fields, "    indexes: { by_name: name }\n"));
    let sorted = "    indexes: { by_name: { partition: name, sort: mail } }\n";
    bed.folder
        .write("schemas/app.yaml", &schema(fields, sorted));
    let new = bed.run(&["migrate", "new", "x"]);
    println!("{:?}", bed.run(&["check"]));
    assert!(!new.out.contains("no steps"), "{new:?}");
}

/// An index of the same name and another key is added while the contract that drops the former one is to be made.
#[test]
fn an_index_that_is_another_one_names_the_contract_that_is_missing() {
    let fields = "      mail: string\n";
    let bed = begun(0, &schema(fields, ""));
    next(
        &bed,
        &schema(fields, "    indexes: { by_key: name }\n"),
        &["one"],
    );
    next(&bed, &schema(fields, ""), &["none"]);
    next(
        &bed,
        &schema(fields, "    indexes: { by_key: mail }\n"),
        &["two"],
    );
    let run = bed.run(&["migrate", "run"]);
    assert!(run.err.contains("contract 0002_none"), "{run:?}");
}
