//! Untagged unions: variants that hold a scalar each.

use super::object::Object;
use super::{
    NamedType, StoredAs, TypeBody, TypeExpr, each, field, named_type, stored_as, yaml_keys,
};
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;
use crate::yaml::Node;

/// A variant of an untagged union as written.
#[derive(Debug)]
pub(crate) struct ScalarVariant {
    pub(crate) name: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
    /// `None` if it is missing or malformed.
    pub(crate) ty: Option<TypeExpr>,
    pub(crate) stored_as: Option<Spanned<StoredAs>>,
}

pub(super) fn read(
    name: &Spanned<String>,
    node: &Node,
    problems: &mut Problems,
) -> Option<NamedType> {
    let object = Object::open(node, name.span, &yaml_keys::UNTAGGED, problems)?;
    if let (Some(flag), None) = (object.get("untagged"), object.flag("untagged")) {
        problems.push(catalogue::wrong_shape(flag, "`untagged`", "`true`"));
        return None;
    }
    let variants = each(object.get("union")?, "`union`", problems, read_variant)?;
    let body = TypeBody::Untagged(variants);
    Some(named_type::generated(name, &object, body, problems))
}

fn read_variant(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> ScalarVariant {
    let mut variant = ScalarVariant {
        name: name.clone(),
        rust_name: None,
        doc: None,
        ty: None,
        stored_as: None,
    };
    if let Some(scalar) = node.scalar() {
        variant.ty = field::read_type(&scalar.text, node.span, problems);
    } else if let Some(object) = Object::open(node, name.span, &yaml_keys::SCALAR_VARIANT, problems)
    {
        let ty = object.text("type");
        variant.ty = ty.and_then(|ty| field::read_type(&ty, ty.span, problems));
        variant.stored_as = object
            .get("as")
            .and_then(|node| stored_as::read(node, variant.ty.as_ref(), problems));
        variant.rust_name = object.text("rust_name");
        variant.doc = object.doc();
    }
    variant
}
