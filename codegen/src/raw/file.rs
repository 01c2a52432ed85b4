//! The top level of a schema file.

use super::object::Object;
use super::{Declarations, each, keys, model, named_type};
use crate::diagnostics::{Problems, catalogue};
use crate::yaml::Node;

/// The only version of the schema language so far.
const FORMAT: &str = "1";

pub(super) fn read(node: &Node, declarations: &mut Declarations, problems: &mut Problems) {
    let Some(file) = Object::open(node, node.span, &keys::FILE, problems) else {
        return;
    };
    if let Some(format) = file.text("format").filter(|format| format.value != FORMAT) {
        // What a newer language means is not known, so nothing else is worth saying.
        return problems.push(catalogue::newer_format(&format, FORMAT));
    }
    if let Some(models) = file.get("models") {
        declarations
            .models
            .extend(each(models, "`models`", problems, model::read));
    }
    if let Some(types) = file.get("types") {
        declarations
            .types
            .extend(each(types, "`types`", problems, named_type::read));
    }
}
