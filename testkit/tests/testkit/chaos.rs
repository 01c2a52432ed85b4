//! Random faults.

use dynamite_testkit::{Fault, Operation};

use crate::client::{Setup, query, setup};

const FAULTS: [Fault; 4] = [
    Fault::Throttling,
    Fault::CutBefore,
    Fault::CutAfter,
    Fault::InternalServerError { applied: false },
];

async fn faults_played(seed: u64, rate: f64) -> Vec<Option<&'static str>> {
    let Setup { proxy, client, .. } = setup().await;
    proxy.chaos(seed, rate, FAULTS);
    for at in 0..60 {
        let _ = client.put(at).await;
    }
    let log = proxy.log();
    log.iter()
        .map(|recorded| recorded.fault.as_ref().map(Fault::name))
        .collect()
}

#[tokio::test]
async fn one_seed_always_plays_the_same_faults() {
    let faults = faults_played(7, 0.5).await;
    assert_eq!(faults, faults_played(7, 0.5).await);
    assert_ne!(faults, faults_played(8, 0.5).await);
    for name in FAULTS.iter().map(Fault::name) {
        assert!(
            faults.contains(&Some(name)),
            "{name} is never played: {faults:?}"
        );
    }
}

#[tokio::test]
async fn the_rate_is_the_share_of_spoiled_requests() {
    assert!(faults_played(1, 0.0).await.iter().all(Option::is_none));
    assert!(faults_played(1, 1.0).await.iter().all(Option::is_some));
    let some = faults_played(1, 0.25).await.iter().flatten().count();
    assert!((5..=25).contains(&some), "{some} of 60");
}

#[tokio::test]
async fn faults_that_do_not_suit_an_operation_are_not_played() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.chaos(1, 1.0, [Fault::ShortPage { limit: 1 }]);
    for at in 0..3 {
        assert_eq!(client.put(at).await.expect("an answer").0, 200);
    }
    assert_eq!(client.ok("Query", query()).await["Count"], 1);
    assert_eq!(proxy.counts().all_faults(), 1);
}

#[tokio::test]
async fn a_rule_comes_before_the_chaos() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.chaos(1, 1.0, [Fault::CutBefore]);
    proxy.on(Operation::PutItem).fail(Fault::ServiceUnavailable);
    assert_eq!(client.put(1).await.expect("an answer").0, 503);
    assert!(client.put(1).await.is_err());
}
