//! Users: signing up, reading, changing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::input::{Body, IfMatch, Key};
use crate::models::{User, UserDraft, UserKey, UserPatch, user};
use crate::shop::Shop;

/// How many orders are shown with a user; the others are read page by page.
const LATEST: usize = 10;

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/users", post(sign_up))
        .route("/users/{id}", get(read).patch(change))
        .route("/users/{id}/with-orders", get(read_with_orders))
}

async fn sign_up(
    State(shop): State<Shop>,
    Body(draft): Body<UserDraft>,
) -> Result<(StatusCode, Json<User>), Failure> {
    Ok((StatusCode::CREATED, Json(shop.users.create(draft).await?)))
}

async fn read(State(shop): State<Shop>, Key(key): Key<UserKey>) -> Result<Json<User>, Failure> {
    Ok(Json(shop.users.get(key).consistent().required().await?))
}

async fn change(
    State(shop): State<Shop>,
    Key(key): Key<UserKey>,
    IfMatch(version): IfMatch,
    Body(patch): Body<UserPatch>,
) -> Result<Json<User>, Failure> {
    let user = shop.users.update((key, version)).apply(patch).await?;
    Ok(Json(user))
}

async fn read_with_orders(
    State(shop): State<Shop>,
    Key(key): Key<UserKey>,
) -> Result<Json<Value>, Failure> {
    let latest = user::orders().descending().limit(LATEST);
    let read = shop.users.get(key).include(latest).await?;
    let (user, orders) = read.ok_or_else(unknown)?;
    Ok(Json(json!({ "user": user, "orders": orders })))
}

fn unknown() -> Failure {
    Failure::new(StatusCode::NOT_FOUND, "there is no such user")
}
