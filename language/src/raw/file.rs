//! The top level of a schema file.

use super::object::Object;
use super::{Declarations, each, model, named_type, serde, yaml_keys};
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::{Node, Value};

/// The only version of schema files and migration files so far.
pub(crate) const FORMAT: &str = "1";

pub(super) fn read(node: &Node, problems: &mut Problems) -> Declarations {
    let mut declarations = Declarations::default();
    if let Some(format) = newer_format(node) {
        // The meaning of a newer language is not known, so no other problem is reported.
        problems.push(catalogue::newer_format(&format, FORMAT));
        return declarations;
    }
    let Some(file) = Object::open(node, node.span, &yaml_keys::FILE, problems) else {
        return declarations;
    };
    if let Some(models) = file.get("models") {
        let models = each(models, "`models`", problems, model::read);
        declarations.models = models.unwrap_or_default();
    }
    if let Some(types) = file.get("types") {
        let types = each(types, "`types`", problems, named_type::read);
        declarations.types = types.unwrap_or_default();
    }
    if let Some(of_file) = serde::read(&file, problems) {
        let models = declarations.models.iter_mut().map(|it| &mut it.serde);
        let types = declarations.types.iter_mut().map(|it| &mut it.serde);
        for serde in models.chain(types) {
            serde.get_or_insert(of_file);
        }
    }
    declarations
}

pub(super) fn newer_format(node: &Node) -> Option<Spanned<String>> {
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
