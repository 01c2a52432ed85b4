//! Tables read in segments, with positions that outlive the reader.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support::{
    Attribute, Comparison, Segment, SegmentPage, SegmentPosition, SegmentRead,
};
use dynamite::model::Model;
use dynamite_sample::models::{NewUser, User, Users};
use dynamite_testkit::Fault;

use crate::support::{Bed, Proxied, USERS, s};

async fn create(users: &Users, count: usize) {
    for number in 0..count {
        let (email, name) = (format!("{number}@example.com"), format!("{}", number % 2));
        users.create(NewUser { email, name }).await.unwrap();
    }
}

fn count(seen: &mut BTreeMap<String, usize>, items: &[StoredItem]) {
    for item in items {
        let email = item.attributes()["email"].as_s().unwrap();
        *seen.entry(email.clone()).or_default() += 1;
    }
}

#[tokio::test]
async fn segments_together_are_the_table_wherever_each_is_interrupted() {
    let bed = Proxied::with(USERS).await;
    create(&Users::new(&bed.direct), 60).await;
    bed.proxy
        .chaos(7, 0.2, [Fault::Throttling, Fault::CutAfter]);
    for total in [1, 3, 8] {
        let mut seen = BTreeMap::new();
        for segment in Segment::all(total) {
            let mut read = SegmentRead::of(&bed.db, User::DESCRIPTOR, segment);
            loop {
                // Another reader each time, from what a checkpoint would hold.
                let page = loop {
                    match read.next_page().await {
                        Ok(page) => break page.expect("a page"),
                        Err(error) => assert!(error.is_retryable(), "{error}"),
                    }
                };
                count(&mut seen, &page.items);
                let Some(end) = page.end else { break };
                assert_eq!(end.segment(), segment);
                let stored = SegmentPosition::from_bytes(&end.to_bytes());
                assert_eq!(stored.as_ref(), Some(&end));
                let position = stored.unwrap();
                read = SegmentRead::resumed(&bed.db, User::DESCRIPTOR, position).page_size(5);
            }
        }
        assert_eq!(seen.len(), 60, "{total}");
        assert!(seen.values().all(|times| *times == 1), "{total}: {seen:?}");
    }
}

#[tokio::test]
async fn pages_have_the_size_and_the_filter_that_is_asked_for() {
    let bed = Bed::with(USERS).await;
    create(&Users::new(&bed.db), 20).await;
    let odd = Attribute::named("name").compares(Comparison::Eq, s("1"));
    let read = SegmentRead::of(&bed.db, User::DESCRIPTOR, Segment::WHOLE);
    let mut read = read.filter(odd).consistent().page_size(4);
    let (mut items, mut pages) = (0, 0);
    while let Some(SegmentPage { items: page, end }) = read.next_page().await.unwrap() {
        assert!(page.len() <= 4);
        let is_odd = |item: &StoredItem| item.attributes()["name"] == AttributeValue::S("1".into());
        assert!(page.iter().all(is_odd));
        items += page.len();
        pages += usize::from(end.is_some());
    }
    assert_eq!(items, 10);
    assert!(pages >= 4, "{pages}");
    assert!(read.next_page().await.unwrap().is_none(), "behind the end");
}

#[test]
fn bytes_of_no_position_are_refused() {
    let whole = [0, 0, 1, 0];
    let key = [2, 0, b'i', b'd', b'S', 1, 0, b'x'];
    let position = SegmentPosition::from_bytes(&[&whole[..], &key].concat()).unwrap();
    assert_eq!(position.segment(), Segment::WHOLE);
    for bytes in [
        &[][..],
        &whole,
        &[&[1, 0, 1, 0][..], &key].concat(),
        &[&whole[..], &key[..6]].concat(),
        &[&whole[..], b"no position"].concat(),
    ] {
        assert_eq!(SegmentPosition::from_bytes(bytes), None, "{bytes:?}");
    }
}
