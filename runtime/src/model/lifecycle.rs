//! Optional item state: versions and soft deletes.

use super::Model;

/// The [`Lock`](Model::Lock) of a model without `auto: version`: concurrent writes do not detect
/// each other.
#[derive(Clone, Copy, Debug)]
pub enum Unlocked {}

/// The [`Lock`](Model::Lock) of a model with `auto: version`: a write names the version that it is
/// based on, and fails if the stored version is another one.
#[derive(Clone, Copy, Debug)]
pub enum ByVersion {}

/// A model with `auto: version`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version",
    note = "a field with `auto: version` in the schema gives it one"
)]
pub trait Versioned: Model<Lock = ByVersion> {
    /// The type of the version field.
    type Version: Copy + Into<i128>;

    /// Returns the version of this item.
    fn version(&self) -> Self::Version;
}

/// A model with `auto: deleted`: its items can be soft-deleted and restored.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no soft delete",
    note = "a field with `auto: deleted` in the schema gives it one; without it `delete` deletes"
)]
pub trait SoftDelete: Model {}

/// A model whose items can be written in batches. Models with `auto: version`, `auto: deleted` or
/// unique fields need conditions, which DynamoDB does not support in batches.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in batches",
    note = "`auto: version`, `auto: deleted` and `unique` take conditions, and a batch of DynamoDB \
            has none: use `bulk_create` or a transaction, or write items one by one"
)]
pub trait WriteInBatches: Model {}

/// A model whose items can be overwritten without being read: it has neither a version nor unique
/// fields.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be overwritten unread",
    note = "`auto: version` and `unique` depend on the stored item: use `replace`, `upsert` or `create`"
)]
pub trait Overwrite: Model {}

impl<M: WriteInBatches> Overwrite for M {}
