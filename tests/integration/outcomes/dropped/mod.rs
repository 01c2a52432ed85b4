//! Futures that are dropped on the way: what they leave is what their pages say.

mod others;
mod writes;

use std::future::IntoFuture;
use std::task::Poll;

use dynamite_testkit::Pause;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use super::{known, now, requests};
use crate::support::Proxied;

/// Runs a future until a request of it is held, and drops it there. Then lets the request go on,
/// and waits until the engine has dealt with it.
async fn dropped_while<F: IntoFuture>(bed: &Proxied, pause: &Pause, future: F) {
    tokio::select! {
        _ = future.into_future() => panic!("it ended although its request is held"),
        () = pause.reached() => {}
    }
    pause.release();
    bed.proxy.settled().await;
}

/// Polls a future so many times, each when it is woken, then drops it. Whether it ended before.
pub(crate) async fn polled(mut future: BoxFuture<'_, ()>, polls: usize) -> bool {
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        future.as_mut().poll(context).map(|()| true)
    })
    .await
}

/// An operation on a user who is there, as a future that fails the test when it fails.
fn operation<F>(future: F) -> BoxFuture<'static, ()>
where
    F: IntoFuture<Output: Unwrap + 'static, IntoFuture: Send + 'static>,
{
    future.into_future().map(Unwrap::unwrap).boxed()
}

trait Unwrap {
    fn unwrap(self);
}

impl<T> Unwrap for Result<T, dynamite::Error> {
    fn unwrap(self) {
        drop(Result::unwrap(self));
    }
}
