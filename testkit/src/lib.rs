//! The engines and the fault proxy that Dynamite's own tests run on.
//!
//! Everything here uses plain HTTP, so any client can be tested with it: the AWS SDK, Dynamite's
//! runtime, or bytes written by hand.
//!
//! - [`Engine`] is a DynamoDB to test against: one inside the test process
//!   ([`Engine::embedded`]), or the DynamoDB Local that runs beside it
//!   ([`Engine::dynamodb_local`]). A suite that asks for [`Engine::selected`]
//!   runs on both:
//!
//!   ```text
//!   cargo nextest run
//!   cargo run -p dynamite-testkit --bin with-dynamodb-local -- cargo nextest run
//!   ```
//!
//! - [`FaultProxy`] stands between a client and an engine, and plays what an
//!   engine on one machine never does by itself: throttling, server errors,
//!   lost responses, partial batches, short pages, limited capacity. It also
//!   records every request.
//!
//! ```no_run
//! use dynamite_testkit::{Engine, Fault, FaultProxy, Operation};
//!
//! # async fn test() {
//! let engine = Engine::selected().await;
//! let proxy = FaultProxy::start(&engine).await;
//!
//! // The second PutItem on `users` is applied, and its response lost.
//! proxy.on(Operation::PutItem).table("users").nth(2).fail(Fault::CutAfter);
//!
//! // ... a client works against `proxy.endpoint()` ...
//!
//! assert_eq!(proxy.counts().requests_of(Operation::Scan), 0);
//! # }
//! ```
//!
//! Failing to start is a panic with an error text: a test has no better way to report it.
#![forbid(unsafe_code)]

mod background;
mod engine;
mod operation;
mod proxy;

pub use engine::{ENDPOINT_VARIABLE, ENGINE_VARIABLE, Engine, Feature, SKIPPED_VARIABLE};
pub use operation::Operation;
pub use proxy::{
    CancellationReason, Capacity, Counts, Fault, FaultProxy, Outcome, Pause, Recorded,
    ScriptedFault,
};
