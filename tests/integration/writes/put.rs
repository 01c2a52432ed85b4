//! Overwriting items unread.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{NewVoyage, Users, Voyage, Voyages, tables, user, voyage as field};
use dynamite_testkit::{Fault, Operation};

use crate::support::{Bed, Proxied, USERS, ada, raw_put, s, stored, user_key};

static TICKETS: &[&TableDescriptor] = &[&tables::VOYAGES];

fn ticket(seat: u32) -> Voyage {
    Voyage {
        id: "t".into(),
        seat,
        deleted_at: None,
    }
}

#[tokio::test]
async fn an_item_is_stored_whether_there_is_one_or_not() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let mut ada = ada(&bed.db).await;
    let mut item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    item.insert("legacy".to_owned(), s("gone"));
    raw_put(&bed.db, "users", item).await;
    ada.name = "Ada L.".to_owned();

    let put = users.put(&ada).await.unwrap();

    assert_eq!(users.get(ada.id).await.unwrap(), Some(put.clone()));
    assert!(put.updated_at >= ada.updated_at && put.created_at == ada.created_at);
    let item = stored(&bed.db, "users", user_key(&ada)).await.unwrap();
    assert!(!item.contains_key("legacy"));
    users.delete(&put).await.unwrap();
    users.put(&put).return_nothing().await.unwrap();
    assert_eq!(users.scan().count().await.unwrap(), 1);

    let error = users
        .put(&put)
        .only_if(user::name().eq("eve"))
        .await
        .unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
}

/// One request that a policy of nothing but `PutItem` allows; repeated if its response is lost.
#[tokio::test]
async fn it_is_one_put_item_that_may_be_repeated() {
    let bed = Proxied::with(TICKETS).await;
    let tickets = Voyages::new(&bed.db);
    bed.proxy
        .on(Operation::PutItem)
        .times(1)
        .fail(Fault::CutAfter);
    tickets.put(&ticket(1)).await.unwrap();
    let log = bed.proxy.operations();
    assert_eq!(log, [Operation::PutItem; 2]);
}

#[tokio::test]
async fn a_deleted_item_is_not_overwritten() {
    let bed = Bed::with(TICKETS).await;
    let tickets = Voyages::new(&bed.db);
    tickets
        .create(NewVoyage {
            id: "t".into(),
            seat: 1,
        })
        .await
        .unwrap();
    tickets.delete("t").await.unwrap();
    let error = tickets.put(&ticket(2)).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    tickets.restore("t").await.unwrap();
    let put = tickets.put(&ticket(2)).only_if(field::seat().eq(1u32));
    assert_eq!(put.await.unwrap().seat, 2);
}
