//! Tables that are others than those of a run: created anew, or restored under another name.

use std::time::Duration;

use dynamite::Client;
use dynamite_migrate::{ClientPhase as P, Clients, Gate, Migrator, Refusal, WhenChanged};

use crate::support::{
    Planned, USERS_TABLES, all_of, contracting, fill_table, oldest, options, put_user,
    stored_users, texts, users,
};

const BEFORE: &str = "models: { User: { key: id, fields: { id: string, name: string? } } }";
const AFTER: &str = "models: { User: { key: id, fields: { id: string, full_name: string? } } }";
const RENAME: &str = "{ model: User, steps: [{ rename: { from: name, to: full_name } }] }";

fn migrator(db: &Client) -> Migrator {
    Planned::of(BEFORE, AFTER, RENAME).migrator(db, options())
}

#[tokio::test]
async fn nothing_goes_on_with_another_table_of_the_name() {
    let before = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&before)).await;
    let _ = migrator(&bed.db).run(Clients::None, false).await.unwrap();
    let sdk = bed.direct.sdk();
    sdk.delete_table().table_name("users").send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    bed.direct.sync(USERS_TABLES).await.unwrap();
    put_user(&bed, before.clone()).await;
    Box::pin(goes_on_with_nothing(&migrator(&bed.db))).await;
    assert_eq!(stored_users(&bed.direct).await["a"], before);
}

/// A table that was restored under another name, which programs are told by a variable.
#[tokio::test]
async fn nothing_goes_on_with_a_table_of_another_name() {
    let before = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&before)).await;
    let _ = migrator(&bed.db).run(Clients::None, false).await.unwrap();
    let restored = bed.direct.clone().with_table_name("users", "restored");
    restored.sync(USERS_TABLES).await.unwrap();
    fill_table(&bed.direct, "restored", std::slice::from_ref(&before)).await;
    let client = bed.db.clone().with_table_name("users", "restored");
    let migrator = migrator(&client);
    Box::pin(goes_on_with_nothing(&migrator)).await;
    let state = migrator.state().await.unwrap().unwrap();
    assert_eq!(state.other_tables, ["restored"]);
    assert_eq!(all_of(&bed.direct, "restored").await, [before]);
}

async fn goes_on_with_nothing(migrator: &Migrator) {
    let contract = migrator.contract(contracting(true, WhenChanged::Reject));
    let back = migrator.rollback(Clients::None, WhenChanged::Remove);
    let errors = [
        contract.await.unwrap_err(),
        back.await.unwrap_err(),
        migrator.run(Clients::None, true).await.unwrap_err(),
        migrator.verify(oldest(P::Contract)).await.unwrap_err(),
        migrator
            .gate(Gate::Switch, Duration::ZERO)
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(
            matches!(error.refusal(), Refusal::OtherTable { .. }),
            "{error}"
        );
    }
}

/// What was done twice on the former table is not done on a restored one, so nothing was cleared there.
#[tokio::test]
async fn a_restored_table_is_migrated_whatever_was_done_on_the_former_one() {
    let before = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&before)).await;
    let _ = migrator(&bed.db).run(Clients::None, false).await.unwrap();
    let _ = migrator(&bed.db).run(Clients::None, true).await.unwrap();
    let sdk = bed.direct.sdk();
    sdk.delete_table().table_name("users").send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    bed.direct.sync(USERS_TABLES).await.unwrap();
    put_user(&bed, before).await;
    for damage in migrator(&bed.db).damage().await.unwrap() {
        migrator(&bed.db).repair(&damage).await.unwrap();
    }
    let _ = migrator(&bed.db).run(Clients::None, false).await.unwrap();
    let after = texts([("id", "a"), ("name", "Ada"), ("full_name", "Ada")]);
    assert_eq!(stored_users(&bed.direct).await["a"], after);
}

/// A way back that was begun and given up leaves what tells the table from another one.
#[tokio::test]
async fn another_table_is_noticed_after_something_was_given_up() {
    let before = texts([("id", "a"), ("name", "Ada")]);
    let bed = users(std::slice::from_ref(&before)).await;
    let _ = migrator(&bed.db).run(Clients::None, false).await.unwrap();
    let back = migrator(&bed.db);
    back.stop().stop();
    let _ = back.rollback(Clients::None, WhenChanged::Reject).await;
    assert!(migrator(&bed.db).give_up("it cannot go on").await.unwrap());
    let sdk = bed.direct.sdk();
    sdk.delete_table().table_name("users").send().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    bed.direct.sync(USERS_TABLES).await.unwrap();
    let state = migrator(&bed.db).state().await.unwrap().unwrap();
    assert_eq!(state.other_tables, ["users"]);
}
