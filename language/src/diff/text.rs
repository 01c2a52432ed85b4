//! Differences in words.

use std::fmt;

use super::{Change, Effect, FieldChange, IndexChange, Kind, Owner};
use crate::ir::Field;

/// `User`, `Profile`, `Payment.card`: as it is declared.
impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(model) => f.write_str(&model.name),
            Self::Type(ty) => f.write_str(&ty.name),
            Self::Variant(ty, variant) => write!(f, "{}.{}", ty.name, variant.stored),
        }
    }
}

/// What differs, in a sentence that names the owner.
impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let owner = self.owner;
        match self.kind {
            Kind::ModelAdded => write!(f, "`{owner}` is new"),
            Kind::ModelRemoved => write!(f, "`{owner}` is gone: its table stays as it is"),
            Kind::TableRenamed { old, new } => write!(
                f,
                "the table of `{owner}` was `{old}` and is `{new}`: the items are in `{old}`"
            ),
            Kind::KeyChanged => write!(
                f,
                "the primary key of `{owner}` is another: a table keeps its key for ever"
            ),
            Kind::FieldAdded(field) => {
                write!(f, "`{owner}.{}` is new", field.name)?;
                if self.effect() == Effect::Stranded {
                    f.write_str(", and may not be absent: items without it cannot be read")?;
                }
                Ok(())
            }
            Kind::FieldRemoved(field) => write!(
                f,
                "`{owner}.{}` is gone: items keep the attribute `{}`",
                field.name,
                field.settled_attribute()
            ),
            Kind::FieldChanged { old, new, what } => field(f, owner, (old, new), what),
            Kind::ValueAdded { value, .. } => {
                write!(f, "the value `{}` of `{owner}` is new", value.stored)
            }
            Kind::ValueRemoved { value, is_open } => {
                write!(f, "the value `{}` of `{owner}` is gone", value.stored)?;
                f.write_str(if is_open {
                    ": it is read by the variant for other strings"
                } else {
                    ": items that hold it cannot be read"
                })
            }
            Kind::CatchAllRemoved => write!(
                f,
                "`{owner}` has no variant for other strings any more: items that hold one cannot be read"
            ),
            Kind::LayoutChanged => write!(
                f,
                "`{owner}` has its tag or its content in another attribute"
            ),
            Kind::VariantAdded(variant) => {
                write!(f, "the variant `{}` of `{owner}` is new", variant.stored)
            }
            Kind::ContentAdded { variant, content } => write!(
                f,
                "the variant `{}` of `{owner}` had no fields, and no `{content}`: items without that \
                 cannot be read",
                variant.stored
            ),
            Kind::VariantRemoved(variant) => write!(
                f,
                "the variant `{}` of `{owner}` is gone: items that hold it cannot be read",
                variant.stored
            ),
            Kind::TtlChanged { old, new } => ttl(f, owner, old, new),
            Kind::UniqueAdded(unique) => write!(
                f,
                "`{owner}` has the unique `{}`: items that are stored have no guards for it",
                unique.name
            ),
            Kind::UniqueRemoved(unique) => write!(
                f,
                "`{owner}` has no unique `{}` any more: the guards stay",
                unique.name
            ),
            Kind::UniqueChanged(unique) => write!(
                f,
                "the unique `{}` of `{owner}` has other guards than those that are stored",
                unique.name
            ),
            Kind::IndexAdded(index) => write!(f, "the index `{}` of `{owner}` is new", index.name),
            Kind::IndexRemoved(index) => {
                write!(f, "the index `{}` of `{owner}` is gone", index.name)
            }
            Kind::IndexChanged { new, what } => {
                let what = match what {
                    IndexChange::Key => "key",
                    IndexChange::Projection => "projection",
                };
                write!(
                    f,
                    "the index `{}` of `{owner}` has another {what}: DynamoDB cannot change an index, \
                     so it has to be another one with another name",
                    new.name
                )
            }
        }
    }
}

fn ttl(
    f: &mut fmt::Formatter<'_>,
    owner: Owner<'_>,
    old: Option<&str>,
    new: Option<&str>,
) -> fmt::Result {
    match (old, new) {
        (_, None) => write!(f, "items of `{owner}` do not expire any more"),
        (None, Some(new)) => write!(
            f,
            "items of `{owner}` expire by `{new}`, and did not before"
        ),
        (Some(old), Some(new)) => {
            write!(
                f,
                "items of `{owner}` expire by `{new}`, and by `{old}` before"
            )
        }
    }
}

fn field(
    f: &mut fmt::Formatter<'_>,
    owner: Owner<'_>,
    (old, new): (&Field, &Field),
    what: FieldChange,
) -> fmt::Result {
    write!(f, "`{owner}.{}` ", new.name)?;
    match what {
        FieldChange::Attribute => write!(
            f,
            "was stored in `{}` and is in `{}`",
            old.settled_attribute(),
            new.settled_attribute()
        ),
        FieldChange::Wider => f.write_str("has a type that holds every value of the former one"),
        FieldChange::Type => f.write_str("has another type or another stored form"),
        FieldChange::Optional => f.write_str("may be absent"),
        FieldChange::Required => {
            f.write_str("may not be absent any more: items without it cannot be read")
        }
        FieldChange::Absent => f.write_str("has another value where its attribute is absent"),
        FieldChange::Codec => f.write_str("has another codec"),
        FieldChange::Auto => f.write_str("has another `auto`"),
        FieldChange::Flatten => f.write_str("is flattened, or not flattened any more"),
        FieldChange::Normalize => f.write_str("is normalized in another way"),
    }
}
