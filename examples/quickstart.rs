//! Creates, updates and queries items of the models of `schemas/`, on the embedded engine.
//!
//! `cargo run --example quickstart`

dynamite::include_models!();

use dynamite::{Client, dec};
use models::{NewOrder, NewUser, OrderLine, OrderStatus, Orders, Role, Users, order, user};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), dynamite::Error> {
    let db = Client::embedded()?;
    println!("{}", db.sync(models::TABLES).await?);

    let users = Users::new(&db);
    let new = NewUser {
        email: "ada@example.com".into(),
        name: "Ada".into(),
    };
    let ada = users.create(new.role(Role::Admin)).await?;
    println!("created {} ({}) at {}", ada.name, ada.id, ada.created_at);

    let ada = users
        .update(&ada)
        .set(user::name(), "Ada L.")
        .add(user::balance(), dec!(10))
        .only_if(user::role().eq(Role::Admin))
        .await?;
    println!("updated: {} has {}", ada.name, ada.balance);

    let orders = Orders::new(&db);
    for (sku, price) in [
        ("lamp", dec!(19.90)),
        ("desk", dec!(240)),
        ("chair", dec!(85.5)),
    ] {
        let line = OrderLine {
            sku: sku.into(),
            quantity: 1,
            price,
        };
        let order = NewOrder {
            user_id: ada.id,
            total: price,
        }
        .lines(vec![line]);
        let order = orders.create(order).await?;
        println!("ordered a {sku}: {}", order.id);
    }

    let page = orders
        .query(ada.id)
        .descending()
        .limit(2)
        .page(None)
        .await?;
    for order in &page.items {
        println!(
            "recent: {} {:?} {}",
            order.lines[0].sku, order.status, order.total
        );
    }
    let rest = orders
        .query(ada.id)
        .descending()
        .page(page.cursor.as_deref())
        .await?;
    println!("and {} more", rest.items.len());

    let paid = orders
        .update(&page.items[0])
        .set(order::status(), OrderStatus::Paid)
        .only_if(order::status().eq(OrderStatus::Pending))
        .await?;
    println!("paid: {}", paid.lines[0].sku);

    for row in users.by_role(Role::Admin).all().await? {
        println!("admin: {} <{}>", row.name, row.email);
    }
    match users
        .create(NewUser {
            email: String::new(),
            name: "Nobody".into(),
        })
        .await
    {
        Ok(_) => println!("stored"),
        Err(error) => println!("refused: {error}"),
    }
    Ok(())
}
