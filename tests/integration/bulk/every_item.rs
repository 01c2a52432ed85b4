//! Nothing means every item but saying so.

use dynamite::expr::{Condition, ExpressionError};
use dynamite::{Error, ErrorKind, dec};
use dynamite_sample::models::{Task, Tasks, task};

use super::{behind_a_proxy, expected, points};
use crate::support::{Proxied, stored_all};

/// Tries every bulk write, and returns their errors. Nothing is sent.
async fn refused(tasks: &Tasks, bed: &Proxied, condition: Condition<Task>) -> Vec<Error> {
    let update = tasks.update_where(condition.clone());
    let update = update.set(task::points(), dec!(9));
    let errors = vec![
        update.clone().await.unwrap_err(),
        update.partial().await.unwrap_err(),
        tasks.delete_where(condition.clone()).await.unwrap_err(),
        tasks
            .delete_where(condition)
            .in_batches()
            .await
            .unwrap_err(),
    ];
    assert_eq!(bed.proxy.counts().all_requests(), 0);
    errors
}

#[tokio::test]
async fn an_absent_filter_is_not_every_item() {
    let (bed, tasks) = behind_a_proxy(10).await;
    // What a caller makes of filters of which none is given.
    let filters: Vec<Option<Condition<Task>>> = vec![None, None];
    for error in refused(&tasks, &bed, Condition::all(filters.into_iter().flatten())).await {
        let kind = error.into_kind();
        assert!(
            matches!(kind, ErrorKind::Expression(ExpressionError::EmptyGroup)),
            "{kind:?}"
        );
    }
    let nobody: Vec<String> = Vec::new();
    for error in refused(&tasks, &bed, task::project().is_in(nobody)).await {
        let kind = error.into_kind();
        assert!(
            matches!(kind, ErrorKind::Expression(ExpressionError::EmptyIn { .. })),
            "{kind:?}"
        );
    }
    assert_eq!(points(&bed.direct).await, expected(10, 0));
}

#[tokio::test]
async fn what_would_scan_is_refused_before_anything_is_changed() {
    let (bed, tasks) = behind_a_proxy(10).await;
    let conditions = [
        task::points().ge(0),
        task::text().is_absent(),
        Condition::every_item(),
    ];
    for condition in conditions {
        for error in refused(&tasks, &bed, condition.clone()).await {
            assert!(
                matches!(error.kind(), ErrorKind::WouldScan { .. }),
                "{error}"
            );
        }
    }
    assert_eq!(points(&bed.direct).await, expected(10, 0));
}

#[tokio::test]
async fn every_item_is_every_item_when_both_are_said() {
    let (bed, tasks) = behind_a_proxy(10).await;
    let all = Condition::every_item;
    let update = tasks.update_where(all()).scan();
    let update = update.set(task::points(), dec!(4));
    assert_eq!(update.await.unwrap(), 10);
    assert!(points(&bed.direct).await.values().all(|it| *it == 4));
    assert_eq!(tasks.delete_where(all()).scan().await.unwrap(), 10);
    assert!(stored_all(&bed.direct, "tasks").await.is_empty());
}

#[tokio::test]
async fn a_limit_of_nothing_changes_nothing() {
    let (bed, tasks) = behind_a_proxy(10).await;
    let delete = tasks.delete_where(Condition::every_item()).scan();
    assert_eq!(delete.limit(0).await.unwrap(), 0);
    assert_eq!(stored_all(&bed.direct, "tasks").await.len(), 10);
}
