//! What Dynamite keeps of a model: the times of writes and of deletion, the version, and the token
//! of the last write.

use super::model::ModelCode;
use super::rust_type;
use super::template::Context;
use super::tokens::{Tokens, tokens};
use dynamite_schema::ir::{Auto, Field, Model, Scalar, Type};

/// How writes of a model notice each other.
pub(super) fn lock(model: &Model) -> Tokens {
    match model.kept(Auto::Version) {
        Some(_) => tokens!("rt::ByVersion"),
        None => tokens!("rt::Unlocked"),
    }
}

/// The traits by which operations know what a model can do.
pub(super) fn traits(code: &ModelCode<'_>) -> Context {
    let model = code.model;
    let version = model.kept(Auto::Version).map(|id| {
        let field = code.field(id);
        Context::new()
            .with("name", field.name.clone())
            .with("ty", field.value.clone())
    });
    let deleted = model.kept(Auto::Deleted);
    let is_guarded = version.is_some() || !model.uniques.is_empty();
    let life = match (is_guarded, deleted) {
        (_, Some(_)) => Some(tokens!("SoftDelete")),
        (true, None) => None,
        (false, None) => Some(tokens!("WriteInBatches")),
    };
    let guarded = (!model.uniques.is_empty()).then(|| tokens!("Guarded"));
    let markers = life.into_iter().chain(guarded);
    Context::new()
        .with("model", code.names.model.clone())
        .list("versions", version)
        .list("markers", markers.map(|it| Context::new().with("name", it)))
}

/// Whether a field is none of a new item's: it is set by the operations alone.
pub(super) fn is_kept(field: &Field) -> bool {
    matches!(
        field.auto,
        Some(Auto::Deleted | Auto::Version | Auto::WriteId)
    )
}

/// What a field that is kept holds in a new item.
pub(super) fn at_first(field: &Field) -> Option<Tokens> {
    match field.auto? {
        Auto::Deleted => Some(tokens!("rt::None")),
        Auto::Version => Some(tokens!("1")),
        Auto::WriteId if field.optional => Some(tokens!("rt::Some(fresh.write_id())")),
        Auto::WriteId => Some(tokens!("fresh.write_id()")),
        Auto::Created | Auto::Updated => None,
    }
}

/// What can be done with the handle of a field that is kept.
pub(super) fn capabilities(field: &Field) -> Option<Tokens> {
    match field.auto? {
        Auto::Deleted => Some(tokens!("rt::DeletedField")),
        Auto::Version => Some(tokens!("rt::VersionField")),
        Auto::WriteId if field.optional => Some(tokens!("rt::OptionalWriteIdField")),
        Auto::WriteId => Some(tokens!("rt::WriteIdField")),
        Auto::Created | Auto::Updated => None,
    }
}

/// What its documentation says.
pub(super) fn words(auto: Auto) -> &'static str {
    match auto {
        Auto::Created => "Set when the item is created.",
        Auto::Updated => "Set on every write.",
        Auto::Deleted => "Set when the item is deleted, and absent otherwise.",
        Auto::Version => "Counts the writes, from 1.",
        Auto::WriteId => "A random token of the last write.",
    }
}

/// The attribute that the runtime sets to a time, and how it is stored.
pub(super) fn timestamp(model: &Model, auto: Auto) -> Option<Tokens> {
    let field = model.field(model.kept(auto)?);
    let Type::Scalar(Scalar::Timestamp(format)) = field.ty else {
        return None;
    };
    Some(tokens!(
        "rt::AutoTimestamp::stored_as::<{}>({})",
        rust_type::timestamp_stored(format),
        Tokens::string(&field.attribute)
    ))
}
