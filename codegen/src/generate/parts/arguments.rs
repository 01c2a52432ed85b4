//! Arguments of repository methods.

use crate::generate::text::context::Context;
use crate::generate::text::tokens::tokens;
use crate::generate::view::fields::FieldCode;
use crate::generate::view::rust_types;
use dynamite_schema::ir::Schema;

/// The argument that takes the value of a field.
///
/// Values that are not copied are taken as anything that converts into them, so that callers can
/// pass a `&str` where a `String` is stored.
pub(super) fn argument(schema: &Schema, field: &FieldCode<'_>) -> Context {
    let (ty, value) = if rust_types::is_copy(schema, &field.field.ty) {
        (field.value.clone(), field.name.clone())
    } else {
        (
            tokens!("impl rt::Into<{}>", field.value),
            tokens!("rt::Into::into({})", field.name),
        )
    };
    Context::new()
        .with("name", field.name.clone())
        .with("ty", ty)
        .with("stored", field.stored.clone())
        .with("value", value)
}
