//! Which request a rule spoils.

use dynamite_testkit::{Fault, FaultProxy, Operation};

use crate::client::{Client, Setup, TABLE, put, setup};

const FAULT: Fault = Fault::ServiceUnavailable;

async fn statuses(client: &Client, puts: u32) -> Vec<u16> {
    let mut statuses = Vec::new();
    for at in 0..puts {
        statuses.push(client.put(at).await.expect("an answer").0);
    }
    statuses
}

#[tokio::test]
async fn rules_play_once_or_from_the_nth_or_several_times_or_always() {
    type Script = fn(&FaultProxy);
    let scripts: [(Script, [u16; 5]); 5] = [
        (
            |proxy| proxy.on(Operation::PutItem).fail(FAULT),
            [503, 200, 200, 200, 200],
        ),
        (
            |proxy| proxy.on(Operation::PutItem).nth(2).fail(FAULT),
            [200, 503, 200, 200, 200],
        ),
        (
            |proxy| proxy.on(Operation::PutItem).times(2).fail(FAULT),
            [503, 503, 200, 200, 200],
        ),
        (
            |proxy| proxy.on(Operation::PutItem).nth(3).times(2).fail(FAULT),
            [200, 200, 503, 503, 200],
        ),
        (
            |proxy| proxy.on_any().nth(2).always().fail(FAULT),
            [200, 503, 503, 503, 503],
        ),
    ];
    let Setup { proxy, client, .. } = setup().await;
    for (script, expected) in scripts {
        proxy.clear();
        script(&proxy);
        assert_eq!(statuses(&client, 5).await, expected);
    }
}

#[tokio::test]
async fn rules_play_one_after_another_and_count_what_others_spoil() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.on(Operation::PutItem).fail(Fault::Throttling);
    proxy
        .on(Operation::PutItem)
        .fail(Fault::InternalServerError { applied: false });
    proxy
        .on(Operation::PutItem)
        .nth(4)
        .fail(Fault::ServiceUnavailable);
    assert_eq!(statuses(&client, 5).await, [400, 500, 200, 503, 200]);
}

#[tokio::test]
async fn rules_leave_other_operations_tables_and_bodies_alone() {
    let Setup {
        proxy,
        client,
        direct,
    } = setup().await;
    direct.create_table("others").await;
    proxy.on(Operation::DeleteItem).always().fail(FAULT);
    proxy
        .on(Operation::PutItem)
        .table("others")
        .always()
        .fail(FAULT);
    proxy
        .on(Operation::PutItem)
        .matching(|body| body["Item"]["at"]["N"] == "3")
        .fail(FAULT);
    assert_eq!(statuses(&client, 5).await, [200, 200, 200, 503, 200]);
    let (status, _) = client
        .call("PutItem", put("others", 1))
        .await
        .expect("an answer");
    assert_eq!(status, 503);
    let items = serde_json::json!({
        "TransactItems": [{ "Put": put(TABLE, 7) }, { "Put": put("others", 7) }],
    });
    proxy
        .on(Operation::TransactWriteItems)
        .table("others")
        .fail(FAULT);
    let (status, _) = client
        .call("TransactWriteItems", items)
        .await
        .expect("an answer");
    assert_eq!(status, 503);
}

#[tokio::test]
async fn cleared_rules_play_no_more() {
    let Setup { proxy, client, .. } = setup().await;
    proxy.on_any().always().fail(FAULT);
    proxy.chaos(1, 1.0, [FAULT]);
    proxy.clear();
    assert_eq!(statuses(&client, 3).await, [200, 200, 200]);
}

#[tokio::test]
#[should_panic(expected = "ShortPage cannot happen to a PutItem")]
async fn a_rule_that_could_never_play_is_refused() {
    let Setup { proxy, .. } = setup().await;
    proxy
        .on(Operation::PutItem)
        .fail(Fault::ShortPage { limit: 1 });
}
