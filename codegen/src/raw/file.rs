//! The top level of a schema file.

use super::object::Object;
use super::{Declarations, each, keys, model, named_type};
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// The only version of the schema language so far.
const FORMAT: &str = "1";

pub(super) fn read(node: &Node, declarations: &mut Declarations, problems: &mut Problems) {
    if let Some(format) = newer_format(node) {
        // What a newer language means is not known, so nothing else is worth saying.
        return problems.push(catalogue::newer_format(&format, FORMAT));
    }
    let Some(file) = Object::open(node, node.span, &keys::FILE, problems) else {
        return;
    };
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

fn newer_format(node: &Node) -> Option<Spanned<String>> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let format = &entries
        .iter()
        .find(|entry| entry.key.value == "format")?
        .value;
    let text = &format.scalar()?.text;
    (text != FORMAT).then(|| Spanned::new(text.clone(), format.span))
}
