//! Nested types, enums, unions and Rust types.

use super::object::Object;
use super::{
    Field, ScalarVariant, Serde, derives, each, each_of, field, serde, text, untagged, yaml_keys,
};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{KeyKind, Unknown};
use crate::source::Spanned;
use crate::yaml::{Entry, Node, Value};

/// A declared type as written.
#[derive(Debug)]
pub(crate) struct NamedType {
    pub(crate) name: Spanned<String>,
    pub(crate) doc: Option<String>,
    pub(crate) unknown: Option<Unknown>,
    /// The attributes of fields that are gone.
    pub(crate) removed: Vec<Spanned<String>>,
    pub(crate) derives: Vec<Spanned<String>>,
    /// `None` if the file decides.
    pub(crate) serde: Option<Serde>,
    pub(crate) body: TypeBody,
}

/// The form of a declared type.
#[derive(Debug)]
pub(crate) enum TypeBody {
    Struct(Vec<Field>),
    Enum {
        values: Vec<EnumValue>,
        catch_all: Option<Spanned<String>>,
    },
    Union {
        tag: Option<Spanned<String>>,
        content: Option<Spanned<String>>,
        variants: Vec<Variant>,
    },
    Untagged(Vec<ScalarVariant>),
    Rust {
        path: Spanned<String>,
        codec: Option<Spanned<String>>,
        key_kind: Option<KeyKind>,
    },
    /// The type could not be read.
    Unreadable,
}

impl TypeBody {
    /// Returns the fields inside its values, of all variants of a union.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let (fields, variants): (&[Field], &[Variant]) = match self {
            Self::Struct(fields) => (fields, &[]),
            Self::Union { variants, .. } => (&[], variants),
            Self::Enum { .. } | Self::Untagged(_) | Self::Rust { .. } | Self::Unreadable => {
                (&[], &[])
            }
        };
        let of_variants = variants.iter().flat_map(|variant| &variant.fields);
        fields.iter().chain(of_variants)
    }
}

/// A value of an enum as written.
#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) value: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
}

/// A variant of a union as written.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) name: Spanned<String>,
    pub(crate) rust_name: Option<Spanned<String>>,
    pub(crate) doc: Option<String>,
    pub(crate) fields: Vec<Field>,
}

/// The keys that identify the form of a declaration. A short nested type has none of them, so a
/// field with one of these names needs the long form.
const FORMS: [&str; 4] = ["fields", "enum", "union", "rust"];

