//! All that is wrong with an entity is reported at once, and nothing is sent.

use dynamite::{Error, dec};
use dynamite_sample::models::{Contact, Home, Member, Members, member};

use super::{MEMBERS, ada, broken, new_member, stored_member, visit};
use crate::support::{Bed, Proxied, stored_all};

/// The member, with something wrong in most fields.
fn spoiled(member: Member) -> Member {
    Member {
        email: "ada".to_owned(),
        name: " ".to_owned(),
        nickname: Some("A".to_owned()),
        points: 101,
        credit: Some(dec!(-10.01)),
        tags: ["a", "b", "c", "d"].map(str::to_owned).into(),
        visits: vec![visit("lamp", 4), visit("l4mp", 5)],
        rooms: Some(Vec::new()),
        keys: ["a", "b", "c"]
            .map(|key| (key.to_owned(), String::new()))
            .into(),
        team: ["eve", "eve"].map(str::to_owned).to_vec(),
        contact: Some(Contact::Agent {
            name: String::new(),
            visit: visit("", 0),
        }),
        home: Some(Home {
            street: String::new(),
            rating: Some(6),
        }),
        passport: Some("short".to_owned()),
        ..member
    }
}

const ALL: [(&str, &str); 17] = [
    ("email", "format"),
    ("name", "not_blank"),
    ("nickname", "pattern"),
    ("nickname", "min_length"),
    ("points", "max"),
    ("credit", "min"),
    ("tags", "max_length"),
    ("visits[1].sku", "pattern"),
    ("visits[1].guests", "max"),
    ("rooms", "min_length"),
    ("keys", "max_length"),
    ("team", "crate::club::has_no_twins"),
    ("contact.name", "not_blank"),
    ("contact.visit.sku", "pattern"),
    ("home.s", "not_blank"),
    ("home.rating", "max"),
    ("passport", "min_length"),
];

fn assert_all_is_reported(result: Result<impl Sized, Error>) {
    let Err(error) = result else {
        panic!("it was written")
    };
    assert_eq!(broken(&error), ALL);
    let text = error.to_string();
    let start = "Member breaks the rules of its schema: `email` must be an e-mail address; `name` ";
    assert!(text.starts_with(start), "{text}");
}

#[tokio::test]
async fn whatever_writes_an_entity_reports_everything_and_sends_nothing() {
    let bed = Proxied::with(MEMBERS).await;
    let before = ada(&bed.direct).await;
    let members = Members::new(&bed.db);
    let bad = spoiled(before.clone());

    assert_all_is_reported(members.save(&bad).await);
    assert_all_is_reported(members.upsert(&bad).await);
    assert_all_is_reported(members.replace(&bad).await);
    let some_good = [members.build(new_member()), bad.clone()];
    assert_all_is_reported(members.put_many(some_good).await);

    assert_eq!(bed.proxy.log().len(), 0);
    assert_eq!(
        Members::new(&bed.direct).get(before.id).await.unwrap(),
        Some(before)
    );
    assert_eq!(stored_all(&bed.direct, "members").await.len(), 1);
}

#[tokio::test]
async fn create_reports_everything() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut new = new_member();
    new.email = "ada@".to_owned();
    new.name = "x".repeat(41);
    let error = members
        .create(new.points(-1).nickname("root"))
        .await
        .unwrap_err();
    let expected = [
        ("email", "format"),
        ("name", "max_length"),
        ("nickname", "crate::club::is_not_taken"),
        ("points", "min"),
    ];
    assert_eq!(broken(&error), expected);
    assert!(stored_all(&bed.db, "members").await.is_empty());
}

#[tokio::test]
async fn an_update_reports_everything_that_it_sets() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    let before = stored_member(&bed.db, &ada).await;
    let update = members
        .update(&ada)
        .set(member::email(), "ada")
        .set_or_remove(member::nickname(), Some("9"))
        .set_if_absent(member::name(), "")
        .append(member::visits(), [visit("lamp", 1), visit("lamp", 9)])
        .set(member::home().rating(), 0)
        .set(
            member::contact(),
            Contact::Phone {
                number: "1".to_owned(),
            },
        );
    let expected = [
        ("email", "format"),
        ("nickname", "pattern"),
        ("nickname", "min_length"),
        ("name", "not_blank"),
        ("visits[?].guests", "max"),
        ("home.rating", "min"),
        ("contact.number", "format"),
    ];
    assert_eq!(broken(&update.await.unwrap_err()), expected);
    assert_eq!(stored_member(&bed.db, &ada).await, before);
}

#[tokio::test]
async fn an_absent_value_keeps_every_rule() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = ada(&bed.db).await;
    assert_eq!(
        (&ada.credit, &ada.nickname, &ada.home),
        (&None, &None, &None)
    );
    members.save(&ada).await.unwrap();
    let update = members.update(&ada).remove(member::nickname());
    update.remove(member::rooms()).await.unwrap();
}
