//! Verifications of a migration whose attributes a later one has given up.

use super::*;
use dynamite_migrate::{Gate, LaterMigrations, Planned};

fn planned(name: &str, fields: [&str; 2], steps: &str) -> Planned {
    let [before, after] = fields.map(|it| schema(&text(it)));
    let steps = format!("model: User\nsteps:\n{steps}");
    Planned::of(name, &steps, before, after).unwrap()
}

/// A required field that is added, by programs of the schema after it alone.
fn added() -> Planned {
    planned(
        "0001_b.yaml",
        ["name: string", "name: string, b: string"],
        "  - add: { field: b, value: old }\n",
    )
}

fn on(bed: &Bed, planned: &Planned) -> Migrator {
    Migrator::new(bed.db.clone(), planned.clone(), options()).unwrap()
}

/// Both were run, and a program from before both has written an item.
async fn with_late_item(later: &Planned) -> Bed {
    let bed = users(&[texts([("id", "a"), ("name", "Ada")])]).await;
    for planned in [&added(), later] {
        let _ = on(&bed, planned)
            .run(newest(P::Before), false)
            .await
            .unwrap();
    }
    put_user(&bed, texts([("id", "late"), ("name", "Eve")])).await;
    bed
}

async fn is_clean(migrator: &Migrator, phase: P) -> bool {
    let found = migrator.verify(crate::support::oldest(phase)).await;
    found.unwrap().is_clean()
}

#[tokio::test]
async fn what_lacks_an_added_field_that_was_renamed_is_still_left_to_do() {
    let later = planned(
        "0002_c.yaml",
        ["name: string, b: string", "name: string, c: string"],
        "  - rename: { from: b, to: c }\n",
    );
    let bed = with_late_item(&later).await;
    let first = on(&bed, &added()).with_later(LaterMigrations::of([&later]));
    assert!(!is_clean(&first, P::Expand).await);
    let gate = first.gate(Gate::Switch, Duration::ZERO).await.unwrap();
    assert!(!gate.is_open());
    // Programs of after both leave the field out.
    put_user(&bed, texts([("id", "late"), ("name", "Eve"), ("c", "new")])).await;
    assert!(is_clean(&first, P::Expand).await);
}

/// What was not looked for is looked for again.
#[tokio::test]
async fn a_verification_says_nothing_once_what_it_left_out_is_there_again() {
    let later = planned(
        "0002_gone.yaml",
        ["name: string, b: string", "name: string"],
        "  - drop: b\n",
    );
    let bed = with_late_item(&later).await;
    let first = on(&bed, &added()).with_later(LaterMigrations::of([&later]));
    assert!(is_clean(&first, P::Expand).await);
    let switch = async |migrator: &Migrator| {
        let gate = migrator.gate(Gate::Switch, Duration::ZERO).await;
        gate.unwrap().is_open()
    };
    assert!(switch(&first).await);
    let later = on(&bed, &later);
    let back = later.rollback(newest(P::Expand), WhenChanged::Reject);
    let _ = back.await.unwrap();
    let first = on(&bed, &added());
    assert!(!switch(&first).await, "`late` has no `b`");
    assert!(!is_clean(&first, P::Expand).await);
    let _ = first.run(newest(P::Before), true).await.unwrap();
    assert!(is_clean(&first, P::Expand).await && switch(&first).await);
}
