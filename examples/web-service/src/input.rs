//! What is read from a request. Whatever is wrong with it becomes a `Failure`.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, IF_MATCH};
use axum::http::request::Parts;

use crate::failure::Failure;

/// The body: a draft or a patch.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(Failure))]
pub(crate) struct Body<T>(pub(crate) T);

/// The key in the path.
#[derive(FromRequestParts)]
#[from_request(via(Path), rejection(Failure))]
pub(crate) struct Key<T>(pub(crate) T);

/// The version in `If-Match`, with or without quotes.
pub(crate) struct IfMatch(pub(crate) u64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let header = parts.headers.get(IF_MATCH);
        match header.map(version) {
            Some(Some(version)) => Ok(Self(version)),
            Some(None) => Err(Failure::new(
                StatusCode::BAD_REQUEST,
                "`If-Match` holds no version",
            )),
            None => Err(Failure::new(
                StatusCode::PRECONDITION_REQUIRED,
                "`If-Match` has to hold the version that was read",
            )),
        }
    }
}

fn version(header: &HeaderValue) -> Option<u64> {
    header.to_str().ok()?.trim_matches('"').parse().ok()
}
