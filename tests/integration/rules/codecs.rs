//! Fields with a codec of their own.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::ErrorKind;
use dynamite_sample::models::{Member, Members, member};
use dynamite_testkit::Operation;

use super::{MEMBERS, ada, broken, new_member, stored_member};
use crate::outcomes::losses;
use crate::support::{Bed, Proxied, b, raw_put, s, stored_all};

const PASSPORT: &str = "C01X00T47";

async fn stored_passport(bed: &Bed, member: &Member) -> Vec<u8> {
    let stored = stored_member(&bed.db, member).await;
    stored["passport"].as_b().unwrap().as_ref().to_vec()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn what_is_stored_is_encrypted_and_what_is_read_is_not() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let created = members
        .create(new_member().passport(PASSPORT))
        .await
        .unwrap();
    assert_eq!(created.passport.as_deref(), Some(PASSPORT));
    let first = stored_passport(&bed, &created).await;
    assert!(!contains(&first, PASSPORT));

    let read = members.get(created.id).await.unwrap().unwrap();
    assert_eq!(read, created);
    members.save(&read).await.unwrap();
    let second = stored_passport(&bed, &created).await;
    assert_ne!(first, second, "written anew, with another nonce");
    assert!(!contains(&second, PASSPORT));

    let update = members
        .update(&created)
        .set(member::passport(), "C01X00T48");
    assert_eq!(update.await.unwrap().passport.as_deref(), Some("C01X00T48"));
    assert!(!contains(
        &stored_passport(&bed, &created).await,
        "C01X00T4"
    ));
    let update = members.update(&created).remove(member::passport());
    assert_eq!(update.await.unwrap().passport, None);
    assert!(
        !stored_member(&bed.db, &created)
            .await
            .contains_key("passport")
    );
}

#[tokio::test]
async fn rules_see_the_plain_value() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    // Sealed it would be long enough.
    let error = members
        .create(new_member().passport("C01X0"))
        .await
        .unwrap_err();
    assert_eq!(broken(&error), [("passport", "min_length")]);
    let ada = ada(&bed.db).await;
    let update = members.update(&ada).set(member::passport(), "C01X0");
    assert_eq!(
        broken(&update.await.unwrap_err()),
        [("passport", "min_length")]
    );
}

#[tokio::test]
async fn what_the_codec_does_not_accept_cannot_be_read() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let ada = members
        .create(new_member().passport(PASSPORT))
        .await
        .unwrap();
    let mut item = stored_member(&bed.db, &ada).await;
    let mut altered = stored_passport(&bed, &ada).await;
    altered[30] ^= 1;
    let wrong = [
        b(&altered),
        b(b"short"),
        AttributeValue::S(PASSPORT.to_owned()),
    ];
    for passport in wrong {
        item.insert("passport".to_owned(), passport);
        raw_put(&bed.db, "members", item.clone()).await;
        let error = members.get(ada.id).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
        assert!(error.to_string().contains("`passport`"), "{error}");
    }
}

/// Encoded again it would be something else: what proves one's own work is the id, not the content.
#[tokio::test]
async fn a_create_knows_its_own_work_although_nothing_is_encrypted_alike_twice() {
    for loss in losses() {
        let bed = Proxied::with(MEMBERS).await;
        let members = Members::new(&bed.db);
        bed.proxy.on(Operation::PutItem).fail(loss.clone());
        let created = members.create(new_member().passport(PASSPORT)).await;
        let mut member = created.unwrap();
        assert_eq!(stored_all(&bed.direct, "members").await.len(), 1);

        bed.proxy.on(Operation::UpdateItem).fail(loss.clone());
        member.name = "Ada L.".to_owned();
        let unnamed = || member::name().eq("Ada");
        let error = members.save(&member).only_if(unnamed()).await.unwrap_err();
        assert_eq!(error.outcome(), dynamite::Outcome::Unknown);
        assert_eq!(members.get(member.id).await.unwrap(), Some(member));
    }
}

#[tokio::test]
async fn what_somebody_else_has_encrypted_is_not_taken_for_our_own() {
    let bed = Proxied::with(MEMBERS).await;
    let members = Members::new(&bed.direct);
    let theirs = members.create(new_member().passport(PASSPORT));
    let theirs = theirs.await.unwrap();
    let before = stored_member(&bed.direct, &theirs).await;
    bed.proxy
        .on(Operation::PutItem)
        .fail(dynamite_testkit::Fault::CutBefore);
    let error = Members::new(&bed.db).insert(&theirs).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    assert_eq!(error.outcome(), dynamite::Outcome::Unknown);
    assert_eq!(stored_member(&bed.direct, &theirs).await, before);
    assert_eq!(before["name"], s("Ada"));
}
