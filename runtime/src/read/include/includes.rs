//! Relations that can be included, alone or several together.

use futures_util::future::{self, BoxFuture};

use super::found::{Loaded, UnreadableRelated};
use crate::model::Model;
use crate::{Client, Error};

/// A relation of the items of model `P`, accepted by `include`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no relation of `{P}`",
    note = "the relations of a model are functions in its module: `.include(user::orders())`"
)]
pub trait Include<P: Model>: sealed::Include<P> {}

impl<P: Model, T: sealed::Include<P>> Include<P> for T {}

/// Relations that are included together: a tuple of up to five.
pub trait Includes<P: Model>: sealed::Includes<P> {}

impl<P: Model, T: sealed::Includes<P>> Includes<P> for T {}

/// A tuple that can take one more relation.
#[diagnostic::on_unimplemented(
    message = "no more than five relations can be included at a level",
    note = "read the others by a second request, or include them at another level"
)]
pub trait Append<X> {
    /// The tuple with the relation added.
    type Output;

    /// Appends a relation.
    #[doc(hidden)]
    fn append(self, last: X) -> Self::Output;
}

pub(super) mod sealed {
    use super::{BoxFuture, Client, Error, Loaded, Model};

    /// Not for users to implement.
    pub trait Include<P: Model>: Clone + Send + Sync + 'static {
        /// The type returned beside an item.
        type Output: Clone + Send + Sync + 'static;

        /// Refuses a relation that cannot be read, before any request.
        fn check(&self) -> Result<(), Error>;

        /// Reads the items related to these: one output for each, in the same order.
        fn load<'a>(
            &'a self,
            client: &'a Client,
            items: &'a [P],
        ) -> BoxFuture<'a, Result<Loaded<Self::Output>, Error>>;
    }

    /// Not for users to implement.
    pub trait Includes<P: Model>: Clone + Send + Sync + 'static {
        /// An item with its related items.
        type Row: Clone + Send + Sync + 'static;

        /// Refuses relations that cannot be read, before any request.
        fn check(&self) -> Result<(), Error>;

        /// Reads the items related to these: one row for each, in the same order.
        fn load<'a>(
            &'a self,
            client: &'a Client,
            items: Vec<P>,
        ) -> BoxFuture<'a, Result<Loaded<Self::Row>, Error>>;
    }
}

impl<P: Model> sealed::Includes<P> for () {
    type Row = P;

    fn check(&self) -> Result<(), Error> {
        Ok(())
    }

    fn load<'a>(&'a self, _: &'a Client, items: Vec<P>) -> BoxFuture<'a, Result<Loaded<P>, Error>> {
        Box::pin(std::future::ready(Ok(Loaded::sound(items))))
    }
}

macro_rules! includes {
    ($($join:path: ($($name:ident $loaded:ident),+))+) => {$(
        impl<P: Model, $($name: sealed::Include<P>),+> sealed::Includes<P> for ($($name,)+) {
            type Row = (P, $($name::Output),+);

            #[allow(non_snake_case, reason = "a relation is named by its type")]
            fn check(&self) -> Result<(), Error> {
                let ($($name,)+) = self;
                $($name.check()?;)+
                Ok(())
            }

            #[allow(non_snake_case, reason = "a relation is named by its type")]
            fn load<'a>(
                &'a self,
                client: &'a Client,
                items: Vec<P>,
            ) -> BoxFuture<'a, Result<Loaded<Self::Row>, Error>> {
                Box::pin(async move {
                    let ($($name,)+) = self;
                    let ($($loaded,)+) = $join($($name.load(client, &items)),+).await?;
                    let unreadable = UnreadableRelated::default()$(.and($loaded.unreadable))+;
                    $(let mut $loaded = $loaded.items.into_iter();)+
                    let rows = items.into_iter().map_while(|item| {
                        Some((item, $($loaded.next()?),+))
                    });
                    Ok(Loaded { items: rows.collect(), unreadable })
                })
            }
        }
    )+};
}

macro_rules! append {
    ($(($($name:ident),*))+) => {$(
        impl<$($name,)* X> Append<X> for ($($name,)*) {
            type Output = ($($name,)* X,);

            #[allow(non_snake_case, reason = "a relation is named by its type")]
            fn append(self, last: X) -> Self::Output {
                let ($($name,)*) = self;
                ($($name,)* last,)
            }
        }
    )+};
}

/// Awaits one future, with the signature of the functions for several.
async fn try_one<T>(only: impl Future<Output = Result<T, Error>>) -> Result<(T,), Error> {
    Ok((only.await?,))
}

includes! {
    try_one: (A a)
    future::try_join: (A a, B b)
    future::try_join3: (A a, B b, C c)
    future::try_join4: (A a, B b, C c, D d)
    future::try_join5: (A a, B b, C c, D d, E e)
}

append! {
    ()
    (A)
    (A, B)
    (A, B, C)
    (A, B, C, D)
}
