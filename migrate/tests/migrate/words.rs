//! What an operator says of the programs that run, and what becomes of it: gates, ways back, contracts.

use std::time::Duration;

use dynamite_migrate::{ClientPhase as P, Clients, Gate, Migrator, Options, Refusal, WhenChanged};
use dynamite_testkit::{Fault, Operation};

use crate::support::{
    Bed, Planned, contracting, newest, oldest, options, put_user, s, stored_users, texts, users,
};

const BEFORE: &str = "
models:
  User:
    key: id
    fields: { id: string, name: string?, fax: string? }
";

const AFTER: &str = "
models:
  User:
    key: id
    fields: { id: string, full_name: string?, country: string }
";

const MIGRATION: &str = "
model: User
steps:
  - rename: { from: name, to: full_name }
  - add: { field: country, value: NO }
  - drop: fax
";

fn migrator_of(bed: &Bed, [before, after, migration]: [&str; 3], options: Options) -> Migrator {
    let planned = Planned::of(before, after, migration);
    planned.migrator(&bed.db, options)
}

fn migrator(bed: &Bed) -> Migrator {
    migrator_of(bed, [BEFORE, AFTER, MIGRATION], options())
}

async fn verify(bed: &Bed, clients: Clients) -> bool {
    migrator(bed).verify(clients).await.unwrap().is_clean()
}

async fn is_open(bed: &Bed, gate: Gate) -> bool {
    let state = migrator(bed).gate(gate, Duration::ZERO).await;
    state.unwrap().is_open()
}

#[tokio::test]
async fn what_a_refused_run_has_not_made_is_not_taken_back() {
    let before = texts([("id", "a"), ("name", "Ada"), ("country", "NO")]);
    let bed = users(std::slice::from_ref(&before)).await;
    let error = migrator(&bed).run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(error.refusal(), Refusal::NoWayBack { .. }),
        "{error}"
    );
    for when_changed in [WhenChanged::Reject, WhenChanged::Remove] {
        let error = migrator(&bed).rollback(Clients::None, when_changed).await;
        let error = error.unwrap_err();
        assert!(
            error.to_string().contains("nothing to take back"),
            "{error}"
        );
    }
    assert_eq!(stored_users(&bed.direct).await["a"], before);
}

#[tokio::test]
async fn gates_follow_what_was_said_last() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let _ = migrator(&bed).run(newest(P::Expand), false).await.unwrap();
    // That no program runs just now, and what was not said, open nothing.
    assert!(verify(&bed, Clients::None).await && verify(&bed, Clients::UNKNOWN).await);
    assert!(!is_open(&bed, Gate::Switch).await);
    // Programs of the last phase have not been looked behind: the first gate comes first.
    for _ in 0..2 {
        assert!(verify(&bed, oldest(P::Contract)).await);
    }
    assert!(!is_open(&bed, Gate::Contract).await);
    assert!(verify(&bed, oldest(P::Expand)).await);
    assert!(is_open(&bed, Gate::Switch).await && !is_open(&bed, Gate::Contract).await);
    for _ in 0..2 {
        assert!(verify(&bed, oldest(P::Contract)).await);
    }
    assert!(is_open(&bed, Gate::Contract).await);
    // The deployment is taken back.
    assert!(verify(&bed, oldest(P::Before)).await);
    assert!(!is_open(&bed, Gate::Switch).await && !is_open(&bed, Gate::Contract).await);
    let contract = contracting(false, WhenChanged::Reject);
    let error = migrator(&bed).contract(contract).await.unwrap_err();
    assert!(matches!(error.refusal(), Refusal::GateClosed(_)), "{error}");
}

#[tokio::test]
async fn a_contract_leaves_what_nothing_has_replaced_and_does_as_it_is_told_with_what_differs() {
    for (when_changed, name) in [
        (WhenChanged::Keep, Some(s("Ada"))),
        (WhenChanged::Remove, None),
    ] {
        let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
        let _ = migrator(&bed).run(Clients::None, false).await.unwrap();
        let newer = [
            ("id", "a"),
            ("name", "Ada"),
            ("full_name", "Eve"),
            ("country", "NO"),
        ];
        put_user(&bed, texts(newer)).await;
        put_user(&bed, texts([("id", "b"), ("name", "Bob")])).await;
        let refused = migrator(&bed)
            .contract(contracting(true, when_changed))
            .await;
        let refused = refused.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::NotClean(_)),
            "{refused}"
        );
        put_user(
            &bed,
            texts([("id", "b"), ("full_name", "Bob"), ("country", "NO")]),
        )
        .await;
        let done = migrator(&bed)
            .contract(contracting(true, when_changed))
            .await;
        let _ = done.unwrap();
        let items = stored_users(&bed.direct).await;
        assert_eq!(items["a"].get("name"), name.as_ref());
        assert_eq!(items["a"]["full_name"], s("Eve"));
    }
}

