//! Indexes that hold part of the items, or part of their attributes.

use dynamite::model::TableDescriptor;
use dynamite_sample::models::{
    OrderByTotal, Orders, ProductByBarcode, ProductByCampaign, Products, Role, UserByRole, Users,
    product, tables,
};
use dynamite_sample::money::Cents;
use dynamite_testkit::Operation;

use super::user;
use crate::support::{Bed, ORDERS, PRODUCTS, Proxied, USERS, new_order, new_product, new_user};

#[tokio::test]
async fn an_index_that_projects_some_attributes_returns_rows_of_its_own() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    let eve = users.create(new_user("eve")).await.unwrap();
    let ada = users
        .create(new_user("ada").role(Role::Admin))
        .await
        .unwrap();

    let rows = users.by_role(Role::Admin).all().await.unwrap();

    let row = UserByRole {
        id: ada.id,
        email: ada.email.clone(),
        name: ada.name.clone(),
        role: Role::Admin,
        created_at: ada.created_at,
    };
    assert_eq!(rows, [row]);
    // A row leads back to its item.
    assert_eq!(users.get(&rows[0]).await.unwrap(), Some(ada));
    let customers = users.by_role(Role::Customer).sort_le(eve.created_at);
    assert_eq!(customers.first().await.unwrap().unwrap().name, "eve");
}

#[tokio::test]
async fn a_local_index_with_keys_only_returns_them() {
    let bed = Bed::with(ORDERS).await;
    let orders = Orders::new(&bed.db);
    let order = orders.create(new_order(user(), 7)).await.unwrap();
    let row = orders.by_total(user()).consistent().first().await.unwrap();
    let expected = OrderByTotal {
        user_id: user(),
        id: order.id,
        total: 7.into(),
    };
    assert_eq!(row, Some(expected));
    assert_eq!(orders.get(&row.unwrap()).await.unwrap(), Some(order));
}

#[tokio::test]
async fn a_sparse_index_holds_the_items_that_have_its_attribute() {
    let bed = Bed::with(PRODUCTS).await;
    let products = Products::new(&bed.db);
    let in_spring = async || {
        let rows = products.by_campaign("spring").all().await.unwrap();
        rows.into_iter().map(|row| row.sku).collect::<Vec<_>>()
    };
    products.create(new_product("north", "desk")).await.unwrap();
    let lamp = new_product("north", "lamp").campaign("spring");
    let lamp = products.create(lamp).await.unwrap();
    assert_eq!(in_spring().await, ["lamp"]);

    let desk = products.update(("north", "desk"));
    let desk = desk.set(product::campaign(), "spring").await.unwrap();
    assert_eq!(desk.campaign.as_deref(), Some("spring"));
    products
        .update(&lamp)
        .remove(product::campaign())
        .await
        .unwrap();
    assert_eq!(in_spring().await, ["desk"]);

    products.save(&lamp).await.unwrap();
    products.delete(&desk).await.unwrap();
    assert_eq!(in_spring().await, ["lamp"]);
}

#[tokio::test]
async fn rows_have_their_attributes_under_stored_names() {
    let bed = Bed::with(PRODUCTS).await;
    let products = Products::new(&bed.db);
    let lamp = new_product("north", "lamp").campaign("spring");
    let lamp = products.create(lamp.rating(4.into())).await.unwrap();

    let by_barcode = products.by_barcode(lamp.barcode).all().await.unwrap();
    let row = ProductByBarcode {
        shop: "north".to_owned(),
        sku: "lamp".to_owned(),
        barcode: lamp.barcode,
    };
    assert_eq!(by_barcode, [row]);

    let by_campaign = products.by_campaign("spring").sort_gt(3);
    let row = ProductByCampaign {
        shop: "north".to_owned(),
        sku: "lamp".to_owned(),
        title: lamp.title.clone(),
        price: Cents(100),
        campaign: "spring".to_owned(),
        rating: 4.into(),
    };
    assert_eq!(by_campaign.all().await.unwrap(), [row]);
}

#[tokio::test]
async fn a_filter_applies_to_what_an_index_holds() {
    let bed = Bed::with(USERS).await;
    let users = Users::new(&bed.db);
    for name in ["ada", "eve", "ann"] {
        users.create(new_user(name)).await.unwrap();
    }
    let query = users.by_role(Role::Customer);
    let query = query.filter(dynamite_sample::models::user::name().begins_with("a"));
    let names: Vec<_> = query
        .all()
        .await
        .unwrap()
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(names, ["ada", "ann"]);
}

#[tokio::test]
async fn a_query_of_an_index_is_one_request() {
    let bed = Proxied::with(USERS).await;
    let users = Users::new(&bed.db);
    users.by_email("ada@example.com").all().await.unwrap();
    let log = bed.proxy.log();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].operation, Operation::Query);
    assert_eq!(log[0].body["IndexName"], "by_email");
}

#[tokio::test]
async fn an_index_that_is_not_there_is_named() {
    static WITHOUT_INDEXES: TableDescriptor = TableDescriptor {
        indexes: &[],
        ..tables::USERS
    };
    static TABLES: &[&TableDescriptor] = &[&WITHOUT_INDEXES];
    let bed = Bed::with(TABLES).await;
    let found = Users::new(&bed.db).by_role(Role::Admin).all().await;
    let told = found.unwrap_err().to_string();
    for part in ["index by_role", "`name:` in the schema", "build_indexes"] {
        assert!(told.contains(part), "{part} is not in: {told}");
    }
}
