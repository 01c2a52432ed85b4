//! What the store makes of items that older programs have left.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::types::NEVER;
use dynamite_existing_tables::Write;
use dynamite_existing_tables::models::Value;

use crate::by_hand::{item, n, s};
use crate::support::{Bed, STATE, in_seconds};

/// The number of "never" that the schema names, and another that was used before.
const NUMBERS_OF_NEVER: [i64; 2] = [i64::MAX, 253_402_300_799];

#[tokio::test]
async fn each_number_of_never_is_read_and_stays() {
    let bed = Bed::open().await;
    let store = bed.state();
    for number in NUMBERS_OF_NEVER {
        let entry = item([("pk", s("a")), ("v", s("1")), ("exp", n(number))]);
        bed.store(STATE, entry).await;
        let read = store.get("a").await.unwrap().unwrap();
        assert_eq!(read.expires_at, NEVER);
        assert_eq!((read.version, read.count, read.owner), (0, None, None));

        assert_eq!(store.count("a", 1, in_seconds(60)).await.unwrap(), 1);
        let stored = bed.stored(STATE, item([("pk", s("a"))])).await.unwrap();
        assert_eq!(stored["exp"], n(number));
    }
}

#[tokio::test]
async fn null_is_absent() {
    let bed = Bed::open().await;
    let store = bed.state();
    let null = || AttributeValue::Null(true);
    for key in ["read", "put", "set", "count"] {
        let entry = item([
            ("pk", s(key)),
            ("v", null()),
            ("n", null()),
            ("ver", null()),
            ("own", null()),
            ("exp", n(i64::MAX)),
        ]);
        bed.store(STATE, entry).await;
    }
    let read = store.get("read").await.unwrap().unwrap();
    assert_eq!((read.value, read.version), (None, 0));
    assert_eq!((read.count, read.owner), (None, None));

    let value = || Value::Text("1".to_owned());
    let put = store.put("put", value(), NEVER).await.unwrap();
    assert_eq!((put.value, put.version), (Some(value()), 1));
    let set = store.compare_and_set("set", 0, value(), NEVER).await;
    assert!(matches!(set.unwrap(), Write::Done(entry) if entry.version == 1));
    assert_eq!(store.count("count", 2, NEVER).await.unwrap(), 2);
}
