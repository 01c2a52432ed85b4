//! Strings are normalized before they are checked and stored.

use dynamite_sample::models::{Contact, Members, member};

use super::{MEMBERS, ada, broken, new_member, stored_member, visit};
use crate::support::{Bed, l, m, n, s};

#[tokio::test]
async fn what_is_stored_and_returned_is_normalized() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut new = new_member();
    new.email = "  Ada@Example.COM\n".to_owned();
    new.name = " Ada \t King  of\nLovelace ".to_owned();
    let number = " +4930123456 ".to_owned();
    let draft = new
        .nickname("@ada")
        .visits(vec![visit("lamp", 1)])
        .contact(Contact::Phone { number });
    let created = members.create(draft).await.unwrap();

    let stored = stored_member(&bed.db, &created).await;
    assert_eq!(stored["email"], s("ada@example.com"));
    assert_eq!(stored["name"], s("Ada King of Lovelace"));
    assert_eq!(stored["nickname"], s("ada"));
    assert_eq!(
        stored["visits"],
        l([m([("sku", s("LAMP")), ("guests", n(1))])])
    );
    assert_eq!(
        stored["contact"],
        m([("type", s("phone")), ("number", s("+4930123456"))])
    );
    assert_eq!(members.get(created.id).await.unwrap(), Some(created));
}

#[tokio::test]
async fn every_way_of_writing_normalizes() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut ada = ada(&bed.db).await;

    ada.email = " A@example.com".to_owned();
    assert_eq!(members.save(&ada).await.unwrap().email, "a@example.com");
    ada.email = "B@example.com".to_owned();
    assert_eq!(members.upsert(&ada).await.unwrap().email, "b@example.com");
    ada.email = "C@example.com".to_owned();
    let replaced = members.replace(&ada).await.unwrap();
    assert_eq!(replaced.item.email, "c@example.com");
    ada.email = "D@example.com".to_owned();
    members.put_many([ada.clone()]).await.unwrap();
    assert_eq!(
        stored_member(&bed.db, &ada).await["email"],
        s("d@example.com")
    );

    let update = members
        .update(&ada)
        .set(member::email(), "E@example.com ")
        .set_or_remove(member::nickname(), Some("@eve"))
        .append(member::visits(), [visit("b", 1)]);
    let updated = update.await.unwrap();
    assert_eq!(updated.email, "e@example.com");
    assert_eq!(updated.nickname.as_deref(), Some("eve"));
    assert_eq!(updated.visits, [visit("B", 1)]);

    let update = members.update(&ada).set(member::visits().at(0).sku(), "c");
    assert_eq!(update.await.unwrap().visits, [visit("C", 1)]);
    let update = members.update(&ada).remove(member::nickname());
    update.await.unwrap();
    let update = members
        .update(&ada)
        .set_if_absent(member::nickname(), "@bob");
    assert_eq!(update.await.unwrap().nickname.as_deref(), Some("bob"));
}

#[tokio::test]
async fn what_is_checked_is_what_is_left() {
    let bed = Bed::with(MEMBERS).await;
    let members = Members::new(&bed.db);
    let mut new = new_member();
    // Too long as it is given, and not when white space is collapsed.
    new.name = format!("Ada{}Lovelace", " ".repeat(40));
    let created = members.create(new).await.unwrap();
    assert_eq!(created.name, "Ada Lovelace");

    let blank = members.update(&created).set(member::name(), " \t ");
    let error = blank.await.unwrap_err();
    assert_eq!(broken(&error), [("name", "not_blank")]);
}
