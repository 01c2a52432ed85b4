//! Pages that end early, or hold nothing.

use dynamite_testkit::{Fault, Operation};
use serde_json::{Value, json};

use crate::client::{Setup, ats, query, setup};

/// Items per page, and all items, of a reading to its end.
async fn read_all(setup: &Setup, operation: &str, limit: Option<u32>) -> (Vec<usize>, Vec<u32>) {
    let mut request = query();
    if operation == "Scan" {
        request = json!({ "TableName": request["TableName"] });
    }
    if let Some(limit) = limit {
        request["Limit"] = json!(limit);
    }
    let (mut pages, mut all) = (Vec::new(), Vec::new());
    loop {
        // Every page is asked for twice, as if the first answer had been lost.
        setup.client.ok(operation, request.clone()).await;
        let page = setup.client.ok(operation, request.clone()).await;
        let items = ats(&page);
        assert!(
            limit.is_none_or(|limit| items.len() <= limit as usize),
            "{page}"
        );
        pages.push(items.len());
        all.extend(items);
        match &page["LastEvaluatedKey"] {
            Value::Null => return (pages, all),
            last => request["ExclusiveStartKey"] = last.clone(),
        }
        assert!(pages.len() < 50, "it never ends: {pages:?}");
    }
}

async fn setup_with(items: u32) -> Setup {
    let setup = setup().await;
    for at in 1..=items {
        setup.direct.put(at).await.expect("an answer");
    }
    setup
}

#[tokio::test]
async fn short_pages_go_on_until_everything_is_read() {
    let setup = setup_with(5).await;
    for operation in [Operation::Query, Operation::Scan] {
        setup
            .proxy
            .on(operation)
            .always()
            .fail(Fault::ShortPage { limit: 2 });
        let (pages, all) = read_all(&setup, operation.name(), None).await;
        assert_eq!((pages, all), (vec![2, 2, 1], vec![1, 2, 3, 4, 5]));
    }
}

#[tokio::test]
async fn a_short_page_is_never_longer_than_asked_for() {
    let setup = setup_with(5).await;
    setup
        .proxy
        .on(Operation::Query)
        .always()
        .fail(Fault::ShortPage { limit: 3 });
    let (pages, _) = read_all(&setup, "Query", Some(1)).await;
    assert!(pages.iter().all(|items| *items <= 1), "{pages:?}");
}

#[tokio::test]
async fn after_an_empty_page_nothing_is_missing() {
    let setup = setup_with(5).await;
    setup
        .proxy
        .on(Operation::Query)
        .times(2)
        .fail(Fault::EmptyPage);
    let (pages, all) = read_all(&setup, "Query", None).await;
    assert_eq!((pages, all), (vec![0, 5], vec![1, 2, 3, 4, 5]));
}

#[tokio::test]
async fn empty_pages_between_pages_of_any_length_lose_and_repeat_nothing() {
    for items in 0..=4 {
        let setup = setup_with(items).await;
        let everything: Vec<u32> = (1..=items).collect();
        for operation in [Operation::Query, Operation::Scan] {
            setup.proxy.on(operation).always().fail(Fault::EmptyPage);
            for limit in [None, Some(1), Some(2), Some(3), Some(4)] {
                let (pages, all) = read_all(&setup, operation.name(), limit).await;
                assert_eq!(all, everything, "{operation} with {limit:?}: {pages:?}");
                assert_eq!(pages[0], 0, "the first page is empty");
            }
        }
    }
}

#[tokio::test]
async fn an_empty_page_says_that_it_counts_nothing() {
    let setup = setup_with(3).await;
    setup.proxy.on(Operation::Query).fail(Fault::EmptyPage);
    let page = setup.client.ok("Query", query()).await;
    assert_eq!((&page["Count"], &page["Items"]), (&json!(0), &json!([])));
    assert!(page["LastEvaluatedKey"].is_object(), "{page}");
}

#[tokio::test]
async fn random_pages_lose_and_repeat_nothing() {
    let setup = setup_with(9).await;
    let faults = [
        Fault::EmptyPage,
        Fault::ShortPage { limit: 1 },
        Fault::ShortPage { limit: 2 },
        Fault::ShortPage { limit: 3 },
    ];
    for seed in 0..20 {
        setup.proxy.chaos(seed, 0.7, faults.clone());
        for limit in [None, Some(2), Some(3)] {
            let (pages, all) = read_all(&setup, "Query", limit).await;
            assert_eq!(
                all,
                [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "seed {seed}, {limit:?}: {pages:?}"
            );
        }
    }
}
