//! No text of a schema reaches Rust as anything but a string or harmless documentation.

use std::collections::BTreeMap;

use dynamite_codegen::files::Files;
use dynamite_codegen::generate::{Layout, generate};
use dynamite_schema::ir::{Default, Field, Literal, NamedTypeKind, Rule, Schema};
use proptest::prelude::*;

use crate::support::{formatted, lines, schema};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_the_same_items(
        texts in prop::collection::vec(text(), 8..24),
        name in prop::sample::select(vec!["hostile", "indexes", "rules", "shop", "unions"]),
    ) {
        let plain = schema(name);
        let expected = items(&generate(&plain, Layout::CheckedIn).unwrap());
        let mut hostile = plain;
        fill(&mut hostile, &mut texts.iter().cycle().cloned());
        let files = generate(&hostile, Layout::CheckedIn).unwrap();
        prop_assert_eq!(items(&files), expected);
        let laid_out = generate(&hostile, Layout::BuildScript).unwrap();
        for (path, text) in files.iter() {
            check_docs(path, text)?;
            // Nothing is parsed there, so it has to be the same by itself.
            let laid_out = laid_out.get(path).unwrap();
            check_docs(path, laid_out)?;
            if path != "mod.rs" {
                prop_assert_eq!(formatted(path, laid_out), lines(text));
            }
        }
    }
}

/// Text that is likely to mean something to Rust, Markdown, or templates.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "\\",
        "'",
        "*/",
        "/*",
        "//",
        "///",
        "#[doc",
        "]",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "```",
        "````rust",
        "~~~",
        "`",
        "``",
        "\n",
        "\r",
        "\n    ",
        "\t",
        " ",
        "    ",
        "- ",
        "> ",
        "1. ",
        "[x](y)",
        "[`User`]",
        "<b>",
        "r#\"",
        "\"#",
        "\0",
        "\u{202e}",
        "\u{2066}",
        "é",
        "x",
        "pub fn evil() {}",
        "!",
        "=",
        "https://example.com/",
    ]);
    prop_oneof![
        3 => prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// Puts the texts wherever a schema has text of its user.
fn fill(schema: &mut Schema, texts: &mut impl Iterator<Item = String>) {
    for table in &mut schema.tables {
        table.name = texts.next().unwrap();
        table.ttl = texts.next();
        for index in &mut table.indexes {
            index.name = texts.next().unwrap();
            for attribute in index.partition.iter_mut().chain(&mut index.sort) {
                attribute.name = texts.next().unwrap();
            }
        }
    }
    for model in &mut schema.models {
        model.doc = texts.next();
        fill_fields(&mut model.fields, texts);
        for index in &mut model.indexes {
            index.name = texts.next().unwrap();
            index.doc = texts.next();
        }
    }
    for ty in &mut schema.types {
        ty.doc = texts.next();
        match &mut ty.kind {
            NamedTypeKind::Struct(fields) => fill_fields(fields, texts),
            NamedTypeKind::Enum { values, .. } => {
                for value in values {
                    value.doc = texts.next();
                    value.stored = texts.next().unwrap();
                }
            }
            NamedTypeKind::Untagged(variants) => {
                for variant in variants {
                    variant.doc = texts.next();
                }
            }
            NamedTypeKind::Union {
                tag,
                content,
                variants,
            } => {
                *tag = texts.next().unwrap();
                *content = content.as_ref().and_then(|_| texts.next());
                for variant in variants {
                    variant.doc = texts.next();
                    variant.stored = texts.next().unwrap();
                    fill_fields(&mut variant.fields, texts);
                }
            }
        }
    }
}

fn fill_fields(fields: &mut [Field], texts: &mut impl Iterator<Item = String>) {
    for field in fields {
        field.doc = texts.next();
        field.attribute = texts.next().unwrap();
        if let Some(Default::Literal(Literal::String(text))) = &mut field.default {
            *text = texts.next().unwrap();
        }
        for check in &mut field.rules.checks {
            if check.message.is_some() {
                check.message = texts.next();
            }
            if let Rule::Pattern(pattern) = &mut check.rule {
                *pattern = texts.next().unwrap().into();
            }
        }
    }
}

/// The names of everything a file declares, in order. Constants of tables are named after the
/// tables, so of those only the kind is kept.
fn items(files: &Files) -> BTreeMap<String, Vec<String>> {
    files
        .iter()
        .map(|(path, text)| {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path.to_owned(), file.items.iter().flat_map(names).collect())
        })
        .collect()
}

fn names(item: &syn::Item) -> Vec<String> {
    match item {
        syn::Item::Struct(item) => {
            let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
            let fields = fields.map(ToString::to_string);
            std::iter::once(format!("struct {}", item.ident))
                .chain(fields)
                .collect()
        }
        syn::Item::Enum(item) => {
            let variants = item
                .variants
                .iter()
                .map(|variant| variant.ident.to_string());
            std::iter::once(format!("enum {}", item.ident))
                .chain(variants)
                .collect()
        }
        syn::Item::Impl(item) => {
            let members = item.items.iter().map(|member| match member {
                syn::ImplItem::Fn(member) => member.sig.ident.to_string(),
                syn::ImplItem::Const(member) => member.ident.to_string(),
                syn::ImplItem::Type(member) => member.ident.to_string(),
                _ => panic!("an unexpected member of an impl"),
            });
            std::iter::once("impl".to_owned()).chain(members).collect()
        }
        syn::Item::Fn(item) => vec![format!("fn {}", item.sig.ident)],
        syn::Item::Mod(item) => vec![format!("mod {}", item.ident)],
        syn::Item::Const(item) => vec![format!("const {}", item.ident)],
        syn::Item::Static(_) => vec!["static".to_owned()],
        syn::Item::Use(_) => vec!["use".to_owned()],
        _ => panic!("an unexpected item"),
    }
}

/// No line of documentation starts or continues a code block, and no file holds a character
/// that is not seen.
fn check_docs(path: &str, text: &str) -> Result<(), TestCaseError> {
    for line in text.lines() {
        let unseen = |c: char| {
            c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        prop_assert!(!line.contains(unseen), "{path}: {line:?}");
        let Some(doc) = line.trim_start().strip_prefix("///") else {
            continue;
        };
        let content = doc.trim_start_matches([' ', '>', '-', '*', '+']);
        prop_assert!(
            !content.starts_with("```") && !content.starts_with("~~~"),
            "{path}: {line}"
        );
        // One blank belongs to the comment itself.
        prop_assert!(!doc.starts_with("     "), "{path}: {line}");
        let item = doc
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit() || ">-*+.)".contains(c));
        prop_assert!(!item.starts_with("    "), "{path}: {line}");
    }
    Ok(())
}
