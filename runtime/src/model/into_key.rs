//! What is accepted as a key.

use super::Model;
use crate::never::Never;

/// What converts into the key of the model: a key, an item, the value of a key of one attribute, a
/// tuple of two.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{M}`",
    label = "the key of another model, or of another type",
    note = "give a key, an item (`&item`), the value of a key of one attribute, or \
            `(partition, sort)`"
)]
pub trait IntoKey<M: Model> {
    /// Converts into the key.
    fn into_key(self) -> M::Key;
}

impl<M: Model, K: Into<M::Key>> IntoKey<M> for K {
    fn into_key(self) -> M::Key {
        self.into()
    }
}

impl<M: Model, K> IntoKey<M> for K
where
    (K, M): Never,
{
    fn into_key(self) -> M::Key {
        <(K, M)>::never()
    }
}
