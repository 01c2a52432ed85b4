//! The traits that generated code implements.

use super::{ModelDescriptor, StoredKey};
use crate::codec::{DecodeError, EncodeError, Reader, Writer};
use crate::fresh::Fresh;
use crate::rules::Checker;

/// A type that is read from an item: a model, or a row of an index with fewer attributes.
pub trait Row: Sized + Send + Sync + 'static {
    /// The model of the items.
    type Model: Model;

    /// Stored names of the row's attributes.
    const ATTRIBUTES: &'static [&'static str];

    /// Reads an item. Attributes that are not part of the row are skipped.
    fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError>;
}

/// A model: a type of items in a table.
pub trait Model: Row<Model = Self> + Clone {
    /// The primary key.
    type Key: Key<Model = Self> + for<'item> From<&'item Self>;

    /// The input of `create`: required fields are set, the others may be.
    type Draft: Draft<Model = Self>;

    /// The concurrency control of writes: [`Unlocked`](super::Unlocked), or
    /// [`ByVersion`](super::ByVersion).
    type Lock: 'static;

    /// The description of the model for the runtime.
    const DESCRIPTOR: &'static ModelDescriptor;

    /// Returns the key of this item.
    fn key(&self) -> Self::Key {
        self.into()
    }

    /// Writes all attributes, including those of the key.
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError>;

    /// Normalizes fields by their rules, before the checks and the write.
    fn normalize(&mut self) {}

    /// Checks fields by their rules.
    fn check(&self, _checker: &mut Checker) {}
}

/// The primary key of a model. Its [text form](crate::model::KeyTextError) is for URLs and logs.
pub trait Key: Sized + Clone + Send + Sync + 'static {
    /// The model.
    type Model: Model<Key = Self>;

    /// Writes the key attributes.
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError>;

    /// Reads a stored key, which must be in the form in which it is written.
    fn read(stored: &StoredKey<'_>) -> Result<Self, DecodeError>;
}

/// A new item without its defaults.
pub trait Draft: Send + 'static {
    /// The model.
    type Model: Model;

    /// Fills in ids, times and defaults.
    fn finish(self, fresh: &Fresh<'_>) -> Self::Model;
}

/// A model whose items can be pairs of a many-to-many relation: a new one needs nothing but its
/// key.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is more than a pair of keys",
    note = "it has fields that have to be given: use `attach_with` and give them"
)]
pub trait Pair: Model {
    /// Makes the new pair with this key.
    fn new(key: Self::Key) -> Self::Draft;
}

/// An access path for queries: the primary key of a model with a sort key, or an index.
pub trait Index: Send + Sync + 'static {
    /// The model.
    type Model: Model;

    /// The row type that a query returns.
    type Row: Row<Model = Self::Model>;

    /// The stored forms of the sort key, as a nested list: `()`, `(A, ())`, `(A, (B, ()))`.
    type Sort: 'static;

    /// Name of the index in DynamoDB; `None` for the primary key.
    const NAME: Option<&'static str>;
}

/// An access path that supports strongly consistent queries: all but global indexes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no strongly consistent reads",
    note = "DynamoDB updates global indexes after the table: query the table's key or a local index, \
            or read the items of the index by `get_many(keys).consistent()`"
)]
pub trait ConsistentReads: Index {}
