//! Tables that have items, to which nothing is done that is not asked for.

use dynamite::Client;
use dynamite::client::CapacityMeter;
use dynamite::model::TableDescriptor;
use dynamite::sync::{Change, LeftOut};
use dynamite_testkit::{Fault, Operation};

use super::additions::{NEW, OLD, WITH_TTL};
use super::index_names;
use crate::support::{Proxied, item, n, raw_put, s};

async fn with_an_item() -> Proxied {
    let bed = Proxied::with(OLD).await;
    raw_put(&bed.direct, "plain", item([("id", s("1"))])).await;
    bed
}

fn index(name: &str) -> LeftOut {
    LeftOut::Index {
        table: "plain".to_owned(),
        index: name.to_owned(),
    }
}

#[tokio::test]
async fn indexes_are_built_when_that_is_asked_for() {
    let bed = with_an_item().await;
    let report = bed.db.sync(NEW).enable_ttl().await.unwrap();
    assert_eq!(report.changes(), []);
    assert_eq!(report.left_out(), [index("by_name"), index("by_age")]);
    assert!(report.to_string().contains("`build_indexes()`"), "{report}");
    assert!(index_names(&bed.direct, "plain").await.is_empty());
    let log = bed.proxy.log();
    let scans: Vec<_> = log
        .iter()
        .filter(|it| it.operation == Operation::Scan)
        .collect();
    let [scan] = scans[..] else {
        panic!("{scans:?}");
    };
    assert_eq!(
        (&scan.body["Limit"], &scan.body["ConsistentRead"]),
        (&1.into(), &true.into())
    );

    let report = bed.db.sync(NEW).build_indexes().await.unwrap();
    assert_eq!((report.changes().len(), report.left_out()), (2, &[][..]));
    assert_eq!(
        index_names(&bed.direct, "plain").await,
        ["by_age", "by_name"]
    );
    let scanned = bed.proxy.counts().requests_of(Operation::Scan);
    bed.db.sync(NEW).await.unwrap();
    assert_eq!(bed.proxy.counts().requests_of(Operation::Scan), scanned);
}

#[tokio::test]
async fn ttl_is_turned_on_when_that_is_asked_for() {
    let bed = with_an_item().await;
    let report = bed.db.sync(WITH_TTL).build_indexes().await.unwrap();
    let ttl = LeftOut::Ttl {
        table: "plain".to_owned(),
        attribute: "gone_at".to_owned(),
    };
    assert_eq!((report.changes(), report.left_out()), (&[][..], &[ttl][..]));
    assert!(report.to_string().contains("`enable_ttl()`"), "{report}");
    let report = bed.db.sync(WITH_TTL).enable_ttl().await.unwrap();
    assert!(
        matches!(report.changes(), [Change::TtlEnabled { .. }]),
        "{report}"
    );
}

#[tokio::test]
async fn it_is_asked_once_whether_there_are_items_and_never_of_a_new_table() {
    static BOTH: &[&TableDescriptor] = &[&TableDescriptor {
        ttl: Some("gone_at"),
        ..*NEW[0]
    }];
    let scans = |bed: &Proxied| bed.proxy.counts().requests_of(Operation::Scan);
    let bed = with_an_item().await;
    let report = bed.db.sync(BOTH).await.unwrap();
    assert_eq!((report.left_out().len(), scans(&bed)), (3, 1));
    let bed = Proxied::empty().await;
    let report = bed.db.sync(BOTH).await.unwrap();
    assert_eq!((report.left_out(), scans(&bed)), (&[][..], 0));
    assert_eq!(report.changes().len(), 2);
}

#[tokio::test]
async fn a_table_that_may_not_be_scanned_is_taken_for_one_with_items() {
    let bed = Proxied::with(OLD).await;
    let denied = Fault::AccessDenied;
    bed.proxy.on(Operation::Scan).always().fail(denied.clone());
    let report = bed.db.sync(NEW).await.unwrap();
    assert_eq!((report.changes().len(), report.left_out().len()), (0, 2));
    assert!(
        report.to_string().contains("may not be scanned"),
        "{report}"
    );

    let bed = Proxied::empty().await;
    bed.proxy.on(Operation::Scan).always().fail(denied);
    let report = bed.db.sync(WITH_TTL).await.unwrap();
    assert_eq!((report.changes().len(), report.left_out()), (2, &[][..]));
}

#[tokio::test]
async fn an_empty_page_says_nothing_of_the_rest() {
    let bed = with_an_item().await;
    bed.proxy.on(Operation::Scan).fail(Fault::EmptyPage);
    let report = bed.db.sync(NEW).await.unwrap();
    assert_eq!(report.left_out().len(), 2);
}

/// An item of another type would be refused by the index from then on.
#[tokio::test]
async fn what_an_old_version_of_a_program_syncs_refuses_no_write() {
    let bed = with_an_item().await;
    bed.db.sync(NEW).await.unwrap();
    raw_put(&bed.db, "plain", item([("id", s("2")), ("name", n("7"))])).await;
}

#[tokio::test]
async fn embedded_tables_get_both() {
    let db = Client::embedded().unwrap();
    db.sync(OLD).await.unwrap();
    raw_put(&db, "plain", item([("id", s("1"))])).await;
    assert_eq!(db.sync(NEW).await.unwrap().changes().len(), 2);
    assert_eq!(db.sync(WITH_TTL).await.unwrap().changes().len(), 1);
}

#[tokio::test]
async fn every_request_is_metered_and_the_check_for_items_with_its_units() {
    let bed = with_an_item().await;
    let meter = CapacityMeter::new();
    let metered = bed.db.clone().with_capacity_meter(&meter);
    let before = bed.proxy.counts().all_requests();
    metered.sync(NEW).enable_ttl().await.unwrap();
    let sent = bed.proxy.counts().all_requests() - before;
    assert_eq!(meter.requests(), sent);
    assert!(sent >= 2, "{sent}");
    assert!(meter.of_operation("Scan").read_units > 0.0);
    assert_eq!(meter.total(), meter.of_table("plain"));
}
