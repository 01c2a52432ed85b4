//! Detaches one item from another.

use crate::model::{IntoKey, Model};
use crate::read::ManyToMany;
use crate::repository::Repository;
use crate::write::Delete;

impl<P: Model, H> Repository<P, H> {
    /// Detaches an item from another: deletes their pair, with all its fields, and returns `true`
    /// if there was one. Sends one `DeleteItem`.
    ///
    /// # Errors
    /// Those of [`delete`](Self::delete).
    #[expect(
        clippy::needless_pass_by_value,
        reason = "relations are made where they are named, by a call"
    )]
    pub fn detach<C: Model, J: Model, B>(
        &self,
        relation: ManyToMany<P, C, J, B>,
        item: impl IntoKey<P>,
        other: impl IntoKey<C>,
    ) -> Delete<J> {
        let key = (relation.pair)(item.into_key(), other.into_key());
        Delete::of_any_version(&Repository::new(self.client()), key)
    }
}
