//! Ids that items get from a migration.
//!
//! They follow from the name of the migration, the field and the key of the item, so that an item gets
//! the same id however often, and by whichever process, it is made.

use super::target::Target;
use super::{computed, scope::Scope};
use crate::diagnostics::{Problems, catalogue};
use crate::expr::{Expression, ExpressionText};
use crate::ir::{Family, Field, Scalar, Type};
use crate::source::Span;

/// The namespace of ids that are made of a name: that of Dynamite's migrations.
const NAMESPACE: &str = "9a1e0f6e-6f5c-4d5e-9a55-2f6f0a6f9a27";

/// Returns the expression of an id. `at` is the place of the step.
pub(super) fn id(
    target: &Target,
    at: Span,
    scope: Scope<'_>,
    problems: &mut Problems,
) -> Option<Expression> {
    let Some(text) = expression(target, scope) else {
        let reason = "ids are generated for fields of the types `uuid` and `ulid`";
        problems.push(catalogue::unfit_step(at, &target.path, reason));
        return None;
    };
    computed::value(
        &ExpressionText::made_for(at, &text),
        at,
        target,
        scope,
        problems,
    )
}

/// Returns the text of the expression; `None` if the type of the field is none of ids.
fn expression(target: &Target, scope: Scope<'_>) -> Option<String> {
    let Type::Scalar(scalar) = target.field.ty else {
        return None;
    };
    let before = scope.before();
    let key = before.model.key_fields().into_iter();
    let key = key.map(|id| part(before.model.field(id)));
    let key = key.collect::<Vec<_>>().join(", ");
    let of = format!("{}/{}/", scope.around.name, target.path);
    let seed = format!("concat({}, to_json({{ {key} }}))", string(&of));
    match scalar.family() {
        Family::Uuid(_) => Some(format!("uuid_v5({}, {seed})", string(NAMESPACE))),
        Family::Ulid(_) => Some(format!("ulid(now(), {seed})")),
        _ => None,
    }
}

/// A field of the key as an entry of a map. JSON has only milliseconds of times.
fn part(field: &Field) -> String {
    let name = name(&field.name);
    let value = match field.ty {
        Type::Scalar(Scalar::Timestamp(_)) => {
            let pattern = string("yyyy-MM-dd HH:mm:ss.SSSSSSSSS");
            format!("format_time({name}, {pattern})")
        }
        _ => name,
    };
    format!("{}: {value}", string(&field.name))
}

/// A string of expressions.
pub(super) fn string(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The name of a field in an expression, which may be a keyword there.
pub(super) fn name(field: &str) -> String {
    let parts = field.split('.').map(|part| format!("`{part}`"));
    parts.collect::<Vec<_>>().join(".")
}
