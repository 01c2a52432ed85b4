//! Hooks: code of the user's own before and after each write of a model.
//!
//! A type implements [`Hooks`] for the models whose writes it has to do with, and a repository is
//! given a value of it: `Users::with_hooks(&db, audit)`. Which hooks a repository has is in its
//! type, `Users<Audit>`, so that one without any, `Users`, calls none and pays for none.

mod changes;
mod failure;
mod none;

use std::error::Error as StdError;
use std::future::{Future, Ready, ready};

pub use changes::Changes;
pub use failure::HookFailure;
pub use none::NoHooks;

use crate::model::Model;

/// What made a hook fail.
pub type HookError = Box<dyn StdError + Send + Sync>;

/// What a hook comes to. `?` takes any error.
pub type HookResult = Result<(), HookError>;

/// How an item is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deletion {
    /// It is marked as deleted, and can be restored: `delete` of a model with `auto: deleted`.
    Soft,
    /// It is gone: `purge`, and `delete` of any other model.
    ForGood,
}

/// What is done before and after writes of the items of `M`. Each method does nothing unless it
/// is implemented, as an `async fn`:
///
/// ```
/// use dynamite::model::Model;
/// use dynamite::{HookResult, Hooks};
///
/// #[derive(Clone)]
/// struct Printed;
///
/// impl<M: Model> Hooks<M> for Printed {
///     async fn after_create(&self, _entity: &M) -> HookResult {
///         println!("a new {}", M::DESCRIPTOR.name);
///         Ok(())
///     }
/// }
/// ```
///
/// # Before a write
/// What a hook changes is written; normalizing and the rules of the schema come after it. An error
/// refuses the write, as [`ErrorKind::Hook`](crate::ErrorKind::Hook): nothing is sent then, of a
/// batch or transaction nothing at all; of a bulk write it is one that failed. A hook is called
/// once for each write, however often the request is retried.
///
/// # After a write
/// The write has taken place, and what these hooks return does not change that: an error goes to
/// [`after_failed`](Self::after_failed), and the operation succeeds. They are called where the
/// write is known to have taken place, also if it is recognised after a lost response, and in
/// transactions after the commit only. Of a deletion for good, without conditions and version,
/// whose response was lost, they are called although there may have been nothing to delete. A hook
/// that must not be missed is not for this place: the write may be there without it if the process
/// ends, if the future of the operation is dropped, or if no response comes at all.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hooks for `{M}`",
    note = "implement `dynamite::Hooks<{M}>` for `{Self}`: every method has a default"
)]
pub trait Hooks<M: Model>: Clone + Send + Sync + 'static {
    /// Whether there is anything to call.
    #[doc(hidden)]
    const ARE_THERE: bool = true;

    /// Before a new item is stored, by `create` and `insert`: ids, times and defaults are filled
    /// in.
    fn before_create(&self, entity: &mut M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// After a new item was stored.
    fn after_create(&self, entity: &M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Before an entity is written as a whole, by `save`, `upsert`, `replace` and `put_many`.
    /// Another key makes it a write of another item.
    fn before_save(&self, entity: &mut M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// After an entity was written as a whole. It is what is stored now; in transactions and
    /// batches as far as that is known without reading, which the version after an `upsert` is not.
    fn after_save(&self, entity: &M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Before an item is updated, also by `update_where`. The hook may look at the changes and make
    /// others; they are not yet those that Dynamite makes itself, of the time of the update and of
    /// the version.
    fn before_update(
        &self,
        key: &M::Key,
        changes: &mut Changes<M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, changes))
    }

    /// After an item was updated, with the changes that `before_update` left.
    fn after_update(
        &self,
        key: &M::Key,
        changes: &Changes<M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, changes))
    }

    /// Before an item is deleted, by `delete`, `purge`, `delete_many`, and their filtered forms.
    fn before_delete(
        &self,
        key: &M::Key,
        deletion: Deletion,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, deletion))
    }

    /// After an item was deleted; not if it is known that there was none. With the item where
    /// DynamoDB returned it: as it was, or as it is now if it was soft-deleted. Transactions and
    /// batches return none, and neither does a response that was lost.
    fn after_delete(
        &self,
        key: &M::Key,
        deletion: Deletion,
        item: Option<&M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, deletion, item))
    }

    /// Before a soft-deleted item is restored, also by `restore_where`.
    fn before_restore(&self, key: &M::Key) -> impl Future<Output = HookResult> + Send {
        nothing(key)
    }

    /// After a soft-deleted item was restored.
    fn after_restore(&self, key: &M::Key) -> impl Future<Output = HookResult> + Send {
        nothing(key)
    }

    /// What to do when a hook failed after its write had taken place. Logs it as an error, with
    /// [`tracing`], unless it is implemented.
    fn after_failed(&self, failure: &HookFailure) {
        failure.log();
    }
}

/// What a hook does that is not implemented.
fn nothing<T>(_: T) -> Ready<HookResult> {
    ready(Ok(()))
}
