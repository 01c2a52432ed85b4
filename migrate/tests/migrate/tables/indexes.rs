//! Indexes that are added, replaced and dropped.

use aws_sdk_dynamodb::types::AttributeValue as V;
use dynamite_migrate::{ClientPhase, Clients, Ending, Options, Refusal};
use dynamite_testkit::{Fault, Feature, Operation};

use super::{
    contract, drop_index, indexes, mailed, make_index, migrator, migrator_with, put, rejected,
    rollback, run, user, users,
};
use crate::support::{n, oldest, options, s, stored_users};

const RENAME: &str = "  - rename: { from: name, to: full_name }\n";

/// Steps after the rename that both schemas ask for.
fn with(steps: &str) -> String {
    format!("{RENAME}{steps}")
}

#[tokio::test]
async fn an_index_is_added_after_all_items_were_found_fit_for_it() {
    let mut other_type = user("number", "ada");
    other_type.insert("mail".to_owned(), n(7));
    let mut null = user("null", "ada");
    null.insert("mail".to_owned(), V::Null(true));
    let long = "x".repeat(2049);
    let items = [
        mailed("fit", "ada@example.org"),
        mailed("longest", &long[1..]),
        mailed("long", &long),
        mailed("empty", ""),
        other_type,
        null,
        user("absent", "ada"),
    ];
    let bed = users(&items).await;
    let before = stored_users(&bed.direct).await;
    let migrator = migrator(&bed.db, &with("  - index: { add: by_mail }\n"));
    let error = run(&migrator).await.unwrap_err();
    let rejects = rejected(&error);
    let ids: Vec<_> = rejects.iter().map(|(key, _)| key.as_str()).collect();
    let expected = ["empty", "long", "null", "number"].map(|id| format!("id = \"{id}\""));
    assert_eq!(ids, expected);
    for (_, reason) in &rejects {
        let is_said = reason.starts_with("add index by_mail of table users: ");
        assert!(is_said && reason.contains("`mail`"), "{reason}");
    }
    assert_eq!(indexes(&bed.direct).await, ["role_1"]);
    assert_eq!(
        stored_users(&bed.direct).await,
        before,
        "nothing was changed"
    );

    for id in ["empty", "long", "null", "number"] {
        put(&bed.direct, user(id, "ada")).await;
    }
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
    let query = bed.direct.sdk().query().table_name("users");
    let query = query
        .index_name("by_mail")
        .key_condition_expression("mail = :m");
    let found = query.expression_attribute_values(":m", s("ada@example.org"));
    assert_eq!(found.send().await.unwrap().count, 1);
}

#[tokio::test]
async fn an_index_over_what_a_step_gives_is_added_after_that_pass() {
    let bed = users(&[user("a", "ada"), user("b", "")]).await;
    let migrator = migrator(&bed.db, &with("  - index: { add: by_name }\n"));
    let error = run(&migrator).await.unwrap_err();
    let rejects = rejected(&error);
    assert_eq!(rejects.len(), 1);
    assert_eq!(rejects[0].0, "id = \"b\"");
    assert_eq!(indexes(&bed.direct).await, ["role_1"]);
    let stored = stored_users(&bed.direct).await;
    assert_eq!(stored["b"]["full_name"], s(""), "the pass was made");

    put(&bed.direct, user("b", "bob")).await;
    // What older programs write after the pass is found by the next one.
    let done = migrator.run(dynamite_migrate::Clients::None, true).await;
    assert_eq!(done.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_name", "role_1"]);
    let log = bed.proxy.log();
    let last_write = log
        .iter()
        .rposition(|it| it.operation == Operation::UpdateItem && it.tables == ["users"]);
    let added = log
        .iter()
        .position(|it| it.operation == Operation::UpdateTable);
    assert!(last_write < added, "{last_write:?} {added:?}");
    let found = migrator.verify(dynamite_migrate::Clients::None).await;
    assert!(found.unwrap().is_clean());
}

#[tokio::test]
async fn rejects_that_are_allowed_do_not_hold_an_index_up() {
    let bed = users(&[mailed("a", "a@example.org"), mailed("b", "")]).await;
    let options = Options {
        max_rejects: 1,
        ..options()
    };
    let steps = with("  - index: { add: by_mail }\n");
    let migrator = migrator_with(&bed.db, &steps, options);
    let report = run(&migrator).await.unwrap();
    assert_eq!((report.ending, report.total().rejected), (Ending::Done, 1));
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
    assert_eq!(migrator.rejects().await.unwrap()[0].key, "id = \"b\"");
}

#[tokio::test]
async fn two_indexes_are_added_one_after_the_other() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    let steps = with("  - index: { add: by_mail }\n  - index: { add: by_name }\n");
    let _ = run(&migrator(&bed.db, &steps)).await.unwrap();
    let log = bed.proxy.log().into_iter();
    let log: Vec<_> = log
        .filter(|it| {
            matches!(it.operation, Operation::UpdateTable)
                || it.operation == Operation::DescribeTable && it.tables == ["users"]
        })
        .collect();
    let updates = log.iter().enumerate();
    let updates: Vec<_> = updates
        .filter(|(_, it)| it.operation == Operation::UpdateTable)
        .collect();
    assert_eq!(updates.len(), 2);
    assert!(updates[1].0 > updates[0].0 + 1, "it looks between the two");
    for (_, update) in updates {
        let changes = update.body["GlobalSecondaryIndexUpdates"].as_array();
        assert_eq!(changes.map(Vec::len), Some(1));
    }
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "by_name", "role_1"]);
}

