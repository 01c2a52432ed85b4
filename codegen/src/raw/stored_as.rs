//! How values are stored, where their type has several forms.

use super::keys;
use super::object::{Object, choose};
use crate::diagnostics::{Problems, catalogue};
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

/// A word, or a map.
pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Spanned<StoredAs>> {
    let form = match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => {
            match choose(node, "as", scalar, keys::STORED_FORMS, &[]) {
                Ok(()) => of_word(&scalar.text),
                Err(problem) => {
                    problems.push(problem);
                    return None;
                }
            }
        }
        _ => at_offset(node, problems)?,
    };
    Some(Spanned::new(form, node.span))
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
