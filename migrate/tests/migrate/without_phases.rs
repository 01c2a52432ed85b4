//! Fields that have no phases: programs with the new schema write them alone, in whatever phase they are.

use dynamite_migrate::{ClientPhase as P, Migrator, Refusal, WhenChanged};

use crate::support::{Bed, Planned, newest, options, s, stored_users, users};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string, home: Home? }
types: { Home: { city: string } }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, full_name: string, home: Home? }
types: { Home: { town: string } }
";

const STEPS: &str = "model: User
steps:
  - rename: { from: name, to: full_name }
  - rename: { from: home.city, to: home.town }
";

fn migrator(bed: &Bed) -> Migrator {
    let planned = Planned::of(BEFORE, AFTER, STEPS);
    planned.migrator(&bed.db, options())
}

fn home(attribute: &str, value: &str) -> aws_sdk_dynamodb::types::AttributeValue {
    let inside = [(attribute.to_owned(), s(value))];
    aws_sdk_dynamodb::types::AttributeValue::M(inside.into())
}

#[tokio::test]
async fn what_programs_of_expand_write_there_is_neither_overwritten_nor_taken_back() {
    let old = [
        ("id".to_owned(), s("old")),
        ("name".to_owned(), s("Ada")),
        ("home".to_owned(), home("city", "Oslo")),
    ];
    let bed = users(&[old.into()]).await;
    let migrator = migrator(&bed);
    let _ = migrator.run(newest(P::Before), false).await.unwrap();
    // A program that has the name in `expand`, and the town without phases.
    let new = [
        ("id".to_owned(), s("new")),
        ("name".to_owned(), s("Eve")),
        ("full_name".to_owned(), s("Eve")),
        ("home".to_owned(), home("town", "Rome")),
    ];
    let put = bed.direct.sdk().put_item().table_name("users");
    put.set_item(Some(new.into())).send().await.unwrap();
    let before = stored_users(&bed.direct).await;

    let run = migrator.run(newest(P::Expand), true).await.map(drop);
    let rollback = migrator.rollback(newest(P::Expand), WhenChanged::Reject);
    for refused in [run, rollback.await.map(drop)] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error.refusal(), Refusal::WithoutPhases { fields, .. } if fields == &["home.town"]),
            "{error}"
        );
    }
    assert_eq!(stored_users(&bed.direct).await, before);
}