#[tokio::test]
async fn a_rollback_drops_only_the_indexes_that_the_run_has_made() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    if bed.engine.lacks(Feature::IndexesActiveAtOnce) {
        return;
    }
    let before = stored_users(&bed.direct).await;
    // Somebody else has made one of them.
    make_index(&bed.direct, "by_mail", "mail").await;
    let steps = with("  - index: { add: by_mail }\n  - index: { add: by_name }\n");
    let migrator = migrator(&bed.db, &steps);
    let _ = run(&migrator).await.unwrap();
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "by_name", "role_1"]);
    assert_eq!(rollback(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
    assert_eq!(stored_users(&bed.direct).await, before);

    // Done again, it makes the index again, and takes it back again.
    let again = migrator.run(dynamite_migrate::Clients::None, true).await;
    assert_eq!(again.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "by_name", "role_1"]);
    let _ = rollback(&migrator).await.unwrap();
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
}

#[tokio::test]
async fn a_rollback_leaves_an_index_that_someone_made_after_the_run_was_refused_it() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    let denied = bed.proxy.on(Operation::UpdateTable).always();
    denied.fail(Fault::AccessDenied);
    let migrator = migrator(&bed.db, &with("  - index: { add: by_mail }\n"));
    let _ = run(&migrator).await.unwrap_err();
    make_index(&bed.direct, "by_mail", "mail").await;
    assert_eq!(run(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(rollback(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
}

#[tokio::test]
async fn an_index_is_dropped_by_the_contract_and_not_before() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    let migrator = migrator(&bed.db, &with("  - index: { replace: by_role }\n"));
    let _ = run(&migrator).await.unwrap();
    assert_eq!(indexes(&bed.direct).await, ["role_1", "role_2"]);
    let _ = rollback(&migrator).await.unwrap();
    assert_eq!(indexes(&bed.direct).await, ["role_1"]);
    let _ = migrator
        .run(dynamite_migrate::Clients::None, true)
        .await
        .unwrap();
    assert_eq!(contract(&migrator).await.unwrap().ending, Ending::Done);
    assert_eq!(indexes(&bed.direct).await, ["role_2"]);
    let stored = stored_users(&bed.direct).await;
    assert!(!stored["a"].contains_key("name"));
    let error = rollback(&migrator).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::WrongStatus { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn an_index_of_the_same_name_that_is_another_one_is_refused() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    if bed.engine.lacks(Feature::IndexesActiveAtOnce) {
        return;
    }
    make_index(&bed.direct, "by_mail", "name").await;
    let migrator = migrator(&bed.db, &with("  - index: { add: by_mail }\n"));
    let error = run(&migrator).await.unwrap_err().to_string();
    for part in ["by_mail", "`name` (S)", "`mail` (S)"] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(indexes(&bed.direct).await, ["by_mail", "role_1"]);
}

#[tokio::test]
async fn an_index_that_is_gone_again_is_left_to_do_and_the_former_one_is_kept() {
    let bed = users(&[mailed("a", "a@example.org")]).await;
    if bed.engine.lacks(Feature::IndexesActiveAtOnce) {
        return;
    }
    let migrator = migrator(&bed.db, &with("  - index: { replace: by_role }\n"));
    let _ = run(&migrator).await.unwrap();
    assert!(migrator.verify(Clients::None).await.unwrap().is_clean());
    drop_index(&bed.direct, "role_2").await;
    let found = migrator
        .verify(oldest(ClientPhase::Contract))
        .await
        .unwrap();
    assert_eq!(found.tables, ["add index role_2 of table users"]);
    assert!(!found.is_clean());
    let error = contract(&migrator).await.unwrap_err();
    assert!(error.to_string().contains("add index role_2"), "{error}");
    assert_eq!(indexes(&bed.direct).await, ["role_1"]);
    let _ = migrator.run(Clients::None, true).await.unwrap();
    let _ = contract(&migrator).await.unwrap();
    assert_eq!(indexes(&bed.direct).await, ["role_2"]);
}
