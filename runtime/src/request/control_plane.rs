//! Requests about tables rather than items.

use std::error::Error as StdError;
use std::future::Future;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use tracing::Instrument;

use super::observation::Observation;
use crate::error::from_sdk;
use crate::{Client, Error};

/// Sends a request of the control plane in a span of its own. Such requests consume no capacity.
pub(crate) async fn control_plane<T, E>(
    client: &Client,
    operation: &'static str,
    table: &str,
    request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
) -> Result<T, Error>
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    SdkError<E, HttpResponse>: RequestId,
{
    let observation = Observation::of(client, operation, table, None);
    let sent = request.instrument(observation.span().clone()).await;
    let response = sent.map_err(|error| from_sdk(error, operation, table))?;
    observation.responded();
    Ok(response)
}
