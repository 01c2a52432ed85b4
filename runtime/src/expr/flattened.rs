//! Handles of flattened unions, whose attributes are attributes of the item itself.

use std::fmt;
use std::marker::PhantomData;

use super::condition::Condition;
use super::field_capabilities::{Optional, Required, Settable, VariantField};
use crate::codec::{Attribute, Flatten};
use crate::path::Path;

/// The handle of a flattened union `U` in items of model `M`, with capabilities `C`.
///
/// Handles come from the functions in the generated modules. They have a method for each variant,
/// `order::payment().card()`, which leads to its fields: `order::payment().card().last_four()`.
#[must_use = "a handle does nothing by itself"]
pub struct Flattened<M, U, C>(PhantomData<Types<M, U, C>>);

/// The types of a handle, which holds no values of them.
type Types<M, U, C> = fn() -> (M, U, C);

impl<M, U, C> Flattened<M, U, C> {
    /// Makes the handle. For generated code.
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self(PhantomData)
    }

    /// Makes the handle of a variant, by its tag. For generated code.
    #[doc(hidden)]
    pub const fn variant(&self, stored: &'static str) -> Variant<M, U> {
        Variant {
            stored,
            types: PhantomData,
        }
    }
}

impl<M, U: Flatten, C> Flattened<M, U, C> {
    /// Returns the handle of the tag, the attribute that says which variant an item has.
    pub fn tag(&self) -> Path<M, String, VariantField> {
        Path::attribute(U::TAG)
    }
}

/// The handle of a variant of a flattened union.
#[must_use = "a handle does nothing by itself"]
pub struct Variant<M, U> {
    /// The tag.
    stored: &'static str,
    types: PhantomData<fn() -> (M, U)>,
}

impl<M: 'static, U: Flatten> Variant<M, U> {
    /// The item has this variant: the tag is the variant's.
    pub fn exists(&self) -> Condition<M> {
        Path::<M, String, VariantField>::attribute(U::TAG).eq(self.stored)
    }

    /// The item has another variant, or none.
    pub fn not_exists(&self) -> Condition<M> {
        !self.exists()
    }

    /// Makes the handle of a field, whose attribute is beside the tag. For generated code.
    #[doc(hidden)]
    pub fn beside_tag<A: Attribute>(&self, name: &'static str) -> A::Handle<M, VariantField> {
        Path::attribute(name).into()
    }

    /// Makes the handle of a field in the content. For generated code.
    #[doc(hidden)]
    pub fn in_content<A: Attribute>(
        &self,
        content: &'static str,
        name: &'static str,
    ) -> A::Handle<M, VariantField> {
        Path::<M, U, VariantField>::attribute(content).child::<A, VariantField>(name)
    }
}

/// The handle of a flattened union: a generated one, around a [`Flattened`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the handle of a flattened union",
    note = "only a field with `flatten: true` has one; `set` sets other fields"
)]
pub trait FlattenedHandle {
    /// The model.
    type Model;
    /// The union.
    type Union: Flatten;
    /// The capabilities.
    type Capabilities;
}

impl<M, U: Flatten, C> FlattenedHandle for Flattened<M, U, C> {
    type Model = M;
    type Union = U;
    type Capabilities = C;
}

/// The capabilities of a flattened union: [`Required`] or [`Optional`].
pub trait Presence: Settable {
    /// What the union is set to: a value, or an `Option` of one.
    type Given<T>;

    /// Returns the value, if there is one.
    #[doc(hidden)]
    fn given<T>(given: Self::Given<T>) -> Option<T>;
}

impl Presence for Required {
    type Given<T> = T;

    fn given<T>(given: T) -> Option<T> {
        Some(given)
    }
}

impl Presence for Optional {
    type Given<T> = Option<T>;

    fn given<T>(given: Option<T>) -> Option<T> {
        given
    }
}

impl<M, U, C> Clone for Flattened<M, U, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, U, C> Copy for Flattened<M, U, C> {}

impl<M, U> Clone for Variant<M, U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, U> Copy for Variant<M, U> {}

impl<M, U: Flatten, C> fmt::Debug for Flattened<M, U, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", U::TAG)
    }
}

impl<M, U: Flatten> fmt::Debug for Variant<M, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {:?}", U::TAG, self.stored)
    }
}
