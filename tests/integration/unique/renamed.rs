//! Another schema of the table of people: its model, a field of each rule and two attributes have
//! other names.

#[path = "../../../codegen/tests/golden/renamed/models/mod.rs"]
mod models;

use dynamite_sample::models::People;
use models::{Members, NewMember};

use super::{bed, guards, person};
use crate::support::{item, raw_put, s, stored_all};

fn member(address: &str) -> NewMember {
    NewMember {
        address: address.to_owned(),
        tenant: "acme".to_owned(),
    }
}

#[tokio::test]
async fn values_stay_taken_when_models_fields_and_attributes_are_renamed() {
    let bed = bed().await;
    let people = People::new(&bed.db);
    let ada = people
        .create(person("ada").badge(7).nick("a"))
        .await
        .unwrap();
    let held = guards(&bed.db).await;
    let [mut stored] = stored_all(&bed.db, "people").await.try_into().unwrap();
    for (old, new) in [("email", "mail"), ("nick", "alias")] {
        let value = stored.remove(old).unwrap();
        stored.insert(new.to_owned(), value);
    }
    raw_put(&bed.db, "people", stored).await;

    let members = Members::new(&bed.db);
    for found in [
        members.by_address(" ADA@example.com").await.unwrap(),
        members.by_number(7).await.unwrap(),
        members.by_alias("a", "acme").await.unwrap(),
    ] {
        assert_eq!(found.unwrap().id, ada.id);
    }
    for taken in [
        member("ada@example.com").into(),
        member("bob@example.com").number(7),
        member("bob@example.com").alias("a"),
    ] {
        let error = members.create(taken).await.unwrap_err();
        assert!(error.is_unique_conflict(), "{error}");
        assert!(error.to_string().contains(&ada.id.to_string()), "{error}");
    }
    assert_eq!(guards(&bed.db).await, held);
    members.delete(ada.id).await.unwrap();
    assert_eq!(guards(&bed.db).await, []);
}

#[tokio::test]
async fn a_value_that_others_stored_in_another_form_is_one_value() {
    const PASS: &str = "01912345-6789-7abc-8def-0123456789ab";
    let bed = bed().await;
    let members = Members::new(&bed.db);
    let ada = item([
        ("id", s("01HF7YAT3V000000000000001A")),
        ("mail", s(" Ada@Example.com")),
        ("tenant", s("acme")),
        ("pass", s(PASS.to_uppercase())),
    ]);
    raw_put(&bed.db, "people", ada).await;
    assert_eq!(members.adopt_guards().await.unwrap(), 1);

    let pass = PASS.parse().unwrap();
    for taken in [
        member("ada@example.com").into(),
        member("bob@example.com").pass(pass),
    ] {
        let error = members.create(taken).await.unwrap_err();
        assert!(error.is_unique_conflict(), "{error}");
    }
    let found = members.by_pass(pass).await.unwrap().unwrap();
    assert_eq!(found.address, " Ada@Example.com");
    let by_address = members.by_address("ada@example.com").await.unwrap();
    assert_eq!(by_address.as_ref(), Some(&found));
    members.delete(found.id).await.unwrap();
    assert_eq!(guards(&bed.db).await, []);
}
