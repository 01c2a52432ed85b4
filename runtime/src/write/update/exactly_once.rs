//! An update that is applied once, even if its response is lost.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use super::super::returning::ReturnNew;
use super::super::{hooked, unique};
use super::Update;
use crate::Error;
use crate::hooks::{Hooks, NoHooks};
use crate::model::Model;

/// An update in a transaction of its own, with a token by which DynamoDB recognizes a retry for ten
/// minutes. It costs twice the write units and returns nothing. Made by [`Update::exactly_once`].
///
/// # If the future is dropped
/// All changes are made once, or none. The token is dropped with the future, so another attempt is
/// another update.
#[must_use = "nothing happens until it is awaited"]
pub struct ExactlyOnce<M: Model, H = NoHooks> {
    update: Update<M, ReturnNew, H>,
}

impl<M: Model, H: Hooks<M>> Update<M, ReturnNew, H> {
    /// Applies the update once, even if a response is lost and the request is retried. For adding
    /// and appending when neither a lost nor a duplicate change is acceptable.
    pub fn exactly_once(self) -> ExactlyOnce<M, H> {
        ExactlyOnce { update: self }
    }
}

impl<M: Model, H: Hooks<M>> ExactlyOnce<M, H> {
    async fn run(self) -> Result<(), Error> {
        let (mut update, hooks) = self.update.split();
        let updating = hooked::updating(&hooks, &update.key, &mut update.changes).await?;
        unique::commit_one(update.plan_for_transaction()?).await?;
        hooked::updated(updating, true).await;
        Ok(())
    }
}

impl<M: Model, H: Hooks<M>> IntoFuture for ExactlyOnce<M, H> {
    type Output = Result<(), Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<M: Model, H> fmt::Debug for ExactlyOnce<M, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExactlyOnce").field(&self.update).finish()
    }
}
