//! Capabilities of fields as types: whether a field can be set, removed or absent, and the value of
//! an absent one.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Attribute, DecodeError, Reader, Value, read_key};

/// Capabilities of a field that is always present: everything but removal.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// Capabilities of a field, or of a map entry, that may be absent.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// Capabilities of an optional field of which `NULL` is a value: everything, as [`Optional`] ones.
#[derive(Clone, Copy, Debug)]
pub enum OptionalOrNull {}

/// Capabilities of a list element: it can be set. It is removed through its list, because removal
/// moves the elements after it.
#[derive(Clone, Copy, Debug)]
pub enum Element {}

/// Capabilities of a required field inside something that may be absent: it can be set, and is
/// absent together with its parent.
#[derive(Clone, Copy, Debug)]
pub enum Inside {}

/// Capabilities of a primary key field: conditions, but no changes.
#[derive(Clone, Copy, Debug)]
pub enum KeyField {}

/// Capabilities of a field of `auto: version`: conditions, but no changes.
#[derive(Clone, Copy, Debug)]
pub enum VersionField {}

/// Capabilities of a field of `auto: deleted`: conditions, but no changes.
#[derive(Clone, Copy, Debug)]
pub enum DeletedField {}

/// Capabilities of a required field of `auto: write_id`: conditions, but no changes.
#[derive(Clone, Copy, Debug)]
pub enum WriteIdField {}

/// Capabilities of an optional field of `auto: write_id`: conditions, but no changes.
#[derive(Clone, Copy, Debug)]
pub enum OptionalWriteIdField {}

/// Capabilities of a field of a variant of a flattened union, and of its tag: conditions, but no
/// changes. The union is set as a whole.
#[derive(Clone, Copy, Debug)]
pub enum VariantField {}

/// A field that an update may set.
#[diagnostic::on_unimplemented(
    message = "an update cannot change this field: `{Self}`",
    note = "`KeyField`: DynamoDB does not change keys; create an item with the new key and delete \
            the old one",
    note = "`WriteIdField`, `OptionalWriteIdField`: every write stores a token of its own",
    note = "`VersionField`: every write counts the version",
    note = "`VariantField`: `set_flattened` sets a flattened union as a whole, so that no item has \
            fields of two variants",
    note = "`DeletedField`: `delete` and `restore` set and remove the time of deletion"
)]
pub trait Settable: Capabilities {}
impl Settable for Required {}
impl Settable for Optional {}
impl Settable for OptionalOrNull {}
impl Settable for Element {}
impl Settable for Inside {}

/// A field whose value an update may copy to another.
#[diagnostic::on_unimplemented(
    message = "a field of a variant is not copied: `{Self}`",
    note = "another variant may have another type in the same attribute: read the item and set the value"
)]
pub trait Copyable: Capabilities {}
impl Copyable for Required {}
impl Copyable for Optional {}
impl Copyable for OptionalOrNull {}
impl Copyable for Element {}
impl Copyable for Inside {}
impl Copyable for KeyField {}
impl Copyable for VersionField {}
impl Copyable for DeletedField {}
impl Copyable for WriteIdField {}
impl Copyable for OptionalWriteIdField {}

/// A field that an update may remove.
#[diagnostic::on_unimplemented(
    message = "an update can remove only what may be absent",
    note = "a required field has no absent state; use `remove_at` for an element of a list, and \
            `restore` for the time of deletion"
)]
pub trait Removable: Settable {}
impl Removable for Optional {}
impl Removable for OptionalOrNull {}

/// A field that may be absent although its parent is present.
#[diagnostic::on_unimplemented(
    message = "this field is never absent: it is required",
    note = "`type?` in the schema makes a field optional"
)]
pub trait Absentable {
    /// `true` if `NULL` is a value, and not the same as an absent attribute.
    #[doc(hidden)]
    const HOLDS_NULL: bool = false;
}
impl Absentable for Optional {}
impl Absentable for OptionalOrNull {
    const HOLDS_NULL: bool = true;
}
impl Absentable for DeletedField {}
impl Absentable for VariantField {}
impl Absentable for OptionalWriteIdField {}

