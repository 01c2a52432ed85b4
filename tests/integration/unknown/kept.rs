//! `unknown: keep`: values hold what their type does not declare.

use std::collections::BTreeMap;

use dynamite::ErrorKind;
use dynamite::codec::EncodeProblem;
use dynamite::types::Document;
use dynamite_sample::models::{Arrival, Bill, Extra, NewGuest};

use super::{Rollout, checked_in};
use crate::support::{l, m, n, s, ss};

fn extra(rest: BTreeMap<String, Document>) -> Extra {
    Extra {
        name: "sauna".to_owned(),
        rest,
    }
}

#[tokio::test]
async fn what_is_not_declared_is_read_and_written_back() {
    let rollout = Rollout::new().await;
    let newer = checked_in(&rollout).await;
    let mut older = rollout.older.get("ada").await.unwrap().unwrap();

    let tags = Document::StringSet(["hot".to_owned(), "dry".to_owned()].into());
    let rest = BTreeMap::from([
        ("price".to_owned(), Document::from(12)),
        ("tags".to_owned(), tags),
    ]);
    assert_eq!(older.extras, [extra(rest)]);
    let Bill::Minibar { bottles: 2, rest } = &older.bills[0] else {
        panic!("{:?}", older.bills)
    };
    assert_eq!(rest["brand"], Document::from("Fizz"));

    older.extras.push(extra(BTreeMap::new()));
    rollout.older.put_many([older]).await.unwrap();

    let stored = rollout.stored().await;
    let kept = m([
        ("name", s("sauna")),
        ("price", n(12)),
        ("tags", ss(["dry", "hot"])),
    ]);
    assert_eq!(stored["extras"], l([kept, m([("name", s("sauna"))])]));
    let read = rollout.newer.get("ada").await.unwrap().unwrap();
    assert_eq!(read.bills, newer.bills);
    assert_eq!(read.arrival, newer.arrival);
}

#[tokio::test]
async fn both_ways_of_reading_find_the_same() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let read = rollout.older.get("ada").await.unwrap().unwrap();
    let new = NewGuest {
        id: "ada".to_owned(),
        name: "Ada".to_owned(),
    };
    let refused = rollout.older.create(new).await.unwrap_err();
    let item = refused.item().unwrap();
    assert_eq!(item.decode(), Ok(read));
}

#[tokio::test]
async fn what_is_declared_cannot_be_among_the_rest() {
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let older = rollout.older.get("ada").await.unwrap().unwrap();
    let named = |name: &str| BTreeMap::from([(name.to_owned(), Document::from("x"))]);

    let mut of_struct = older.clone();
    of_struct.extras[0].rest = named("name");
    let mut of_tag = older.clone();
    of_tag.bills[0] = Bill::Laundry {
        rest: named("kind"),
    };
    for (guest, path) in [(of_struct, "extras[0].name"), (of_tag, "bills[0].kind")] {
        let error = rollout.older.save(&guest).await.unwrap_err();
        let ErrorKind::Encode { error: problem, .. } = error.kind() else {
            panic!("another error: {error:?}")
        };
        assert_eq!(problem.problem(), &EncodeProblem::Declared);
        assert_eq!(problem.attribute(), path);
    }
}

#[tokio::test]
async fn debug_output_names_the_rest_and_shows_no_values() {
    let rest = BTreeMap::from([("platform".to_owned(), Document::from("secret 9"))]);
    let arrival = Arrival {
        by: "train".to_owned(),
        rest: rest.clone(),
    };
    let bill = Bill::Laundry { rest };
    assert_eq!(
        format!("{arrival:?} {bill:?}"),
        "Arrival { by: \"train\", rest: {\"platform\"} } Laundry { rest: {\"platform\"} }"
    );
}

#[tokio::test]
async fn an_error_among_the_rest_shows_no_values() {
    let deep = (0..40).fold(Document::from("secret 9"), |inner, _| {
        Document::List(vec![inner])
    });
    let rest = BTreeMap::from([("platform".to_owned(), deep)]);
    let rollout = Rollout::new().await;
    checked_in(&rollout).await;
    let mut older = rollout.older.get("ada").await.unwrap().unwrap();
    older.extras[0].rest = rest;
    let error = rollout.older.save(&older).await.unwrap_err();
    assert!(error.to_string().contains("extras[0].platform`"), "{error}");
    assert!(
        !format!("{error} {error:#?}").contains("secret 9"),
        "{error}"
    );
}
