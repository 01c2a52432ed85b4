//! A web service over DynamoDB: users who sign up, their orders, reviews.
//!
//! With the argument `sync` it creates the tables, as a deployment job does. Without one it checks
//! them and serves. README.md has the commands.
#![forbid(unsafe_code)]

mod configuration;
mod failure;
mod input;
mod orders;
mod products;
mod reviews;
mod shop;
mod users;

dynamite::include_models!();

use std::error::Error;

use axum::Router;
use tokio::net::TcpListener;

use shop::Shop;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let db = configuration::client().await?;
    match std::env::args().nth(1).as_deref() {
        None => {
            db.verify(models::TABLES).await?;
            serve(Shop::new(db)).await
        }
        Some("sync") => {
            println!(
                "{}",
                db.sync(models::TABLES).build_indexes().enable_ttl().await?
            );
            Ok(())
        }
        Some(other) => Err(format!("unknown command `{other}`: use `sync`, or none").into()),
    }
}

async fn serve(shop: Shop) -> Result<(), Box<dyn Error>> {
    let routes = Router::new()
        .merge(users::routes())
        .merge(products::routes())
        .merge(orders::routes())
        .merge(reviews::routes())
        .with_state(shop);
    let listener = TcpListener::bind(configuration::address()).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}
