//! Hooks: user code that runs before and after each write of a model.
//!
//! A type implements [`Hooks`] for the models whose writes concern it, and a repository is given a
//! value of it: `Users::with_hooks(&db, audit)`. The hooks are part of the repository's type,
//! `Users<Audit>`, so a repository without hooks, `Users`, has no overhead.

mod changes;
mod failure;
mod none;

use std::error::Error as StdError;
use std::future::{Future, Ready, ready};

pub use changes::Changes;
pub use failure::HookFailure;
pub use none::NoHooks;

use crate::model::Model;

/// The error of a failed hook.
pub type HookError = Box<dyn StdError + Send + Sync>;

/// The result of a hook. `?` accepts any error.
pub type HookResult = Result<(), HookError>;

/// The kind of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deletion {
    /// The item is marked as deleted, and can be restored: `delete` of a model with `auto:
    /// deleted`.
    Soft,
    /// The item is removed: `purge`, and `delete` of any other model.
    ForGood,
}

/// Hooks before and after writes of the items of `M`. Each method does nothing by default, and can
/// be implemented as an `async fn`:
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
/// Changes that a hook makes are written. Normalization and field rules apply after it. An error
/// rejects the write with [`ErrorKind::Hook`](crate::ErrorKind::Hook), and nothing is sent, also
/// nothing else of its batch or transaction. In a bulk write it counts as one failed item. A hook
/// is called once for each write, regardless of retries of the request.
///
/// # After a write
/// The write has taken place, and the results of these hooks do not change that: an error goes to
/// [`after_failed`](Self::after_failed), and the operation succeeds. They are called when the write
/// is known to have taken place, also if it is recognized after a lost response. In transactions
/// they are called only after the commit. If the response to a permanent deletion without
/// conditions and version was lost, they are called although there may have been nothing to delete.
/// Do not rely on these hooks for work that must not be missed: they are not called if the process
/// ends, if the future of the operation is dropped, or if no response arrives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hooks for `{M}`",
    note = "implement `dynamite::Hooks<{M}>` for `{Self}`: every method has a default"
)]
pub trait Hooks<M: Model>: Clone + Send + Sync + 'static {
    /// `false` if there are no hooks to call.
    #[doc(hidden)]
    const ARE_THERE: bool = true;

    /// Runs before a new item is stored by `create` or `insert`, with ids, times and defaults
    /// filled in.
    fn before_create(&self, entity: &mut M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Runs after a new item was stored.
    fn after_create(&self, entity: &M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Runs before a whole entity is written by `save`, `upsert`, `replace` or `put_many`. Changing
    /// the key makes it a write of another item.
    fn before_save(&self, entity: &mut M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Runs after a whole entity was written. The entity is the stored one; in transactions and
    /// batches as far as it is known without reading, which excludes the version after an `upsert`.
    fn after_save(&self, entity: &M) -> impl Future<Output = HookResult> + Send {
        nothing(entity)
    }

    /// Runs before an item is updated, also by `update_where`. The hook can inspect and change the
    /// changes. They do not yet include those of Dynamite itself to the updated time and the
    /// version.
    fn before_update(
        &self,
        key: &M::Key,
        changes: &mut Changes<M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, changes))
    }

    /// Runs after an item was updated, with the changes as `before_update` left them.
    fn after_update(
        &self,
        key: &M::Key,
        changes: &Changes<M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, changes))
    }

    /// Runs before an item is deleted by `delete`, `purge`, `delete_many`, or their filtered forms.
    fn before_delete(
        &self,
        key: &M::Key,
        deletion: Deletion,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, deletion))
    }

    /// Runs after an item was deleted, unless it is known that there was none. The item is given if
    /// DynamoDB returned it: as it was, or, after a soft delete, as it is now. Transactions,
    /// batches and lost responses return none.
    fn after_delete(
        &self,
        key: &M::Key,
        deletion: Deletion,
        item: Option<&M>,
    ) -> impl Future<Output = HookResult> + Send {
        nothing((key, deletion, item))
    }

    /// Runs before a soft-deleted item is restored, also by `restore_where`.
    fn before_restore(&self, key: &M::Key) -> impl Future<Output = HookResult> + Send {
        nothing(key)
    }

    /// Runs after a soft-deleted item was restored.
    fn after_restore(&self, key: &M::Key) -> impl Future<Output = HookResult> + Send {
        nothing(key)
    }

    /// Handles the failure of a hook after its write has taken place. The default logs it as an
    /// error with [`tracing`].
    fn after_failed(&self, failure: &HookFailure) {
        failure.log();
    }
}

/// The default implementation of a hook.
fn nothing<T>(_: T) -> Ready<HookResult> {
    ready(Ok(()))
}
