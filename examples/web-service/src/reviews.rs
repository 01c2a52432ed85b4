//! Reviews of products. Their key has two parts, and its text is a segment of a path.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::failure::Failure;
use crate::input::{Body, Key};
use crate::models::{Review, ReviewDraft, ReviewKey};
use crate::shop::Shop;

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/reviews", post(add))
        .route("/reviews/{key}", get(read))
}

async fn add(
    State(shop): State<Shop>,
    Body(draft): Body<ReviewDraft>,
) -> Result<impl IntoResponse, Failure> {
    let review = shop.reviews.create(draft).await?;
    let location = format!("/reviews/{}", ReviewKey::from(&review));
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(review)))
}

async fn read(State(shop): State<Shop>, Key(key): Key<ReviewKey>) -> Result<Json<Review>, Failure> {
    Ok(Json(shop.reviews.get(key).required().await?))
}
