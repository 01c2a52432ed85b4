//! `serde` of files, models and types.

use super::object::Object;
use super::yaml_keys;
use crate::diagnostics::{Problems, catalogue};
use crate::ir;
use crate::yaml::Value;

/// `serde` as written: `None` inside if it is turned off.
pub(crate) type Serde = Option<ir::Serde>;

/// Reads `true`, `false` or a map. `None` if it is not given, or cannot be read.
pub(super) fn read(object: &Object<'_>, problems: &mut Problems) -> Option<Serde> {
    let node = object.get("serde")?;
    match &node.value {
        Value::Scalar(scalar) if scalar.plain && scalar.text == "true" => {
            Some(Some(ir::Serde::default()))
        }
        Value::Scalar(scalar) if scalar.plain && scalar.text == "false" => Some(None),
        Value::Map(_) => {
            let serde = Object::open(node, node.span, &yaml_keys::SERDE, problems)?;
            let says = |key, word| serde.text(key).is_some_and(|it| it.value == word);
            Some(Some(ir::Serde {
                denies_unknown: says("unknown", "deny"),
                decimals_are_numbers: says("decimals", "number"),
            }))
        }
        _ => {
            let expected = "`true`, `false` or a map";
            problems.push(catalogue::wrong_shape(node, "`serde`", expected));
            None
        }
    }
}

/// Returns the place of a field in input and output, as written.
pub(super) fn exposure(word: &str) -> ir::Exposure {
    match word {
        "create" => ir::Exposure::Create,
        "output" => ir::Exposure::Output,
        "input" => ir::Exposure::Input,
        "none" => ir::Exposure::Nowhere,
        _ => ir::Exposure::Both,
    }
}
