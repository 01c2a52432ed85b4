//! Fields with a codec of their own.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::ErrorKind;
use dynamite_sample::models::{Member, Members, member};

use super::{MEMBERS, ada, broken, new_member, stored_member};
use crate::support::{Bed, b, raw_put};

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