pub(super) fn read(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> NamedType {
    let read = read_form(name, node, problems);
    read.unwrap_or_else(|| named(name, None, TypeBody::Unreadable))
}

/// Returns a type with its documentation, if its form can have any.
fn named(name: &Spanned<String>, object: Option<&Object<'_>>, body: TypeBody) -> NamedType {
    NamedType {
        name: name.clone(),
        doc: object.and_then(Object::doc),
        unknown: None,
        removed: Vec::new(),
        derives: Vec::new(),
        serde: None,
        body,
    }
}

/// Like [`named`], for forms that become a type of their own.
pub(super) fn generated(
    name: &Spanned<String>,
    object: &Object<'_>,
    body: TypeBody,
    problems: &mut Problems,
) -> NamedType {
    NamedType {
        derives: derives::read(object, problems),
        serde: serde::read(object, problems),
        ..named(name, Some(object), body)
    }
}

/// Like [`generated`], for forms that can specify the treatment of unknown attributes.
fn open(
    name: &Spanned<String>,
    object: &Object<'_>,
    body: TypeBody,
    problems: &mut Problems,
) -> NamedType {
    let unknown = object.text("unknown").map(|word| match word.as_str() {
        "keep" => Unknown::Keep,
        _ => Unknown::Drop,
    });
    NamedType {
        unknown,
        ..generated(name, object, body, problems)
    }
}

fn read_form(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<NamedType> {
    let Value::Map(entries) = &node.value else {
        problems.push(catalogue::wrong_shape(node, "a type", "a map"));
        return None;
    };
    let forms: Vec<&Entry> = entries
        .iter()
        .filter(|entry| FORMS.contains(&entry.key.as_str()))
        .collect();
    match forms.as_slice() {
        [] => {
            let fields = each(node, "a nested type", problems, field::read_nested)?;
            Some(named(name, None, TypeBody::Struct(fields)))
        }
        [form] => match form.key.as_str() {
            "fields" => read_struct(name, node, problems),
            "enum" => read_enum(name, node, problems),
            "union" if entries.iter().any(|entry| entry.key.value == "untagged") => {
                untagged::read(name, node, problems)
            }
            "union" => read_union(name, node, problems),
            _ => read_rust(name, node, problems),
        },
        [first, second, ..] => {
            problems.push(catalogue::two_type_forms(&second.key, &first.key));
            None
        }
    }
}

fn read_struct(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<NamedType> {
    let object = Object::open(node, name.span, &yaml_keys::STRUCT, problems)?;
    let fields = each(
        object.get("fields")?,
        "`fields`",
        problems,
        field::read_nested,
    )?;
    let body = TypeBody::Struct(fields);
    Some(NamedType {
        removed: text::removed(&object, problems),
        ..open(name, &object, body, problems)
    })
}

fn read_enum(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<NamedType> {
    let object = Object::open(node, name.span, &yaml_keys::ENUM, problems)?;
    let list = object.get("enum")?;
    let Value::List(items) = &list.value else {
        problems.push(catalogue::wrong_shape(list, "`enum`", "a list of strings"));
        return None;
    };
    let values = items
        .iter()
        .filter_map(|item| read_enum_value(item, problems))
        .collect();
    let catch_all = object.text("catch_all");
    let body = TypeBody::Enum { values, catch_all };
    Some(generated(name, &object, body, problems))
}

fn read_enum_value(node: &Node, problems: &mut Problems) -> Option<EnumValue> {
    let value = if let Some(scalar) = node.scalar() {
        let value = Spanned::new(scalar.text.clone(), node.span);
        EnumValue {
            value,
            rust_name: None,
            doc: None,
        }
    } else {
        let object = Object::open(node, node.span, &yaml_keys::ENUM_VALUE, problems)?;
        let (rust_name, doc) = (object.text("rust_name"), object.doc());
        EnumValue {
            value: object.text("value")?,
            rust_name,
            doc,
        }
    };
    text::check_stored(&value.value, problems).then_some(value)
}

fn read_union(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<NamedType> {
    let object = Object::open(node, name.span, &yaml_keys::UNION, problems)?;
    let node = object.get("union")?;
    let variants = each_of(node, "`union`", text::check_stored, problems, read_variant)?;
    let tag = object.text("tag");
    let content = object.text("content");
    for attribute in tag.iter().chain(&content) {
        text::check_stored(attribute, problems);
    }
    let body = TypeBody::Union {
        tag,
        content,
        variants,
    };
    Some(open(name, &object, body, problems))
}

fn read_variant(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Variant {
    let read = read_variant_body(name, node, problems);
    // Even without its fields it is a variant of the union.
    read.unwrap_or_else(|| Variant {
        name: name.clone(),
        rust_name: None,
        doc: None,
        fields: Vec::new(),
    })
}

fn read_variant_body(
    name: &Spanned<String>,
    node: &Node,
    problems: &mut Problems,
) -> Option<Variant> {
    let is_long = matches!(&node.value, Value::Map(entries)
        if entries.iter().any(|entry| entry.key.value == "fields"));
    if matches!(&node.value, Value::Scalar(scalar) if scalar.is_null()) {
        problems.push(catalogue::wrong_shape(node, "a variant", catalogue::NAMED));
        return None;
    }
    if !is_long {
        let fields = each(node, "a variant", problems, field::read_nested)?;
        return Some(Variant {
            name: name.clone(),
            rust_name: None,
            doc: None,
            fields,
        });
    }
    let object = Object::open(node, name.span, &yaml_keys::VARIANT, problems)?;
    let fields = each(
        object.get("fields")?,
        "`fields`",
        problems,
        field::read_nested,
    )?;
    Some(Variant {
        name: name.clone(),
        rust_name: object.text("rust_name"),
        doc: object.doc(),
        fields,
    })
}

fn read_rust(name: &Spanned<String>, node: &Node, problems: &mut Problems) -> Option<NamedType> {
    let object = Object::open(node, name.span, &yaml_keys::RUST_TYPE, problems)?;
    let key_kind = object.text("key").map(|word| match word.as_str() {
        "number" => KeyKind::Number,
        "binary" => KeyKind::Binary,
        _ => KeyKind::String,
    });
    let path = object.text("rust")?;
    let body = TypeBody::Rust {
        path,
        codec: object.text("codec"),
        key_kind,
    };
    Some(named(name, Some(&object), body))
}
