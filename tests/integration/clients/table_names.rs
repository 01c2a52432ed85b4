//! Tables whose names are only known at run time.

use dynamite::model::{TableDescriptor, UNIQUE_GUARDS};
use dynamite_sample::models::{NewPerson, NewUser, People, Users, person, tables, user};

use crate::support::{Bed, Proxied, USERS, stored_all};

static TABLES: &[&TableDescriptor] = &[&tables::USERS, &tables::PEOPLE, &UNIQUE_GUARDS];

fn new_person(email: &str) -> NewPerson {
    NewPerson {
        email: email.to_owned(),
        tenant: "acme".to_owned(),
    }
}

/// Everything goes to the tables that were named, that of the guards too.
#[tokio::test]
async fn tables_with_generated_names_are_used_by_every_operation() {
    let bed = Proxied::empty().await;
    let names = [
        (tables::USERS.name, "prod-Users-1M0V8J5LJ4P2Q"),
        (tables::PEOPLE.name, "prod-People-9X"),
        (UNIQUE_GUARDS.name, "prod-Guards_7"),
    ];
    let mut db = bed.db.clone().with_table_prefix("unused-");
    for (table, name) in names {
        db = db.with_table_name(table, name);
    }
    db.sync(TABLES).await.unwrap();
    db.verify(TABLES).await.unwrap();

    let (people, users) = (People::new(&db), Users::new(&db));
    let ada = people.create(new_person("ada")).await.unwrap();
    let taken = people.create(new_person("ada")).await.unwrap_err();
    assert!(taken.is_unique_conflict(), "{taken}");
    assert!(people.by_email("ada").await.unwrap().is_some());
    people
        .update(ada.id)
        .set(person::email(), "eve")
        .await
        .unwrap();
    let new = NewUser {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    };
    db.transaction()
        .and(users.create(new))
        .and(people.check(ada.id, person::email().eq("eve")))
        .commit()
        .await
        .unwrap();
    let read = users.by_email("ada@example.com").all().await.unwrap();
    let [user] = &read[..] else {
        panic!("{read:?}");
    };
    let found = users.find(user::email().eq("ada@example.com")).all().await;
    assert_eq!(found.unwrap().len(), 1);
    users.get_many([user.id]).await.unwrap();
    users.scan().all().await.unwrap();
    people.delete(ada.id).await.unwrap();
    for request in bed.proxy.log() {
        let body = request.body.to_string();
        let is_named = names.iter().any(|(_, name)| body.contains(name));
        assert!(is_named && !body.contains("unused-users"), "{body}");
    }
    assert!(stored_all(&bed.direct, "prod-People-9X").await.is_empty());
}

#[tokio::test]
async fn a_suffix_comes_after_every_name() {
    let bed = Bed::empty().await;
    let db = bed.db.clone().with_table_prefix("dev-");
    let db = db.with_table_suffix("-eu");
    let report = db.sync(USERS).await.unwrap();
    assert_eq!(report.to_string(), "created table dev-users-eu");
    let new = NewUser {
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
    };
    Users::new(&db).create(new).await.unwrap();
    assert_eq!(stored_all(&bed.db, "dev-users-eu").await.len(), 1);
}
