//! The forms in which related items are returned.

use futures_util::future::BoxFuture;

use super::super::select::Selected;
use super::found::Loaded;
use super::includes::Includes;
use crate::expr::Selection;
use crate::item::{Shape, Whole};
use crate::model::Model;
use crate::{Client, Error};

/// The form in which related items are returned: whole items [`With`] their own related items, or
/// [`Selected`] fields.
pub trait Children<C: Model>: sealed::Children<C> {}

impl<C: Model, T: sealed::Children<C>> Children<C> for T {}

/// Whole items with their own related items: `I` is a tuple of relations.
#[derive(Clone, Copy, Debug, Default)]
pub struct With<I = ()>(pub(super) I);

pub(super) mod sealed {
    use super::{BoxFuture, Client, Error, Loaded, Model, Shape};

    /// Not for users to implement.
    pub trait Children<C: Model>: Clone + Send + Sync + 'static {
        /// The shape in which an item is read.
        type Shape: Shape;

        /// The type finally returned for an item.
        type Row: Clone + Send + Sync + 'static;

        /// Returns the shape in which an item is read.
        fn shape(&self) -> Self::Shape;

        /// Refuses nested relations that cannot be read, before any request.
        fn check(&self) -> Result<(), Error>;

        /// Completes the items read: one row for each, in the same order.
        fn complete<'a>(
            &'a self,
            client: &'a Client,
            items: Vec<<Self::Shape as Shape>::Row>,
        ) -> BoxFuture<'a, Result<Loaded<Self::Row>, Error>>;
    }
}

impl<C: Model, I: Includes<C>> sealed::Children<C> for With<I> {
    type Shape = Whole<C>;
    type Row = I::Row;

    fn shape(&self) -> Whole<C> {
        Whole::default()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn complete<'a>(
        &'a self,
        client: &'a Client,
        items: Vec<C>,
    ) -> BoxFuture<'a, Result<Loaded<I::Row>, Error>> {
        self.0.load(client, items)
    }
}

impl<C: Model, T: Selection<C>> sealed::Children<C> for Selected<C, T> {
    type Shape = Self;
    type Row = T::Row;

    fn shape(&self) -> Self {
        self.clone()
    }

    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    fn complete<'a>(
        &'a self,
        _: &'a Client,
        items: Vec<T::Row>,
    ) -> BoxFuture<'a, Result<Loaded<T::Row>, Error>> {
        Box::pin(std::future::ready(Ok(Loaded::sound(items))))
    }
}
