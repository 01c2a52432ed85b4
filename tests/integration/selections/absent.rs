//! Fields that are not there, or cannot be read.

use dynamite::model::TableDescriptor;
use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{Accounts, Address, NewAccount, PaymentMethod, Users, tables};
use dynamite_sample::models::{account, order, user as users};

use super::{orders, user};
use crate::support::{
    Bed, Item, ORDERS, USERS, ada, item, l, m, n, new_user, raw_put, s, stored, user_key,
};

static ACCOUNTS: &[&TableDescriptor] = &[&tables::ACCOUNTS];

/// Changes a stored user as another program might.
async fn spoil(db: &Client, change: impl FnOnce(&mut Item)) -> dynamite_sample::models::User {
    let user = ada(db).await;
    let mut stored = stored(db, "users", user_key(&user)).await.unwrap();
    change(&mut stored);
    raw_put(db, "users", stored).await;
    user
}

#[tokio::test]
async fn what_may_be_absent_is_none_and_an_absent_collection_is_empty() {
    let bed = Bed::with(USERS).await;
    let user = Users::new(&bed.db).create(new_user("ada")).await.unwrap();
    let fields = (
        users::nickname(),
        users::profile().bio(),
        users::profile().links(),
        users::tags(),
    );
    let row = Users::new(&bed.db).get(&user).select(fields);
    assert_eq!(row.await.unwrap(), Some((None, None, None, [].into())));
}

#[tokio::test]
async fn null_is_absent_where_something_may_be_absent() {
    use aws_sdk_dynamodb::types::AttributeValue::Null;
    let bed = Bed::with(USERS).await;
    let user = spoil(&bed.db, |item| {
        item.insert("nickname".to_owned(), Null(true));
        item.insert("tags".to_owned(), Null(true));
        item.insert("profile".to_owned(), m([("bio", Null(true))]));
    });
    let user = user.await;
    let fields = (users::nickname(), users::tags(), users::profile().bio());
    let row = Users::new(&bed.db).get(&user).select(fields);
    assert_eq!(row.await.unwrap(), Some((None, [].into(), None)));
}

#[tokio::test]
async fn a_required_field_that_is_absent_makes_a_bad_item() {
    let bed = Bed::with(ORDERS).await;
    let (orders, _) = orders(&bed.db).await;
    let id = dynamite::Ulid::from_parts(1, 0);
    raw_put(
        &bed.db,
        "orders",
        item([("user_id", s(user())), ("id", s(id))]),
    )
    .await;

    let query = orders.query(user()).select((order::total(),));
    let page = query.clone().page(None).await.unwrap();
    assert_eq!(page.items.len(), 2);
    let [bad] = &page.bad[..] else {
        panic!("{:?}", page.bad);
    };
    assert_eq!((bad.model(), &*bad.attribute()), ("Order", "total"));
    assert!(bad.key().unwrap().contains(&id.to_string()), "{bad}");
    assert!(bad.found().contains("absent"), "{bad}");

    let error = query.all().await.unwrap_err();
    let ErrorKind::BadItems { read, .. } = error.into_kind() else {
        panic!("another error");
    };
    assert_eq!(read.get::<(dynamite::Decimal,)>().unwrap().len(), 2);
    // An item that is there is not taken for none.
    let error = orders.get((user(), id)).select((order::total(),)).await;
    assert!(matches!(error.unwrap_err().kind(), ErrorKind::Decode(_)));
    let nothing = orders.get((user(), id)).select((order::notes().key("x"),));
    assert_eq!(nothing.await.unwrap(), Some((None,)));
}

#[tokio::test]
async fn a_value_of_another_kind_is_named_by_its_path() {
    let bed = Bed::with(ORDERS).await;
    let (orders, created) = orders(&bed.db).await;
    let key = [("user_id", s(user())), ("id", s(created[1].id))];
    let mut bad = stored(&bed.db, "orders", key).await.unwrap();
    let line = m([("sku", s("x")), ("quantity", s("many")), ("price", n(1))]);
    bad.insert("lines".to_owned(), l([line]));
    bad.insert("notes".to_owned(), s("many"));
    raw_put(&bed.db, "orders", bad).await;

    let get = || orders.get(&created[1]);
    let error = get().select((order::notes(),)).await.unwrap_err();
    let ErrorKind::Decode(error) = error.into_kind() else {
        panic!("another error");
    };
    assert_eq!(error.attribute(), "notes");
    assert!(error.found().contains("many"), "{error}");
    let error = get().select((order::lines().at(0).quantity(),)).await;
    let ErrorKind::Decode(error) = error.unwrap_err().into_kind() else {
        panic!("another error");
    };
    assert_eq!(error.attribute(), "lines[0].quantity");
    // What is not selected is not read.
    let row = get().select((order::lines().at(0).sku(),)).await.unwrap();
    assert_eq!(row, Some((Some("x".to_owned()),)));
}

#[tokio::test]
async fn what_is_found_in_a_sensitive_field_is_not_said() {
    let bed = Bed::with(ACCOUNTS).await;
    let accounts = Accounts::new(&bed.db);
    let new = NewAccount {
        tenant: "acme".to_owned(),
        login: "ada".to_owned(),
        password: "hunter2".to_owned(),
        pin: 1,
        method: PaymentMethod::Invoice,
    };
    let address = Address {
        street: "Main".to_owned(),
        city: "Bern".to_owned(),
    };
    let created = accounts.create(new.address(address)).await.unwrap();
    let key = [("tenant", s("acme")), ("login", s("ada"))];
    let mut bad = stored(&bed.db, "accounts", key).await.unwrap();
    bad.insert("pin".to_owned(), s("hunter2"));
    bad.insert("address".to_owned(), m([("street", n("918273645"))]));
    raw_put(&bed.db, "accounts", bad).await;

    let get = || accounts.get(&created);
    let pin = get().select((account::pin(),)).await.unwrap_err();
    let street = get().select((account::address().street(),)).await;
    for error in [pin, street.unwrap_err()] {
        let text = format!("{error} {error:#?}");
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
        assert!(!text.contains("918273645"), "{text}");
    }
}