/// The capabilities of a field: one of [`Required`], [`Optional`], [`OptionalOrNull`], [`Element`], [`Inside`],
/// [`KeyField`], [`VariantField`], [`VersionField`], [`DeletedField`], [`WriteIdField`] and [`OptionalWriteIdField`].
pub trait Capabilities: 'static {
    /// The capabilities of a required field inside this one.
    type Required: Capabilities;

    /// The type that a selection returns for the field: the value, or an `Option` of it.
    type Selected<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// `true` if the field itself may be absent: a value that reads as `None` is then equivalent to
    /// absence.
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;

    /// Returns `true` if a stored `NULL` is equivalent to an absent attribute.
    #[doc(hidden)]
    fn is_nullable<A: Attribute>() -> bool;

    /// Returns when an absent field reads as an empty collection.
    #[doc(hidden)]
    fn emptiness<A: Attribute>() -> Emptiness;

    /// Returns the value of an absent field, as it would be stored; `None` if it has none.
    #[doc(hidden)]
    fn absent() -> Option<AttributeValue> {
        None
    }

    /// Reads a value of the field. The reader has just returned `value`.
    #[doc(hidden)]
    #[inline]
    fn read<'de, A: Attribute, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        A::read(value, reader)
    }

    /// Converts a read value, `None` for an absent attribute, into the result of a selection.
    #[doc(hidden)]
    fn selected<A: Attribute>(
        value: Option<A::Value>,
    ) -> Result<Self::Selected<A::Value>, DecodeError>;
}

/// When an absent field reads as an empty collection.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// Never: the field is not a collection, or reads as `None`.
    Never,
    /// When it is absent: a required collection, and every set, because empty sets are stored as
    /// absent attributes.
    Absent,
    /// When it is absent and its parent map is present: a required collection inside a parent that
    /// may be absent.
    AbsentInside,
}

impl Emptiness {
    /// Returns `otherwise` for a collection that is not a set. An empty set is always stored as an
    /// absent attribute.
    fn of<A: Attribute>(otherwise: Self) -> Self {
        match A::absent() {
            None => Self::Never,
            Some(empty) if A::is_absent(&empty) => Self::Absent,
            Some(_) => otherwise,
        }
    }
}

macro_rules! always_there {
    ($($marker:ty $(: $read:ident)?;)*) => {$(
        impl Capabilities for $marker {
            type Required = Required;
            type Selected<T: Clone + Send + Sync + 'static> = T;
            $(
                fn read<'de, A: Attribute, R: Reader<'de>>(
                    value: Value<'de>,
                    reader: &mut R,
                ) -> Result<A::Value, DecodeError> {
                    $read::<A, R>(value, reader)
                }
            )?

            fn is_nullable<A: Attribute>() -> bool {
                A::absent().is_some()
            }

            fn emptiness<A: Attribute>() -> Emptiness {
                Emptiness::of::<A>(Emptiness::Absent)
            }

            fn selected<A: Attribute>(value: Option<A::Value>) -> Result<A::Value, DecodeError> {
                value.or_else(A::absent).ok_or_else(DecodeError::nothing)
            }
        }
    )*};
}

macro_rules! may_be_absent {
    ($($marker:ty: $inside:ty, $is_optional:expr, $is_nullable:expr, $emptiness:expr;)*) => {$(
        impl Capabilities for $marker {
            const IS_OPTIONAL: bool = $is_optional;
            type Required = $inside;
            type Selected<T: Clone + Send + Sync + 'static> = Option<T>;

            fn is_nullable<A: Attribute>() -> bool {
                $is_nullable
            }

            fn emptiness<A: Attribute>() -> Emptiness {
                Emptiness::of::<A>($emptiness)
            }

            fn selected<A: Attribute>(
                value: Option<A::Value>,
            ) -> Result<Option<A::Value>, DecodeError> {
                Ok(value)
            }
        }
    )*};
}

always_there! {
    Required;
    KeyField: read_key;
    VersionField;
    WriteIdField;
}
may_be_absent! {
    Optional: Inside, true, true, Emptiness::Never;
    OptionalOrNull: Inside, false, false, Emptiness::Never;
    Element: Inside, false, true, Emptiness::Never;
    Inside: Inside, false, true, Emptiness::AbsentInside;
    DeletedField: Inside, true, true, Emptiness::Never;
    VariantField: VariantField, true, true, Emptiness::Never;
    OptionalWriteIdField: Inside, true, true, Emptiness::Never;
}
