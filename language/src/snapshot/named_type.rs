//! Nested types, enums, unions and user-defined types.

use super::field::{self, stored_form};
use super::rust_types::Names;
use crate::ir::{
    CatchAll, EnumValue, Field, KeyKind, NamedType, NamedTypeKind, RustCodec, RustType,
    ScalarVariant, UnionVariant,
};
use crate::resolve::identifier;
use crate::yaml::print::{Block, Flow, list, quoted, scalar};

/// What a file says of a type.
pub(super) fn block(names: Names<'_>, ty: &NamedType) -> Block {
    let mut block = Block::default();
    match &ty.kind {
        NamedTypeKind::Struct(of_type) => {
            let fields = fields(names, of_type);
            if of_type.is_empty() {
                block.line("fields", "{}");
            }
            block.nested("fields", fields);
        }
        NamedTypeKind::Enum { values, catch_all } => {
            enumeration(&mut block, values, catch_all.as_ref());
        }
        NamedTypeKind::Untagged(variants) => untagged(&mut block, variants),
        NamedTypeKind::Union {
            tag,
            content,
            variants,
        } => {
            block.line("tag", scalar(tag));
            if let Some(content) = content {
                block.line("content", scalar(content));
            }
            block.nested("union", union(names, variants));
        }
    }
    if ty.keeps_unknown() {
        block.line("unknown", "keep");
    }
    block
}

fn fields(names: Names<'_>, fields: &[Field]) -> Block {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by(|one, other| one.settled_attribute().cmp(other.settled_attribute()));
    let mut block = Block::default();
    for field in sorted {
        block.line(&field.name, field::nested(names, field));
    }
    block
}

fn enumeration(block: &mut Block, values: &[EnumValue], catch_all: Option<&CatchAll>) {
    let mut sorted: Vec<_> = values.iter().collect();
    sorted.sort_by(|one, other| one.stored.cmp(&other.stored));
    let values = sorted.into_iter().map(|value| {
        if identifier::upper_camel(&value.stored).as_deref() == Some(&value.rust_name) {
            return scalar(&value.stored);
        }
        let mut entries = Flow::default();
        entries.entry("value", scalar(&value.stored));
        entries.entry("rust_name", scalar(&value.rust_name));
        entries.to_string()
    });
    block.line("enum", list(values));
    if let Some(catch_all) = catch_all {
        block.line("catch_all", scalar(&catch_all.rust_name));
    }
}

fn untagged(block: &mut Block, variants: &[ScalarVariant]) {
    let mut of_union = Block::default();
    for variant in variants {
        let mut entries = Flow::default();
        entries.entry("type", variant.scalar.name());
        if let Some(form) = stored_form(variant.scalar) {
            entries.entry("as", form);
        }
        if identifier::upper_camel(&variant.name).as_deref() != Some(&variant.rust_name) {
            entries.entry("rust_name", scalar(&variant.rust_name));
        }
        of_union.line(&variant.name, entries.to_string());
    }
    block.line("untagged", "true");
    block.nested("union", of_union);
}

fn union(names: Names<'_>, variants: &[UnionVariant]) -> Block {
    let mut sorted: Vec<_> = variants.iter().collect();
    sorted.sort_by(|one, other| one.stored.cmp(&other.stored));
    let mut block = Block::default();
    for variant in sorted {
        let mut of_variant = Block::default();
        if identifier::upper_camel(&variant.stored).as_deref() != Some(&variant.rust_name) {
            of_variant.line("rust_name", scalar(&variant.rust_name));
        }
        if variant.fields.is_empty() {
            of_variant.line("fields", "{}");
        }
        of_variant.nested("fields", fields(names, &variant.fields));
        block.nested(&variant.stored, of_variant);
    }
    block
}

/// What a file says of a user-defined type.
pub(super) fn of_rust(ty: &RustType) -> Block {
    let mut block = Block::default();
    block.line("rust", quoted(&ty.path));
    match &ty.codec {
        RustCodec::Own => {}
        RustCodec::Path(path) => block.line("codec", quoted(path)),
        RustCodec::Serde => block.line("codec", "serde"),
    }
    if let Some(kind) = ty.key_kind {
        let kind = match kind {
            KeyKind::String => "string",
            KeyKind::Number => "number",
            KeyKind::Binary => "binary",
        };
        block.line("key", kind);
    }
    block
}
