//! How values are stored, where their type has several forms.

use super::TypeExpr;
use super::keys;
use super::object::{Object, unknown_word};
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::ir::{Offset, TimestampFormat};
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// A stored form as written; what it says of ids depends on the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredAs {
    /// For timestamps.
    Timestamp(TimestampFormat),
    /// For ids: text in small letters.
    Lower,
    /// For ids: text in capitals.
    Upper,
    /// For ids: their bytes.
    Bytes,
}

/// A word, or a map, for a field of type `ty`, if that can be read.
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
        _ => at_offset(node, problems)?,
    };
    Some(Spanned::new(form, node.span))
}

/// A word. One that is not known is compared with those of the type; whether one that is known is
/// for the type is for those to say who know what the type is.
fn word(node: &Node, word: &str, ty: Option<&TypeExpr>) -> Result<StoredAs, Diagnostic> {
    if keys::STORED_FORMS.contains(&word) {
        return Ok(of_word(word));
    }
    let Some(ty) = ty else {
        return Err(unknown_word(node, "as", word, keys::STORED_FORMS));
    };
    let forms = ty
        .argument
        .is_none()
        .then(|| keys::stored_forms_of(&ty.name));
    match forms.flatten() {
        Some(forms) => Err(unknown_word(node, "as", word, forms)),
        None => Err(catalogue::no_stored_forms(node.span, ty)),
    }
}

fn at_offset(node: &Node, problems: &mut Problems) -> Option<StoredAs> {
    let form = Object::open(node, node.span, &keys::STORED_AS, problems)?;
    let written = form.get("iso_offset")?;
    let text = form.text("iso_offset")?;
    let Some(offset) = Offset::parse(&text) else {
        let expected = "an offset such as \"+02:00\" or \"-05:30\"";
        problems.push(catalogue::wrong_shape(written, "`iso_offset`", expected));
        return None;
    };
    Some(StoredAs::Timestamp(TimestampFormat::IsoAtOffset(offset)))
}

fn of_word(word: &str) -> StoredAs {
    match word {
        "lower" => StoredAs::Lower,
        "upper" => StoredAs::Upper,
        "bytes" => StoredAs::Bytes,
        _ => StoredAs::Timestamp(match word {
            "iso_s" => TimestampFormat::IsoS,
            "iso_us" => TimestampFormat::IsoUs,
            "iso_local" => TimestampFormat::IsoLocal,
            "iso_offset" => TimestampFormat::IsoOffset,
            "epoch_s" => TimestampFormat::EpochS,
            "epoch_ms" => TimestampFormat::EpochMs,
            "epoch_s_text" => TimestampFormat::EpochSText,
            "epoch_ms_text" => TimestampFormat::EpochMsText,
            _ => TimestampFormat::IsoMs,
        }),
    }
}
