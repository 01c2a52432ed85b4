//! The traits that generated code implements.

use super::{ModelDescriptor, StoredKey};
use crate::codec::{DecodeError, EncodeError, Reader, Writer};
use crate::fresh::Fresh;
use crate::rules::Checker;

/// Anything that is read from an item: a model, or the row of an index that projects less.
pub trait Row: Sized + Send + Sync + 'static {
    /// The model whose items these are.
    type Model: Model;

    /// Stored names of the attributes a row is made of.
    const ATTRIBUTES: &'static [&'static str];

    /// Reads an item. Attributes the row does not know are passed over.
    fn read<'de, R: Reader<'de>>(reader: &mut R) -> Result<Self, DecodeError>;
}

/// A model: the items of one shape in a table.
pub trait Model: Row<Model = Self> + Clone {
    /// Its primary key.
    type Key: Key<Model = Self> + for<'item> From<&'item Self>;

    /// What `create` takes: required fields given, the others given or not.
    type Draft: Draft<Model = Self>;

    /// How writers keep out of each other's way: [`Unlocked`](super::Unlocked), or
    /// [`ByVersion`](super::ByVersion).
    type Lock: 'static;

    /// What the runtime has to know about it.
    const DESCRIPTOR: &'static ModelDescriptor;

    /// The key of this item.
    fn key(&self) -> Self::Key {
        self.into()
    }

    /// Writes all attributes, those of the key included.
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError>;

    /// Normalizes the fields whose rules say so, before they are checked and written.
    fn normalize(&mut self) {}

    /// Checks the fields that have rules.
    fn check(&self, _checker: &mut Checker) {}
}

/// The primary key of a model.
pub trait Key: Sized + Clone + Send + Sync + 'static {
    /// The model.
    type Model: Model<Key = Self>;

    /// Writes the key attributes.
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), EncodeError>;

    /// Reads a stored key, which has to be in the form in which it is written.
    fn read(stored: &StoredKey<'_>) -> Result<Self, DecodeError>;
}

/// A new item whose defaults are not filled in yet.
pub trait Draft: Send + 'static {
    /// The model.
    type Model: Model;

    /// Fills in ids, times and defaults.
    fn finish(self, fresh: &Fresh<'_>) -> Self::Model;
}

/// A model whose items can be pairs of a many-to-many relation and no more: all that a new one
/// needs is its key.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is more than a pair of keys",
    note = "it has fields that have to be given: use `attach_with` and give them"
)]
pub trait Pair: Model {
    /// The new pair with this key.
    fn new(key: Self::Key) -> Self::Draft;
}

/// A way to query: the primary key of a model with a sort key, or one of its indexes.
pub trait Index: Send + Sync + 'static {
    /// The model.
    type Model: Model;

    /// What a query returns.
    type Row: Row<Model = Self::Model>;

    /// The stored forms of the sort key, as a list: `()`, `(A, ())`, `(A, (B, ()))`.
    type Sort: 'static;

    /// Name of the index in DynamoDB; `None` for the primary key.
    const NAME: Option<&'static str>;
}

/// A way to query that can be strongly consistent: everything but global indexes.
pub trait ConsistentReads: Index {}
