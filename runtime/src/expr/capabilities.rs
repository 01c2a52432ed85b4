//! What can be done with a field, as types: whether it can be set, removed, and be absent, and what
//! an absent one reads as.

use crate::codec::{Attribute, DecodeError, Reader, Value, read_key};

/// What can be done with a field that is always there: everything but removing it.
#[derive(Clone, Copy, Debug)]
pub enum Required {}

/// What can be done with a field, or an entry of a map, that may be absent.
#[derive(Clone, Copy, Debug)]
pub enum Optional {}

/// What can be done with an element of a list: it can be set. It is removed through its list,
/// because that moves the elements behind it.
#[derive(Clone, Copy, Debug)]
pub enum Element {}

/// What can be done with a required field inside something that may be absent: it can be set,
/// and is absent with what it is in.
#[derive(Clone, Copy, Debug)]
pub enum Inside {}

/// What can be done with a field of the primary key: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum KeyField {}

/// What can be done with a field of `auto: version`: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum VersionField {}

/// What can be done with a field of `auto: deleted`: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum DeletedField {}

/// What can be done with a required field of `auto: write_id`: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum WriteIdField {}

/// What can be done with an optional field of `auto: write_id`: conditions, but no change.
#[derive(Clone, Copy, Debug)]
pub enum OptionalWriteIdField {}

/// A field that an update may set.
#[diagnostic::on_unimplemented(
    message = "an update cannot change this field: `{Self}`",
    note = "`KeyField`: DynamoDB does not change keys; create an item with the new key and delete \
            the old one",
    note = "`WriteIdField`, `OptionalWriteIdField`: every write stores a token of its own",
    note = "`VersionField`: every write counts the version",
    note = "`DeletedField`: `delete` and `restore` set and remove the time of deletion"
)]
pub trait Settable: Capabilities {}
impl Settable for Required {}
impl Settable for Optional {}
impl Settable for Element {}
impl Settable for Inside {}

/// A field that an update may remove.
#[diagnostic::on_unimplemented(
    message = "an update can remove only what may be absent",
    note = "a required field has no absent state; use `remove_at` for an element of a list, and \
            `restore` for the time of deletion"
)]
pub trait Removable: Settable {}
impl Removable for Optional {}

/// A field that may be absent without anything that it is in being absent.
pub trait Absentable {}
impl Absentable for Optional {}
impl Absentable for DeletedField {}
impl Absentable for OptionalWriteIdField {}

/// What can be done with a field: one of [`Required`], [`Optional`], [`Element`], [`Inside`],
/// [`KeyField`], [`VersionField`], [`DeletedField`], [`WriteIdField`] and [`OptionalWriteIdField`].
pub trait Capabilities: 'static {
    /// What can be done with a required field inside this one.
    type Required: Capabilities;

    /// What a selection returns for the field: the value, or an `Option` of it.
    type Selected<T: Clone + Send + Sync + 'static>: Clone + Send + Sync + 'static;

    /// Whether the field itself may be absent: a value that reads as `None` is then the same as
    /// none.
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;

    /// Whether a stored `NULL` is the same as an absent attribute.
    #[doc(hidden)]
    fn is_nullable<A: Attribute>() -> bool;

    /// When the field reads as an empty collection although nothing is stored.
    #[doc(hidden)]
    fn emptiness<A: Attribute>() -> Emptiness;

    /// Reads a value of the field, of which the reader has just returned `value`.
    #[doc(hidden)]
    #[inline]
    fn read<'de, A: Attribute, R: Reader<'de>>(
        value: Value<'de>,
        reader: &mut R,
    ) -> Result<A::Value, DecodeError> {
        A::read(value, reader)
    }

    /// What a selection returns for what was read; `None` if the attribute is absent.
    #[doc(hidden)]
    fn selected<A: Attribute>(
        value: Option<A::Value>,
    ) -> Result<Self::Selected<A::Value>, DecodeError>;
}

/// When a field reads as an empty collection although nothing is stored.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emptiness {
    /// Never: the field is no collection, or reads as `None`.
    Never,
    /// When it is absent: a required collection, and every set, because that is how empty sets are
    /// stored.
    Absent,
    /// When it is absent and the map that it is in is there: a required collection of what may be
    /// absent as a whole.
    AbsentInside,
}

impl Emptiness {
    /// That of a collection that is no set; sets are stored as absent wherever they are.
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
    ($($marker:ty: $is_optional:expr, $emptiness:expr;)*) => {$(
        impl Capabilities for $marker {
            const IS_OPTIONAL: bool = $is_optional;
            type Required = Inside;
            type Selected<T: Clone + Send + Sync + 'static> = Option<T>;

            fn is_nullable<A: Attribute>() -> bool {
                true
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
    Optional: true, Emptiness::Never;
    Element: false, Emptiness::Never;
    Inside: false, Emptiness::AbsentInside;
    DeletedField: true, Emptiness::Never;
    OptionalWriteIdField: true, Emptiness::Never;
}
