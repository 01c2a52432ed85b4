//! Types that are stored as serde serializes them: as programs with `serde_dynamo` do.

use dynamite::ErrorKind;
use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewReader, Readers, reader, tables};
use dynamite_sample::preferences::{Channel, Preferences};

use crate::support::{Bed, item, l, m, n, raw_put, s, stored};

static READERS: &[&TableDescriptor] = &[&tables::READERS];

fn preferences() -> Preferences {
    let phone = Channel::Phone {
        number: "1".into(),
        limit: u64::MAX,
    };
    Preferences {
        quiet_hours: Some((22, 7)),
        channels: vec![phone, Channel::Inbox, Channel::Mail("a@b.c".into())],
        labels: [("red".to_owned(), 0xff_0000)].into(),
        zoom: 0.1,
    }
}

#[tokio::test]
async fn a_value_is_what_serde_dynamo_stores() {
    let bed = Bed::with(READERS).await;
    let readers = Readers::new(&bed.db);
    let new = NewReader {
        name: "ada".into(),
        preferences: preferences(),
    };
    let ada = readers.create(new).await.unwrap();
    assert_eq!(ada.preferences, preferences());
    assert_eq!(readers.get("ada").await.unwrap(), Some(ada.clone()));

    let key = [("name", s("ada"))];
    let item = stored(&bed.db, "readers", key.clone()).await.unwrap();
    let theirs: aws_sdk_dynamodb::types::AttributeValue =
        serde_dynamo::to_attribute_value(preferences()).unwrap();
    assert_eq!(item["preferences"], theirs);
    assert!(!item.contains_key("former"));

    // It is changed as a whole, and compared.
    let other = Preferences::default();
    let update = readers
        .update("ada")
        .set(reader::preferences(), other.clone());
    let update = update.set(reader::former(), preferences());
    let is_old = reader::preferences().eq(preferences());
    let changed = update.only_if(is_old.clone()).await.unwrap();
    assert_eq!(
        (&changed.preferences, &changed.former),
        (&other, &Some(preferences()))
    );
    let again = readers.update("ada").set(reader::visits(), 1u32);
    let refused = again.only_if(is_old).await.unwrap_err();
    assert!(refused.is_condition_failed(), "{refused}");
    let saved = readers.save(&ada).await.unwrap();
    assert_eq!(saved, ada);
}

#[tokio::test]
async fn what_others_store_is_read_as_serde_reads_it() {
    let bed = Bed::with(READERS).await;
    let readers = Readers::new(&bed.db);
    let put = |preferences| {
        let reader = item([
            ("name", s("eve")),
            ("preferences", preferences),
            ("visits", n(1)),
        ]);
        raw_put(&bed.db, "readers", reader)
    };
    put(m([("zoom", n(2)), ("later", l([]))])).await;
    let eve = readers.get("eve").await.unwrap().unwrap();
    let zoomed = Preferences {
        zoom: 2.0,
        ..Preferences::default()
    };
    assert_eq!(eve.preferences, zoomed);

    put(m([("channels", l([s("pigeon")]))])).await;
    let error = readers.get("eve").await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    for part in ["attribute `preferences`", "pigeon"] {
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[tokio::test]
async fn what_dynamodb_cannot_hold_is_refused_without_the_value() {
    let bed = Bed::with(READERS).await;
    let readers = Readers::new(&bed.db);
    let huge = Preferences {
        zoom: 1.234e300,
        ..preferences()
    };
    let new = NewReader {
        name: "ada".into(),
        preferences: huge.clone(),
    };
    let created = readers.create(new).await.unwrap_err();
    let updated = readers.update("ada").set(reader::preferences(), huge);
    for error in [created, updated.await.unwrap_err()] {
        let text = error.to_string();
        assert!(text.contains("DynamoDB cannot hold `zoom`"), "{text}");
        assert!(!text.contains("1234"), "{text}");
    }
}
