//! The stored form that a field had before.

use super::object::Object;
use super::{StoredAs, TypeExpr, field, stored_as, text, yaml_keys};
use crate::diagnostics::Problems;
use crate::source::Spanned;
use crate::yaml::Node;

/// `retyped_from` as written.
#[derive(Debug)]
pub(crate) struct RetypedFrom {
    pub(crate) attribute: Spanned<String>,
    pub(crate) ty: Option<TypeExpr>,
    pub(crate) stored_as: Option<Spanned<StoredAs>>,
    /// Values of an enum, each with the former one.
    pub(crate) values: Vec<(Spanned<String>, Spanned<String>)>,
}

/// Reads it, for a field of type `ty`.
pub(super) fn read(
    node: &Node,
    ty: Option<&TypeExpr>,
    problems: &mut Problems,
) -> Option<RetypedFrom> {
    let former = Object::open(node, node.span, &yaml_keys::RETYPED_FROM, problems)?;
    let attribute = former.text("attribute")?;
    text::check_stored(&attribute, problems);
    if (yaml_keys::RETYPED_FROM.keys.iter())
        .any(|key| yaml_keys::RETYPED_FROM.plans(key) && former.is_given(key.name))
    {
        return None;
    }
    let is_given = former.is_given("type");
    let own = (former.text("type")).and_then(|ty| field::read_type(&ty, ty.span, problems));
    if is_given && own.is_none() {
        return None;
    }
    let stored_as = former
        .get("as")
        .and_then(|node| stored_as::read(node, own.as_ref().or(ty), problems));
    let expected = "a map from values to what was stored for them before";
    let values = former
        .get("values")
        .and_then(|node| text::pairs(node, "`values`", expected, problems));
    Some(RetypedFrom {
        attribute,
        ty: own,
        stored_as,
        values: values.unwrap_or_default(),
    })
}
