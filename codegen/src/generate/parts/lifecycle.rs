//! Fields that Dynamite maintains: the times of writes and of deletion, the version, and the token
//! of the last write.

use crate::generate::text::context::Context;
use crate::generate::text::source_file::SourceFile;
use crate::generate::text::templates::{Template, template};
use crate::generate::text::tokens::{Tokens, tokens};
use crate::generate::view::models::ModelCode;
use crate::generate::view::scalars;
use dynamite_schema::ir::{Auto, Field, Model, Scalar, Type};

const TEMPLATE: Template = template!("lifecycle.rs.jinja");

/// The locking of a model: by its version, or none.
pub(super) fn lock(model: &Model) -> Tokens {
    match model.kept(Auto::Version) {
        Some(_) => tokens!("rt::ByVersion"),
        None => tokens!("rt::Unlocked"),
    }
}

/// Adds the traits that a model has because of these fields or for want of them.
pub(crate) fn add(file: SourceFile, code: &ModelCode<'_>) -> SourceFile {
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
    // What can be written in batches can be overwritten too.
    let overwrite = (!is_guarded && deleted.is_some()).then(|| tokens!("Overwrite"));
    let guarded = (!model.uniques.is_empty()).then(|| tokens!("Guarded"));
    let markers = life.into_iter().chain(overwrite).chain(guarded);
    let context = Context::new()
        .with("model", code.names.model.clone())
        .list("versions", version)
        .list("markers", markers.map(|it| Context::new().with("name", it)));
    file.add(TEMPLATE, context)
}

/// Returns true for a field that only operations set. A draft has none of these.
pub(super) fn is_set_by_operations(field: &Field) -> bool {
    matches!(
        field.auto,
        Some(Auto::Deleted | Auto::Version | Auto::WriteId)
    )
}

/// The value of a field that only operations set, in a new item.
pub(super) fn at_first(field: &Field) -> Option<Tokens> {
    match field.auto? {
        Auto::Deleted => Some(tokens!("rt::None")),
        Auto::Version => Some(tokens!("1")),
        Auto::WriteId if field.optional => Some(tokens!("rt::Some(fresh.write_id())")),
        Auto::WriteId => Some(tokens!("fresh.write_id()")),
        Auto::Created | Auto::Updated => None,
    }
}

/// The capabilities of the handle of a field that only operations set.
pub(super) fn capabilities(field: &Field) -> Option<Tokens> {
    match field.auto? {
        Auto::Deleted => Some(tokens!("rt::DeletedField")),
        Auto::Version => Some(tokens!("rt::VersionField")),
        Auto::WriteId if field.optional => Some(tokens!("rt::OptionalWriteIdField")),
        Auto::WriteId => Some(tokens!("rt::WriteIdField")),
        Auto::Created | Auto::Updated => None,
    }
}

/// The attribute that the runtime sets to a time, with its stored form.
pub(super) fn timestamp(model: &Model, auto: Auto) -> Option<Tokens> {
    let field = model.field(model.kept(auto)?);
    let Type::Scalar(Scalar::Timestamp(format)) = field.ty else {
        return None;
    };
    Some(tokens!(
        "rt::AutoTimestamp::stored_as::<{}>({})",
        scalars::timestamp_form(format),
        Tokens::string(&field.attribute)
    ))
}
