//! A difference between two schemas.

use crate::ir::{EnumValue, Field, Model, ModelIndex, NamedType, UnionVariant, Unique};

/// A difference, and where it is.
#[derive(Clone, Debug)]
pub struct Change<'s> {
    /// What it is in: of the new schema, unless that does not have it.
    pub owner: Owner<'s>,
    /// The difference.
    pub kind: Kind<'s>,
}

/// What fields are declared in.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'s> {
    /// A model.
    Model(&'s Model),
    /// A nested type, an enum or a union.
    Type(&'s NamedType),
    /// A variant of a union.
    Variant(&'s NamedType, &'s UnionVariant),
}

/// What differs.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'s> {
    /// The old schema does not have the model.
    ModelAdded,
    /// The new schema does not have the model.
    ModelRemoved,
    /// The model has another table.
    TableRenamed {
        /// Its table in the old schema.
        old: &'s str,
        /// Its table in the new one.
        new: &'s str,
    },
    /// Another attribute is part of the primary key, or one has another kind.
    KeyChanged,
    /// The old schema does not have the field.
    FieldAdded(&'s Field),
    /// The new schema does not have the field.
    FieldRemoved(&'s Field),
    /// Both have the field.
    FieldChanged {
        /// The field of the old schema.
        old: &'s Field,
        /// The field of the new one.
        new: &'s Field,
        /// What differs.
        what: FieldChange,
    },
    /// A value of an enum is new.
    ValueAdded {
        /// The value.
        value: &'s EnumValue,
        /// The old enum takes every string.
        was_open: bool,
    },
    /// A value of an enum is gone.
    ValueRemoved {
        /// The value.
        value: &'s EnumValue,
        /// The new enum takes every string.
        is_open: bool,
    },
    /// An enum takes no other strings any more.
    CatchAllRemoved,
    /// The attribute with the tag of a union, or with its content, is another.
    LayoutChanged,
    /// A variant of a union is new.
    VariantAdded(&'s UnionVariant),
    /// A variant of a union has its first field, and the union has an attribute for the fields, which items
    /// of the variant do not have.
    ContentAdded {
        /// The variant.
        variant: &'s UnionVariant,
        /// Stored name of that attribute.
        content: &'s str,
    },
    /// A variant of a union is gone.
    VariantRemoved(&'s UnionVariant),
    /// The attribute with the expiry time is another, new or gone.
    TtlChanged {
        /// The attribute of the old schema.
        old: Option<&'s str>,
        /// The attribute of the new one.
        new: Option<&'s str>,
    },
    /// A constraint is new.
    UniqueAdded(&'s Unique),
    /// A constraint is gone.
    UniqueRemoved(&'s Unique),
    /// A constraint has other guards, or applies to other items.
    UniqueChanged(&'s Unique),
    /// An index is new.
    IndexAdded(&'s ModelIndex),
    /// An index is gone.
    IndexRemoved(&'s ModelIndex),
    /// Both have the index.
    IndexChanged {
        /// The index of the new schema.
        new: &'s ModelIndex,
        /// What differs.
        what: IndexChange,
    },
}

/// What differs in a field that both schemas have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldChange {
    /// It is stored in another attribute.
    Attribute,
    /// Another type, of which every stored value is one as well.
    Wider,
    /// Another type or stored form.
    Type,
    /// It may be absent now.
    Optional,
    /// It may not be absent any more.
    Required,
    /// An absent attribute has another value.
    Absent,
    /// Another codec.
    Codec,
    /// Another role that Dynamite maintains.
    Auto,
    /// A union is flattened now, or not any more.
    Flatten,
    /// Another normalization.
    Normalize,
}

/// What differs in an index that both schemas have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexChange {
    /// Its key, or whether it is local.
    Key,
    /// What it projects.
    Projection,
}
