//! Rules are about writing. What is stored already can be read, whatever it is.

use dynamite_sample::models::{Member, Members, member};

use super::{MEMBERS, ada, broken, stored_member};
use crate::support::{Bed, Item, n, raw_put, s};

/// A member as another program has stored it, breaking rules and not normalized.
async fn stored_by_others(bed: &Bed) -> (Member, Item) {
    let member = ada(&bed.db).await;
    let mut item = stored_member(&bed.db, &member).await;
    item.insert("email".to_owned(), s("ADA"));
    item.insert("points".to_owned(), n(1000));
    raw_put(&bed.db, "members", item.clone()).await;
    (member, item)
}

#[tokio::test]
async fn an_item_that_breaks_rules_is_read_as_it_is() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let (ada, item) = stored_by_others(&bed).await;

    let read = members.get(ada.id).await.unwrap().unwrap();
    assert_eq!((read.email.as_str(), read.points), ("ADA", 1000));
    assert_eq!(members.scan().all().await.unwrap(), [read]);
    assert_eq!(stored_member(&bed.db, &ada).await, item);
}

#[tokio::test]
async fn it_can_be_repaired_and_not_be_written_as_it_is() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let (ada, item) = stored_by_others(&bed).await;

    let mut read = members.get(ada.id).await.unwrap().unwrap();
    let error = members.save(&read).await.unwrap_err();
    assert_eq!(broken(&error), [("email", "format"), ("points", "max")]);
    assert_eq!(stored_member(&bed.db, &ada).await, item);

    // What an update does not touch, it does not ask about.
    let update = members.update(&ada).set(member::points(), 100);
    assert_eq!(update.await.unwrap().email, "ADA");
    read.points = 50;
    read.email = "ada@example.com".to_owned();
    members.save(&read).await.unwrap();
}

#[tokio::test]
async fn it_can_be_deleted_and_found_by_conditions_that_break_rules() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let (ada, _) = stored_by_others(&bed).await;
    let found = members.scan().filter(member::email().eq("ADA"));
    assert_eq!(found.all().await.unwrap().len(), 1);
    let gone = members.delete(&ada).only_if(member::points().eq(1000));
    assert_eq!(gone.return_old().await.unwrap().unwrap().email, "ADA");
}
