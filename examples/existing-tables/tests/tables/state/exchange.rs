//! What one program writes, the other reads and changes, on one engine. Nothing is lost.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::types::NEVER;

use crate::by_hand::{Item, Value, Write, item, n, s};
use crate::support::{Bed, STATE, both_orders, in_seconds};

use super::program::Program;

/// Columns that only other programs know.
fn columns() -> Item {
    let labels = AttributeValue::Ss(vec!["blue".to_owned()]);
    let note = item([("by", s("batch")), ("at", AttributeValue::Null(true))]);
    item([
        ("region", s("eu-west-1")),
        ("labels", labels),
        ("note", AttributeValue::M(note)),
        ("size", n("12345678901234567890.5")),
    ])
}

/// Stores an entry with columns that only other programs know.
async fn given(bed: &Bed, key: &str) {
    let mut stored = columns();
    stored.extend(item([("pk", s(key)), ("v", s("1")), ("exp", n(i64::MAX))]));
    bed.store(STATE, stored).await;
}

#[tokio::test]
async fn values_are_read_changed_and_read_back() {
    let until = in_seconds(60);
    for (_bed, first, second) in both_orders(Program::store, Program::by_hand).await {
        for value in [
            Value::Text(String::new()),
            Value::Text("größer".to_owned()),
            Value::Binary(vec![]),
            Value::Binary(vec![0, 159, 146, 150]),
        ] {
            let put = first.put("a", value.clone(), until).await;
            assert_eq!(put.value, Some(value.clone()));
            assert_eq!(second.get("a").await.as_ref(), Some(&put));
            let set = second.compare_and_set("a", put.version, value, NEVER).await;
            let Write::Done(set) = set else {
                panic!("{set:?}");
            };
            assert_eq!(set.expires_at, i64::MAX);
            assert_eq!(first.get("a").await, Some(set));
            let stale = first.compare_and_set("a", put.version, Value::Text(String::new()), until);
            assert!(matches!(stale.await, Write::Refused(Some(_))));
        }
    }
}

#[tokio::test]
async fn leases_of_one_program_bind_the_other() {
    let (until, later) = (in_seconds(60), in_seconds(90));
    for (_bed, first, second) in both_orders(Program::store, Program::by_hand).await {
        let held = first.acquire("job", "ada", until).await;
        let Write::Done(held) = held else {
            panic!("{held:?}");
        };
        let refused = second.acquire("job", "eve", until).await;
        assert_eq!(refused, Write::Refused(Some(held)));
        let renewed = second.renew("job", "ada", later).await;
        assert!(matches!(renewed, Write::Done(lease) if lease.expires_at == later.as_second()));
        assert!(matches!(second.release("job", "ada").await, Write::Done(_)));
        assert!(matches!(
            first.acquire("job", "eve", until).await,
            Write::Done(_)
        ));
    }
}

#[tokio::test]
async fn columns_of_other_programs_stay() {
    let until = in_seconds(60);
    for (bed, first, second) in both_orders(Program::store, Program::by_hand).await {
        given(&bed, "a").await;
        for program in [&first, &second] {
            program.put("a", Value::Binary(vec![1]), until).await;
            program.count("a", 1, until).await;
            let entry = program.get("a").await.unwrap();
            let value = Value::Text("2".to_owned());
            program
                .compare_and_set("a", entry.version, value, until)
                .await;
            program.acquire("a", "ada", until).await;
            program.renew("a", "ada", until).await;
            program.release("a", "ada").await;
        }
        let mut expected = columns();
        expected.extend(item([
            ("pk", s("a")),
            ("v", s("2")),
            ("n", n(2)),
            ("ver", n(12)),
            ("exp", n(until.as_second())),
        ]));
        let stored = bed.stored(STATE, item([("pk", s("a"))])).await;
        assert_eq!(stored, Some(expected));
    }
}
