//! Attributes that are dropped by the migration that copies or computes other ones from them.

use super::*;

const COPIED: &str = "  - copy: { from: a, to: b }\n  - drop: a\n";
const COMPUTED: &str = "  - add: { field: b, to: \"upper(a)\" }\n  - drop: a\n";
const SET: &str = "  - set: { field: b, to: \"upper(a)\" }\n  - drop: a\n";

fn change(steps: &str) -> Change {
    Change::of(["a: string?", "b: string?"], steps)
}

/// The run was done, then an older program and a newer one have each written an item.
async fn written_since(steps: &str) -> (Bed, Migrator) {
    let items = ["older", "newer", "same"].map(|id| texts([("id", id), ("a", "ADA")]));
    let bed = users(&items).await;
    let migrator = change(steps).on(&bed.db, options());
    let _ = migrator.run(Clients::None, false).await.unwrap();
    put_user(&bed, texts([("id", "older"), ("a", "EVE"), ("b", "ADA")])).await;
    put_user(&bed, texts([("id", "newer"), ("a", "ADA"), ("b", "Bob")])).await;
    (bed, migrator)
}

fn contracted(id: &str, b: &str) -> Item {
    texts([("id", id), ("b", b)])
}

#[tokio::test]
async fn what_an_older_program_has_written_since_is_not_removed_without_a_word() {
    for steps in [COPIED, COMPUTED, SET] {
        let (bed, migrator) = written_since(steps).await;
        for phase in [P::Contract, P::After] {
            let found = migrator
                .verify(crate::support::oldest(phase))
                .await
                .unwrap();
            assert_eq!(found.remaining, 2, "{steps} {found:?}");
            let first = &found.first[0];
            assert!(first.step.contains("which is not what a gives"), "{first}");
        }
        let refused = migrator.contract(contracting(true, WhenChanged::Reject));
        let refused = refused.await.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::NotClean(_)),
            "{refused}"
        );
        let items = stored_users(&bed.direct).await;
        assert!(items.values().all(|it| it.contains_key("a")), "{steps}");
    }
}

#[tokio::test]
async fn what_differs_is_kept_or_removed_as_it_is_said() {
    for steps in [COPIED, COMPUTED, SET] {
        let (bed, migrator) = written_since(steps).await;
        let keep = migrator.contract(contracting(true, WhenChanged::Keep));
        let _ = keep.await.unwrap();
        let items = stored_users(&bed.direct).await;
        assert_eq!(items["same"], contracted("same", "ADA"), "{steps}");
        assert_eq!(items["older"]["a"], s("EVE"), "{steps}");
        assert_eq!(items["newer"]["a"], s("ADA"), "{steps}");

        let (bed, migrator) = written_since(steps).await;
        let remove = migrator.contract(contracting(true, WhenChanged::Remove));
        let _ = remove.await.unwrap();
        let items = stored_users(&bed.direct).await;
        assert_eq!(items["older"], contracted("older", "ADA"), "{steps}");
        assert_eq!(items["newer"], contracted("newer", "Bob"), "{steps}");
    }
}

/// What is cleared may have been written by older programs, so that it is removed only if that is said.
#[tokio::test]
async fn a_cleared_field_is_the_only_copy_until_it_is_said_that_it_is_not() {
    for steps in [COPIED, COMPUTED, SET] {
        let bed = users(&[texts([("id", "cleared"), ("a", "ADA")])]).await;
        let migrator = change(steps).on(&bed.db, options());
        let _ = migrator.run(Clients::None, false).await.unwrap();
        put_user(&bed, texts([("id", "cleared"), ("a", "ADA")])).await;
        let remove = migrator.contract(contracting(true, WhenChanged::Remove));
        let refused = remove.await.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::NotClean(_)),
            "{refused}"
        );
        let remove = migrator.contract(contracting(true, WhenChanged::RemoveAll));
        let _ = remove.await.unwrap();
        let items = stored_users(&bed.direct).await;
        assert_eq!(items["cleared"], texts([("id", "cleared")]), "{steps}");
    }
}

