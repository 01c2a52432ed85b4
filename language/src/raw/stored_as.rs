//! Stored forms of values whose type has several.

use super::TypeExpr;
use super::object::{Object, unknown_word};
use super::yaml_keys;
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::ir::{Offset, Scalar};
use crate::source::Spanned;
use crate::yaml::{Node, Value};
use dynamite_core::time::LATEST_SECOND;

/// A form that needs a number.
const OR_NEVER: &str = "epoch_s_or_never";

/// A stored form as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredAs {
    /// One of [`yaml_keys::STORED_FORMS`].
    Word(&'static str),
    /// Timestamps with this offset.
    AtOffset(Offset),
    /// Timestamps as seconds, where this number is "never".
    OrNever(i64),
}

/// Reads a word, or a map, for a field of type `ty`, if that can be read.
pub(super) fn read(
    node: &Node,
    ty: Option<&TypeExpr>,
    problems: &mut Problems,
) -> Option<Spanned<StoredAs>> {
    let form = match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => match word(node, &scalar.text, ty) {
            Ok(form) => form,
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        },
        _ => with_value(node, problems)?,
    };
    Some(Spanned::new(form, node.span))
}

/// Reads a word. An unknown word is compared with those of the type. A known word is checked
/// against the type later, when the type is resolved.
fn word(node: &Node, word: &str, ty: Option<&TypeExpr>) -> Result<StoredAs, Diagnostic> {
    if let Some(known) = yaml_keys::STORED_FORMS.iter().find(|known| **known == word) {
        return Ok(StoredAs::Word(known));
    }
    if word == OR_NEVER {
        return Err(catalogue::never_without_number(node.span));
    }
    let Some(ty) = ty else {
        return Err(unknown_word(node, "as", word, yaml_keys::STORED_FORMS));
    };
    let scalar = Scalar::named(&ty.name).filter(|_| ty.argument.is_none());
    match scalar.map_or(&[] as &[_], Scalar::form_names) {
        [] => Err(catalogue::no_stored_forms(node.span, &ty.to_string())),
        forms => Err(unknown_word(node, "as", word, forms)),
    }
}

/// Reads the one key of a map, and what belongs to it.
fn with_value(node: &Node, problems: &mut Problems) -> Option<StoredAs> {
    let form = Object::open(node, node.span, &yaml_keys::STORED_AS, problems)?;
    match (form.is_given("iso_offset"), form.is_given(OR_NEVER)) {
        (true, false) => at_offset(&form, problems),
        (false, true) => or_never(&form, problems),
        _ => {
            problems.push(catalogue::one_stored_form(node.span));
            None
        }
    }
}

fn at_offset(form: &Object<'_>, problems: &mut Problems) -> Option<StoredAs> {
    let written = form.get("iso_offset")?;
    let text = form.text("iso_offset")?;
    let Some(offset) = Offset::parse(&text) else {
        let expected = "an offset such as \"+02:00\" or \"-05:30\"";
        problems.push(catalogue::wrong_shape(written, "`iso_offset`", expected));
        return None;
    };
    Some(StoredAs::AtOffset(offset))
}

fn or_never(form: &Object<'_>, problems: &mut Problems) -> Option<StoredAs> {
    let written = form.get(OR_NEVER)?;
    let text = form.text(OR_NEVER)?;
    let never = text.parse().ok().filter(|never| *never > LATEST_SECOND);
    if never.is_none() {
        let expected = format!("a number beyond all times, from {}", LATEST_SECOND + 1);
        problems.push(catalogue::wrong_shape(
            written,
            "`epoch_s_or_never`",
            &expected,
        ));
    }
    never.map(StoredAs::OrNever)
}
