//! `name` becomes `full_name`, in three phases.

use std::time::Duration;

use dynamite_migrate::{ClientPhase as Phase, Clients, Contracting, Ending, Gate, WhenChanged};
use dynamite_migrations_example::{after, contract, switch};

use crate::bed::Bed;
use crate::writers::{Ledger, Writers};

fn between(oldest: Phase, newest: Phase) -> Clients {
    Clients::Between(Some(oldest), Some(newest))
}

/// Programs of two versions at work.
fn at_work(bed: &Bed, versions: [&str; 2], ledger: &std::sync::Arc<Ledger>) -> Writers {
    let programs = versions.into_iter().chain(versions);
    let programs = programs.map(|version| bed.program(version));
    Writers::start(programs.collect(), ledger)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attribute_is_renamed_while_each_version_is_deployed_beside_the_one_before() {
    let bed = Bed::open().await;
    let ledger = Ledger::of(60, &*bed.program("added")).await;
    let migrator = bed.migrator(2);

    // `expand` is deployed, and the names are copied.
    let writers = at_work(&bed, ["added", "expand"], &ledger);
    let to_expand = between(Phase::Before, Phase::Expand);
    let report = migrator.run(to_expand, false).await.unwrap();
    assert_eq!(report.ending, Ending::Done);
    writers.stop().await;
    for version in ["added", "expand"] {
        ledger.assert_found_by(&*bed.program(version)).await;
    }
    bed.db.verify(switch::TABLES).await.unwrap();

    // Only `expand` is left: what older programs have written since is copied as well.
    let writers = at_work(&bed, ["expand", "expand"], &ledger);
    let expand = between(Phase::Expand, Phase::Expand);
    let _ = migrator.run(expand, true).await.unwrap();
    assert!(migrator.verify(expand).await.unwrap().is_clean());
    let gate = migrator.gate(Gate::Switch, Duration::ZERO).await.unwrap();
    assert!(gate.is_open(), "{gate:?}");
    writers.stop().await;

    // `switch` is deployed, and then `contract`.
    for versions in [["expand", "switch"], ["switch", "contract"]] {
        let writers = at_work(&bed, versions, &ledger);
        writers.stop().await;
        for version in versions {
            ledger.assert_found_by(&*bed.program(version)).await;
        }
    }

    // Only `contract` is left: the former attribute is removed.
    let writers = at_work(&bed, ["contract", "contract"], &ledger);
    let contract = between(Phase::Contract, Phase::Contract);
    for _ in 0..2 {
        assert!(migrator.verify(contract).await.unwrap().is_clean());
    }
    let contracting = Contracting {
        is_exclusive: false,
        apart: Duration::ZERO,
        when_changed: WhenChanged::Reject,
        again: false,
    };
    let report = migrator.contract(contracting).await.unwrap();
    assert_eq!((report.ending, report.total().rejected), (Ending::Done, 0));
    writers.stop().await;

    let writers = at_work(&bed, ["contract", "after"], &ledger);
    writers.stop().await;
    ledger.assert_found_by(&*bed.program("after")).await;
    for user in bed.stored().await {
        assert!(!user.contains_key("name"), "{user:?}");
    }
    // No program brings back the former index, whatever its version is.
    for tables in [switch::TABLES, contract::TABLES, after::TABLES] {
        bed.db.sync(tables).await.unwrap();
        bed.db.verify(after::TABLES).await.unwrap();
    }
    assert_eq!(bed.indexes().await, ["by_full_name"]);
}
