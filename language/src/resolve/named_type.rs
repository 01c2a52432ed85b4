//! Nested types, enums and unions.

use std::collections::HashMap;

use super::{Names, derives, field, identifier, untagged};
use crate::diagnostics::{Problems, catalogue};
use crate::ir::{CatchAll, EnumValue, NamedType, NamedTypeKind, UnionVariant};
use crate::raw;
use crate::source::{Span, Spanned};

/// The attribute that names the variant, if the schema does not choose another.
const DEFAULT_TAG: &str = "type";

pub(super) fn resolve(
    raw: &raw::NamedType,
    names: &Names<'_>,
    problems: &mut Problems,
) -> NamedType {
    NamedType {
        name: raw.name.value.clone(),
        module: identifier::module(&raw.name),
        doc: raw.doc.clone(),
        kind: kind(raw, names, problems),
        unknown: raw.unknown,
        removed: raw.removed.iter().map(|name| name.value.clone()).collect(),
        derives: derives::of_type(raw, problems),
        serde: raw.serde.flatten(),
        span: raw.name.span,
    }
}

fn kind(raw: &raw::NamedType, names: &Names<'_>, problems: &mut Problems) -> NamedTypeKind {
    match &raw.body {
        raw::TypeBody::Struct(fields) => {
            NamedTypeKind::Struct(field::resolve_all(fields, &raw.name, names, problems))
        }
        raw::TypeBody::Enum { values, catch_all } => {
            resolve_enum(&raw.name, values, catch_all.as_ref(), problems)
        }
        raw::TypeBody::Union {
            tag,
            content,
            variants,
        } => NamedTypeKind::Union {
            tag: self::tag(tag.as_ref()).to_owned(),
            content: content.as_ref().map(|name| name.value.clone()),
            variants: resolve_variants(&raw.name, variants, names, problems),
        },
        raw::TypeBody::Untagged(variants) => {
            NamedTypeKind::Untagged(untagged::resolve(&raw.name, variants, names, problems))
        }
        // Rust types are named where they are used; neither these nor types that cannot be read
        // have an id.
        raw::TypeBody::Rust { .. } | raw::TypeBody::Unreadable => NamedTypeKind::Struct(Vec::new()),
    }
}

/// Returns the attribute that holds the tag of a union.
pub(super) fn tag(declared: Option<&Spanned<String>>) -> &str {
    declared.map_or(DEFAULT_TAG, |tag| tag.as_str())
}

fn resolve_enum(
    owner: &Spanned<String>,
    raw: &[raw::EnumValue],
    catch_all: Option<&Spanned<String>>,
    problems: &mut Problems,
) -> NamedTypeKind {
    let mut stored: HashMap<&str, Span> = HashMap::with_capacity(raw.len());
    let mut members = Members::new("values", owner);
    let mut values = Vec::with_capacity(raw.len());
    for value in raw {
        match stored.get(value.value.as_str()) {
            Some(first) => {
                problems.push(catalogue::duplicate_enum_value(&value.value, *first));
                continue;
            }
            None => drop(stored.insert(&value.value, value.value.span)),
        }
        values.push(EnumValue {
            stored: value.value.value.clone(),
            rust_name: members.add(&value.value, value.rust_name.as_ref(), problems),
            doc: value.doc.clone(),
            span: value.value.span,
        });
    }
    let catch_all = catch_all.map(|name| CatchAll {
        rust_name: members.add(name, Some(name), problems),
        span: name.span,
    });
    NamedTypeKind::Enum { values, catch_all }
}

fn resolve_variants(
    owner: &Spanned<String>,
    raw: &[raw::Variant],
    names: &Names<'_>,
    problems: &mut Problems,
) -> Vec<UnionVariant> {
    let mut members = Members::new("variants", owner);
    raw.iter()
        .map(|variant| {
            problems.declaration(variant.name.span, |problems| {
                let rust_name = members.add(&variant.name, variant.rust_name.as_ref(), problems);
                UnionVariant {
                    stored: variant.name.value.clone(),
                    method: identifier::snake(&rust_name).unwrap_or_default(),
                    rust_name,
                    fields: field::resolve_all(&variant.fields, &variant.name, names, problems),
                    doc: variant.doc.clone(),
                    span: variant.name.span,
                }
            })
        })
        .collect()
}

/// The Rust names of the variants of an enum or union.
pub(super) struct Members<'r> {
    what: &'static str,
    owner: &'r str,
    taken: HashMap<String, &'r Spanned<String>>,
}

impl<'r> Members<'r> {
    pub(super) fn new(what: &'static str, owner: &'r str) -> Self {
        Self {
            what,
            owner,
            taken: HashMap::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        name: &'r Spanned<String>,
        given: Option<&Spanned<String>>,
        problems: &mut Problems,
    ) -> String {
        let identifier = match given {
            Some(given) => identifier::explicit_camel(given),
            None => identifier::upper_camel(name),
        };
        let Some(identifier) = identifier else {
            // The name itself may be broken.
            if !problems.is_broken(name.span) {
                let (written, given) = (given.unwrap_or(name), given.is_some());
                problems.push(catalogue::no_identifier(written, "UpperCamel", given));
            }
            return String::new();
        };
        if let Some(first) = self.taken.get(&identifier) {
            let names = [(first.as_str(), first.span), (name.as_str(), name.span)];
            problems.push(catalogue::name_collision(
                self.what,
                self.owner,
                names,
                &identifier,
            ));
        } else {
            self.taken.insert(identifier.clone(), name);
        }
        identifier
    }
}