#[tokio::test]
async fn beside_programs_that_write_both_the_former_attribute_counts_forward_and_back() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    // A program of `expand` has written both, and one of `before` the former alone since.
    put_user(
        &bed,
        texts([("id", "b"), ("name", "Eve"), ("full_name", "Ada")]),
    )
    .await;
    let refused = migrator(&bed).run(Clients::None, false).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { .. }),
        "{refused}"
    );
    let _ = migrator(&bed).run(newest(P::Expand), false).await.unwrap();
    assert_eq!(stored_users(&bed.direct).await["b"]["full_name"], s("Eve"));
    put_user(
        &bed,
        texts([
            ("id", "a"),
            ("name", "Ann"),
            ("full_name", "Ada"),
            ("country", "NO"),
        ]),
    )
    .await;
    let back = migrator(&bed)
        .rollback(newest(P::Expand), WhenChanged::Reject)
        .await;
    let _ = back.unwrap();
    let items = stored_users(&bed.direct).await;
    assert_eq!(items["a"], texts([("id", "a"), ("name", "Ann")]));
    assert_eq!(items["b"], texts([("id", "b"), ("name", "Eve")]));
    // Of programs that read the new attribute, nobody has said that there are none.
    for clients in [Clients::UNKNOWN, newest(P::Switch)] {
        let refused = migrator(&bed).run(clients, true).await.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::Clients { .. }),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn a_run_that_is_not_done_is_not_taken_for_done_when_it_is_refused_to_do_it_again() {
    let number = |number| texts([("id", &*format!("u{number}")), ("name", "Ada")]);
    let bed = users(&(0..20).map(number).collect::<Vec<_>>()).await;
    let updates = bed.proxy.on(Operation::UpdateItem).table("users");
    updates.nth(8).always().fail(Fault::AccessDenied);
    let _ = migrator(&bed).run(Clients::None, false).await.unwrap_err();
    bed.proxy.clear();
    put_user(
        &bed,
        texts([("id", "u0"), ("name", "Ada"), ("full_name", "Eve")]),
    )
    .await;
    let refused = migrator(&bed).run(Clients::None, true).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { .. }),
        "{refused}"
    );
    let state = migrator(&bed).state().await.unwrap().unwrap();
    assert!(!state.is_applied() && state.is_interrupted(), "{state:?}");
    put_user(&bed, texts([("id", "u0"), ("name", "Ada")])).await;
    let _ = migrator(&bed).run(Clients::None, false).await.unwrap();
    let items = stored_users(&bed.direct).await;
    assert!(items.values().all(|item| item["full_name"] == s("Ada")));
    // One that is done stays done.
    put_user(
        &bed,
        texts([
            ("id", "u0"),
            ("name", "Ada"),
            ("full_name", "Eve"),
            ("country", "NO"),
        ]),
    )
    .await;
    let refused = migrator(&bed).run(Clients::None, true).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Overwrites { .. }),
        "{refused}"
    );
    assert!(migrator(&bed).state().await.unwrap().unwrap().is_applied());
}

const UPPER: [&str; 3] = [
    BEFORE,
    "
models:
  User:
    key: id
    fields: { id: string, upper: string?, fax: string? }
",
    "
model: User
steps:
  - set: { field: upper, to: \"upper(name)\" }
  - drop: name
",
];

#[tokio::test]
async fn what_the_contract_drops_is_not_the_only_copy_of_a_computed_value() {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    let migrator = |bed: &Bed| migrator_of(bed, UPPER, options());
    let _ = migrator(&bed).run(newest(P::Before), false).await.unwrap();
    let verify = async |clients| migrator(&bed).verify(clients).await.unwrap().is_clean();
    assert!(verify(oldest(P::Expand)).await);
    // A program that should not have run writes a user.
    let late = texts([("id", "b"), ("name", "Bob")]);
    put_user(&bed, late.clone()).await;
    assert!(!verify(oldest(P::Contract)).await);
    for contracting in [
        contracting(false, WhenChanged::Reject),
        contracting(true, WhenChanged::Reject),
        contracting(true, WhenChanged::Remove),
    ] {
        let refused = migrator(&bed).contract(contracting).await.unwrap_err();
        let is_closed = matches!(
            refused.refusal(),
            Refusal::GateClosed(_) | Refusal::NotClean(_)
        );
        assert!(is_closed, "{refused}");
    }
    assert_eq!(stored_users(&bed.direct).await["b"], late);
}
