//! Keys and indexes that are less than they say.

use aws_sdk_dynamodb::types::{GlobalSecondaryIndexDescription, KeyType, ProjectionType};
use dynamite::model::TableDescriptor;
use dynamite::{Client, ErrorKind};
use dynamite_sample::models::{Inventories, NewInventory, Products, product, tables};

use crate::port;
use crate::support::{Bed, PRODUCTS, item, n, new_product, s, stored, stored_all};

static INVENTORIES: &[&TableDescriptor] = &[&tables::INVENTORIES];

/// What every product of a test has on its package.
const BARCODE: u64 = 4_006_381_333_931;

async fn two_products() -> Bed {
    let bed = Bed::with(PRODUCTS).await;
    let products = Products::new(&bed.db);
    for sku in ["cup", "mug"] {
        products.create(new_product("berlin", sku)).await.unwrap();
    }
    bed
}

#[tokio::test]
async fn a_sort_key_is_part_of_the_key() {
    let bed = two_products().await;
    let products = Products::new(&bed.db);
    let mug = products.get(("berlin", "mug")).await.unwrap().unwrap();
    assert_eq!(mug.sku, "mug");
    products
        .update(&mug)
        .set(product::title(), "A mug")
        .await
        .unwrap();
    products.delete(("berlin", "mug")).await.unwrap();
    let left = stored_all(&bed.db, "products").await;
    assert_eq!((left.len(), &left[0]["sku"]), (1, &s("cup")));
    assert_eq!(left[0]["title"], s("The cup"));

    let bed = two_products().await;
    let found = port::first_of_partition(&bed.db, "products", ("shop", s("berlin"))).await;
    assert_ne!(found.unwrap()["sku"], s("mug"));
}

/// The global indexes that a table has.
async fn indexes(db: &Client, table: &str) -> Vec<GlobalSecondaryIndexDescription> {
    let described = db.sdk().describe_table().table_name(table).send().await;
    let table = described.unwrap().table.unwrap();
    table.global_secondary_indexes.unwrap_or_default()
}

#[tokio::test]
async fn a_declared_index_is_made_with_its_sort_key_and_projection() {
    let bed = Bed::with(PRODUCTS).await;
    let made = indexes(&bed.db, "products").await;
    let by_campaign = made
        .iter()
        .find(|it| it.index_name() == Some("by_campaign"));
    let by_campaign = by_campaign.unwrap();
    let keys = by_campaign.key_schema().iter();
    let keys: Vec<_> = keys
        .map(|it| (it.attribute_name(), it.key_type()))
        .collect();
    assert_eq!(
        keys,
        [("campaign", &KeyType::Hash), ("rating", &KeyType::Range)]
    );
    let projection = by_campaign.projection().unwrap();
    assert_eq!(projection.projection_type(), Some(&ProjectionType::Include));

    let bed = Bed::empty().await;
    port::created_table(&bed.db, "products").await;
    assert_eq!(indexes(&bed.db, "products").await, []);
}

#[tokio::test]
async fn an_index_over_a_renamed_attribute_finds_its_items() {
    let bed = two_products().await;
    let rows = Products::new(&bed.db).by_barcode(BARCODE).all().await;
    assert_eq!(rows.unwrap().len(), 2);
    assert_eq!(stored_all(&bed.db, "products").await[0]["ean"], n(BARCODE));

    let property = ("barcode", n(BARCODE));
    let queried = port::queried_by_property(&bed.db, "products", "by_barcode", property).await;
    assert!(queried.unwrap_err().contains("ValidationException"));
}

#[tokio::test]
async fn keys_are_what_the_data_says() {
    let bed = Bed::with(INVENTORIES).await;
    let new = NewInventory {
        sku: "cup-1".to_owned(),
        left: 3,
    };
    Inventories::new(&bed.db).create(new).await.unwrap();
    let key = [("sku", s("cup-1"))];
    assert!(stored(&bed.db, "inventories", key).await.is_some());

    let created = port::created_with_key(&bed.db, "inventories", "cup-1").await;
    assert_eq!(created.unwrap_err(), "cup-1 is no id");
}

#[tokio::test]
async fn without_an_index_key_an_item_is_left_out_of_the_index_and_not_refused() {
    let bed = Bed::with(PRODUCTS).await;
    let products = Products::new(&bed.db);
    products.create(new_product("berlin", "cup")).await.unwrap();
    let stored = stored_all(&bed.db, "products").await.remove(0);
    assert_eq!(stored.get("campaign"), None);
    let empty = new_product("berlin", "mug").campaign("");
    let error = products.create(empty).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Encode { .. }), "{error}");
    assert!(error.to_string().contains("campaign"), "{error}");

    let entity = item([("shop", s("berlin")), ("sku", s("jar"))]);
    let created = port::created_with_default(&bed.db, "products", entity, "campaign").await;
    assert!(created.unwrap_err().contains("ValidationException"));
}
