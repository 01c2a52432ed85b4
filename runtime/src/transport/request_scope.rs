//! Request scopes: the state of a request and its attempts while the SDK sends it.
//!
//! The SDK also accepts interceptors and retry classifiers for a single request, but sets them up
//! for each one, which costs more than encoding an item. So a client has one of each, and they find
//! the state of the current request in a task-local value.

use std::cell::{Cell, RefCell};

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef,
    FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::{Builder, Config, ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_smithy_runtime_api::client::interceptors::context;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::result::ConnectorError;
use tracing::{Instrument, Span};

use super::conflict::ConflictIsTransient;
use super::endpoint;
use super::lift::{Lift, SharedSink, Sink, lift_body};
use super::load::{EncodedItem, load};
use super::lost_response::{NoRetryAfterLostResponse, is_unclear};
use crate::Error;
use crate::error::root_cause;

const NAME: &str = "DynamiteRequestScope";

tokio::task_local! {
    static SCOPE: RequestScope;
}

/// The state of a request while the SDK sends it: items to load, the sink of lifted items, and
/// observations of its attempts.
#[derive(Default)]
pub(crate) struct RequestScope {
    /// The items that replace the placeholders in the request.
    items: Vec<EncodedItem>,
    /// The sink of the response's items, if they are lifted.
    sink: Option<SharedSink>,
    only_once: bool,
    under_way: Cell<bool>,
    lost_response: Cell<bool>,
    timed_out: Cell<bool>,
    /// The failure of the last attempt that certainly did nothing.
    clear_failure: RefCell<Option<String>>,
}

/// The response to a request, with observations of its attempts.
pub(crate) struct ScopedResponse<T> {
    pub(crate) response: T,
    pub(crate) attempts: Attempts,
}

/// Observations of a request's attempts.
pub(crate) struct Attempts {
    /// `true` if one ended without a clear response, so that it may have been applied.
    pub(crate) lost_response: bool,
    /// `true` if one ran out of time, so that it may still arrive.
    pub(crate) timed_out: bool,
    /// The failure of the last one, if none can have done anything.
    nothing_done: Option<String>,
}

impl Attempts {
    /// Adds what the attempts say about the outcome to the error of a write.
    pub(crate) fn add_outcome(&self, error: Error) -> Error {
        let error = error.unless_lost(self.lost_response);
        match &self.nothing_done {
            Some(failure) => error.if_unanswered_not_applied(failure),
            None => error,
        }
    }
}

impl RequestScope {
    /// Loads items into the placeholders of the request, in order.
    pub(crate) fn loading(mut self, items: impl IntoIterator<Item = EncodedItem>) -> Self {
        self.items.extend(items);
        self
    }

    /// Lifts the items of the response.
    pub(crate) fn lifting<S: Sink>(mut self, lift: &Lift<S>) -> Self {
        self.sink = Some(lift.shared());
        self
    }

    /// Forbids a retry after a lost response.
    pub(crate) fn only_once(mut self) -> Self {
        self.only_once = true;
        self
    }

    /// Sends the request.
    pub(crate) fn send<T>(
        self,
        span: &Span,
        request: impl Future<Output = T>,
    ) -> impl Future<Output = ScopedResponse<T>> {
        // The SDK's futures are large; without a box, every layer around them would grow too.
        let request = Box::pin(request).instrument(span.clone());
        SCOPE.scope(self, async {
            let response = request.await;
            SCOPE.with(|scope| scope.finished(response))
        })
    }

    /// Returns the response with the observations of the attempts.
    fn finished<T>(&self, response: T) -> ScopedResponse<T> {
        let lost_response = self.lost_response.get();
        // The time limit of the request may end it during an attempt or between two.
        let is_clear = !lost_response && !self.under_way.get();
        let attempts = Attempts {
            lost_response,
            timed_out: self.timed_out.get(),
            nothing_done: self.clear_failure.take().filter(|_| is_clear),
        };
        ScopedResponse { response, attempts }
    }

    /// Notes the failure of an attempt.
    fn note_failure(
        &self,
        error: &OrchestratorError<context::Error>,
        response: Option<&HttpResponse>,
    ) {
        if is_unclear(error, response) || is_in_progress(error) {
            self.lost_response.set(true);
            self.timed_out
                .set(self.timed_out.get() || is_timeout(error));
        } else {
            let failure = match response {
                Some(response) => format!("a response with status {}", response.status()),
                None => root_cause(error),
            };
            self.clear_failure.replace(Some(failure));
        }
    }
}

/// Returns `true` for an earlier attempt of the same transaction that is still in progress: it may
/// still be applied.
fn is_in_progress(error: &OrchestratorError<context::Error>) -> bool {
    let error = error.as_operation_error();
    error
        .and_then(|error| error.downcast_ref::<TransactWriteItemsError>())
        .is_some_and(TransactWriteItemsError::is_transaction_in_progress_exception)
}

/// Returns `true` if an attempt ran out of time: that of the SDK, or that of its HTTP client.
fn is_timeout(error: &OrchestratorError<context::Error>) -> bool {
    let of_connector = error.as_connector_error();
    error.is_timeout_error() || of_connector.is_some_and(ConnectorError::is_timeout)
}

/// Returns `true` if the current request may be retried only if nothing was done.
pub(super) fn is_only_once() -> bool {
    SCOPE.try_with(|scope| scope.only_once).unwrap_or(false)
}

/// Adds the support for request scopes to a configuration, once.
pub(crate) fn configured(config: &Config) -> Builder {
    let builder = config.to_builder();
    if config.interceptors().any(|known| known.name() == NAME) {
        return builder;
    }
    builder
        .interceptor(WatchAttempts)
        .retry_classifier(ConflictIsTransient)
        .retry_classifier(NoRetryAfterLostResponse)
}

/// Watches the attempts of every request, except those sent directly through the SDK client.
#[derive(Clone, Copy, Debug)]
struct WatchAttempts;

#[dyn_dispatch_hint]
impl Intercept for WatchAttempts {
    fn name(&self) -> &'static str {
        NAME
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        configuration: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        endpoint::problem(configuration).map_or(Ok(()), |problem| Err(problem.into()))
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let loaded = SCOPE.try_with(|scope| match &*scope.items {
            [] => Ok(()),
            items => load(request, items),
        });
        // Outside of a request scope there is nothing to load.
        loaded.unwrap_or(Ok(()))
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response_mut();
        let sink = SCOPE.try_with(|scope| scope.sink.clone());
        if let (200, Ok(Some(sink))) = (response.status().as_u16(), sink) {
            let body = response.take_body();
            *response.body_mut() = lift_body(body, sink);
        }
        Ok(())
    }

    // `try_with` fails outside of a request scope.

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let _ = SCOPE.try_with(|scope| scope.under_way.set(true));
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let _ = SCOPE.try_with(|scope| {
            scope.under_way.set(false);
            if let Some(Err(error)) = context.output_or_error() {
                scope.note_failure(error, context.response());
            }
        });
        Ok(())
    }
}