/// Between the verification and the removal an older program writes: the removal sees it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_beside_the_contract_is_rejected() {
    for steps in [COPIED, COMPUTED, SET] {
        let bed = users(&[texts([("id", "a"), ("a", "ADA")])]).await;
        let migrator = change(steps).on(&bed.db, options());
        let _ = migrator.run(Clients::None, false).await.unwrap();
        let pause = hold_update(&bed);
        let contract = tokio::spawn(async move {
            let contract = migrator.contract(contracting(true, WhenChanged::Reject));
            contract.await
        });
        pause.reached().await;
        let late = texts([("id", "a"), ("a", "EVE"), ("b", "ADA")]);
        put_user(&bed, late.clone()).await;
        pause.release();
        let refused = contract.await.unwrap().unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::TooManyRejects { .. }),
            "{refused}"
        );
        assert_eq!(stored_users(&bed.direct).await["a"], late, "{steps}");
    }
}

/// Beside programs that may have cleared a copy, it is asked before it is copied once more.
#[tokio::test]
async fn a_copy_that_newer_programs_have_cleared_does_not_come_back_unless_it_is_said() {
    let change = Change::of(
        ["a: string?", "a: string?, b: string?"],
        "  - copy: { from: a, to: b }\n",
    );
    let items = ["cleared", "kept"].map(|id| texts([("id", id), ("a", "1")]));
    let bed = users(&items).await;
    let after = newest(P::After);
    let _ = change.migrator(&bed).run(after, false).await.unwrap();
    let cleared = texts([("id", "cleared"), ("a", "1")]);
    put_user(&bed, cleared.clone()).await;
    let refused = change.migrator(&bed).run(after, true).await.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::Cleared { items: 1, .. }),
        "{refused}"
    );
    assert_eq!(stored_users(&bed.direct).await["cleared"], cleared);
    // Programs that know no copy have cleared none.
    let _ = change
        .migrator(&bed)
        .run(newest(P::Before), true)
        .await
        .unwrap();
    let filled = stored_users(&bed.direct).await;
    assert!(filled["cleared"].contains_key("b"));
}

/// What was kept, rejected, or written by an older program after the contract is removed by another one.
#[tokio::test]
async fn a_contract_is_made_again() {
    let (bed, migrator) = written_since(COPIED).await;
    let keep = migrator.contract(contracting(true, WhenChanged::Keep));
    let _ = keep.await.unwrap();
    put_user(&bed, texts([("id", "late"), ("a", "LATE")])).await;
    let again = |when_changed| dynamite_migrate::Contracting {
        again: true,
        ..contracting(false, when_changed)
    };
    let done = migrator.contract(contracting(false, WhenChanged::Remove));
    assert_eq!(done.await.unwrap().ending, Ending::DoneBefore);
    // It is the only copy.
    let refused = migrator.contract(again(WhenChanged::Remove)).await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused.refusal(), Refusal::TooManyRejects { .. }),
        "{refused}"
    );
    put_user(&bed, texts([("id", "late"), ("a", "LATE"), ("b", "LATE")])).await;
    let resumed = migrator.resume(Clients::None, WhenChanged::Remove, false);
    let _ = resumed.await.unwrap();
    let items = stored_users(&bed.direct).await;
    assert!(items.values().all(|it| !it.contains_key("a")), "{items:?}");
    put_user(&bed, texts([("id", "late"), ("a", "LATE"), ("b", "LATE")])).await;
    let again = migrator.contract(again(WhenChanged::Reject)).await;
    assert_eq!(again.unwrap().ending, Ending::Done);
    assert_eq!(stored_users(&bed.direct).await["late"].len(), 2);
    let state = migrator.state().await.unwrap().unwrap();
    assert!(state.is_contracted());
}

/// A run fills such fields only where there is nothing: it is done, and says so.
#[tokio::test]
async fn a_run_that_is_done_again_says_where_a_copy_is_not_what_it_was_copied_from() {
    for steps in [COPIED, COMPUTED] {
        let (bed, migrator) = written_since(steps).await;
        let refused = migrator.run(Clients::None, true).await.unwrap_err();
        assert!(
            matches!(refused.refusal(), Refusal::Differs { items: 2, .. }),
            "{refused}"
        );
        assert_eq!(stored_users(&bed.direct).await["older"]["b"], s("ADA"));
        for id in ["older", "newer"] {
            put_user(&bed, texts([("id", id), ("a", "EVE"), ("b", "EVE")])).await;
        }
        let _ = migrator.run(Clients::None, true).await.unwrap();
    }
}
