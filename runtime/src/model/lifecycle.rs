//! What a model keeps of an item's life: its version, and whether it is deleted.

use super::Model;

/// The [`Lock`](Model::Lock) of a model without `auto: version`: writers do not know of each
/// other.
#[derive(Clone, Copy, Debug)]
pub enum Unlocked {}

/// The [`Lock`](Model::Lock) of a model with `auto: version`: a write says which version it is of,
/// and fails if there is another by then.
#[derive(Clone, Copy, Debug)]
pub enum ByVersion {}

/// A model with `auto: version`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no version",
    note = "a field with `auto: version` in the schema gives it one"
)]
pub trait Versioned: Model<Lock = ByVersion> {
    /// The type of the field.
    type Version: Copy + Into<i128>;

    /// The version of this item.
    fn version(&self) -> Self::Version;
}

/// A model with `auto: deleted`: its items are marked as deleted, and can be restored.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no soft delete",
    note = "a field with `auto: deleted` in the schema gives it one; without it `delete` deletes"
)]
pub trait SoftDelete: Model {}

/// A model whose items can be written in batches. Those with `auto: version`, `auto: deleted` or
/// unique fields cannot: what these are for takes conditions, and DynamoDB has none in a batch.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in batches",
    note = "`auto: version`, `auto: deleted` and `unique` take conditions, and a batch of DynamoDB \
            has none: use `bulk_create` or a transaction, or write items one by one"
)]
pub trait WriteInBatches: Model {}
