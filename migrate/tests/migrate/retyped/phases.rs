//! Programs of the phases of a field that gets another form, by what they store.

use std::time::Duration;

use dynamite_migrate::{ClientPhase as P, Clients, Gate, Migrator, Refusal, WhenChanged};

use aws_sdk_dynamodb::types::AttributeValue as V;

use crate::support::{
    Bed, Planned, contracting, item, n, newest, oldest, options, put_user, s, stored_users, users,
};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, age: string, state: { type: State?, attribute: status } }
types:
  State: { enum: [o, p] }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, age: { type: u8, attribute: age_number }, state: State? }
types:
  State: { enum: [open, paid] }
";

const MIGRATION: &str = "
model: User
steps:
  - retype: { from: age, to: age }
  - retype: { from: state, to: state, map: { o: open, p: paid } }
  - drop: age
  - drop: state
";

fn migrator(bed: &Bed) -> Migrator {
    let planned = Planned::of(BEFORE, AFTER, MIGRATION);
    planned.migrator(&bed.db, options())
}

async fn verify(bed: &Bed, clients: Clients) -> bool {
    migrator(bed).verify(clients).await.unwrap().is_clean()
}

#[tokio::test]
async fn what_is_written_beside_the_former_form_follows_it_forward_and_back() {
    let bed = users(&[item([("id", s("a")), ("age", s("41")), ("status", s("o"))])]).await;
    // Both by a program in `expand`, and the former one by one from before since.
    let both = [
        ("id", s("b")),
        ("age", s("7")),
        ("age_number", n(8)),
        ("status", s("p")),
        ("state", s("open")),
    ];
    put_user(&bed, item(both)).await;
    let refused = migrator(&bed).run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { .. }),
        "{refused}"
    );
    let _ = migrator(&bed).run(newest(P::Expand), false).await.unwrap();
    let items = stored_users(&bed.direct).await;
    assert_eq!(
        (&items["a"]["age_number"], &items["a"]["state"]),
        (&n(41), &s("open"))
    );
    assert_eq!(
        (&items["b"]["age_number"], &items["b"]["state"]),
        (&n(7), &s("paid"))
    );
    // A program from before changes one, and removes another.
    let changed = [
        ("id", s("a")),
        ("age", s("42")),
        ("age_number", n(41)),
        ("state", s("open")),
    ];
    put_user(&bed, item(changed)).await;
    assert!(!verify(&bed, oldest(P::Expand)).await);
    let _ = migrator(&bed).run(newest(P::Expand), true).await.unwrap();
    assert!(verify(&bed, oldest(P::Expand)).await);
    let items = stored_users(&bed.direct).await;
    let copied = [("id", s("a")), ("age", s("42")), ("age_number", n(42))];
    assert_eq!(items["a"], item(copied));
    // Whatever is in the new attributes is removed on the way back: nobody reads it.
    let differs = [("id", s("a")), ("age", s("43")), ("age_number", n(42))];
    put_user(&bed, item(differs)).await;
    let back = migrator(&bed)
        .rollback(newest(P::Expand), WhenChanged::Reject)
        .await;
    let _ = back.unwrap();
    let items = stored_users(&bed.direct).await;
    assert_eq!(items["a"], item([("id", s("a")), ("age", s("43"))]));
    assert_eq!(
        items["b"],
        item([("id", s("b")), ("age", s("7")), ("status", s("p"))])
    );
    // Programs that read the new attributes may run: what they wrote would be overwritten.
    let refused = migrator(&bed).run(newest(P::Switch), true).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Clients { .. }),
        "{refused}"
    );
}

#[tokio::test]
async fn the_contract_removes_what_the_new_form_holds_and_nothing_else() {
    let bed = users(&[item([
        ("id", s("a")),
        ("age", s("007")),
        ("status", s("o")),
    ])])
    .await;
    let _ = migrator(&bed).run(newest(P::Expand), false).await.unwrap();
    assert!(verify(&bed, oldest(P::Expand)).await);
    let gate = migrator(&bed).gate(Gate::Switch, Duration::ZERO).await;
    assert!(gate.unwrap().is_open());
    // One in `contract` has removed a former attribute with what it changed.
    let written = [("id", s("b")), ("age_number", n(9)), ("state", s("paid"))];
    put_user(&bed, item(written.clone())).await;
    assert!(verify(&bed, oldest(P::Contract)).await);
    // A program from before is still there.
    let late = [("id", s("a")), ("age", s("8")), ("age_number", n(7))];
    put_user(&bed, item(late.clone())).await;
    assert!(!verify(&bed, oldest(P::Contract)).await);
    for when_changed in [WhenChanged::Reject, WhenChanged::Keep] {
        let contract = contracting(false, when_changed);
        let refused = migrator(&bed).contract(contract).await.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::GateClosed(_)),
            "{refused}"
        );
    }
    assert_eq!(stored_users(&bed.direct).await["a"], item(late));
    let settled = [
        ("id", s("a")),
        ("age", s("8")),
        ("age_number", n(8)),
        ("status", V::Null(true)),
    ];
    put_user(&bed, item(settled)).await;
    for _ in 0..2 {
        assert!(verify(&bed, oldest(P::Contract)).await);
    }
    let contract = contracting(false, WhenChanged::Reject);
    let report = migrator(&bed).contract(contract).await.unwrap();
    assert_eq!(report.total().rejected, 0);
    let items = stored_users(&bed.direct).await;
    assert_eq!(items["a"], item([("id", s("a")), ("age_number", n(8))]));
    assert_eq!(items["b"], item(written));
}

#[tokio::test]
async fn what_differs_is_kept_or_removed_as_it_is_told() {
    for (when_changed, age) in [
        (WhenChanged::Keep, Some(s("1"))),
        (WhenChanged::Remove, None),
    ] {
        let bed = users(&[item([("id", s("a")), ("age", s("1"))])]).await;
        let _ = migrator(&bed).run(Clients::None, false).await.unwrap();
        let newer = [("id", s("a")), ("age", s("1")), ("age_number", n(2))];
        put_user(&bed, item(newer)).await;
        let contract = contracting(true, when_changed);
        let _ = migrator(&bed).contract(contract).await.unwrap();
        let items = stored_users(&bed.direct).await;
        assert_eq!(items["a"].get("age"), age.as_ref());
        assert_eq!(items["a"]["age_number"], n(2));
    }
}
