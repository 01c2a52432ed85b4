//! Products: what can be ordered.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};

use crate::failure::Failure;
use crate::input::Body;
use crate::models::{Product, ProductDraft};
use crate::shop::Shop;

pub(crate) fn routes() -> Router<Shop> {
    Router::new().route("/products", post(add))
}

async fn add(
    State(shop): State<Shop>,
    Body(draft): Body<ProductDraft>,
) -> Result<(StatusCode, Json<Product>), Failure> {
    Ok((
        StatusCode::CREATED,
        Json(shop.products.create(draft).await?),
    ))
}
