//! Orders of a user: placing one, and listing them page by page.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::input::{Body, Key};
use crate::models::{Order, OrderDraft, UserKey, product, user};
use crate::shop::Shop;

const PAGE: usize = 20;
const LARGEST_PAGE: usize = 100;

pub(crate) fn routes() -> Router<Shop> {
    Router::new().route("/users/{id}/orders", get(list).post(place))
}

/// The order is created and the stock reduced, or neither. The field's type keeps the stock from
/// falling below zero, whatever other requests do.
async fn place(
    State(shop): State<Shop>,
    Key(user): Key<UserKey>,
    Body(body): Body<Map<String, Value>>,
) -> Result<(StatusCode, Json<Order>), Failure> {
    let order = shop.orders.build(draft(&user, body)?);
    let take = shop.products.update(order.sku.as_str());
    shop.db
        .transaction()
        .and(shop.users.check(user, user::id().exists()))
        .and(take.subtract(product::stock(), order.quantity))
        .and(shop.orders.insert(&order))
        .commit()
        .await?;
    Ok((StatusCode::CREATED, Json(order)))
}

/// The user is in the path. A body that names one is refused, since it might be another.
fn draft(user: &UserKey, mut body: Map<String, Value>) -> Result<OrderDraft, Failure> {
    if body.insert("user_id".into(), json!(user)).is_some() {
        let message = "unknown field `user_id`: the user is in the path";
        return Err(Failure::new(StatusCode::BAD_REQUEST, message));
    }
    Ok(serde_json::from_value(body.into())?)
}

async fn list(
    State(shop): State<Shop>,
    Key(user): Key<UserKey>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Json<Value>, Failure> {
    let limit = query.get("limit").map_or(Ok(PAGE), |text| text.parse());
    let limit = limit.map_err(|_| Failure::new(StatusCode::BAD_REQUEST, "`limit` is a number"))?;
    let orders = shop.orders.by_user(user.id).limit(limit.min(LARGEST_PAGE));
    let page = orders.page(query.get("cursor").map(String::as_str)).await?;
    for unreadable in &page.bad {
        eprintln!("{unreadable}");
    }
    Ok(Json(json!({ "orders": page.items, "cursor": page.cursor })))
}
