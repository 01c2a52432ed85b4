//! Documentation of fields.

use super::roles::{Role, TableRole};
use super::{literals, stored_forms};
use crate::generate::text::docs::{Docs, code};
use crate::generate::text::tokens::Tokens;
use dynamite_schema::ir::{
    Auto, Field, Phase, Renaming, Rule, RustCodec, Schema, Step, TaggedUnion, Type,
};

/// The documentation in the schema, followed by what the schema says about the field.
pub(super) fn of(schema: &Schema, field: &Field, role: &Role<'_>) -> Tokens {
    let codec = match (&field.codec, &field.ty) {
        (Some(codec), _) => Some(codec.path.as_str()),
        (None, Type::Rust(rust)) if rust.key_kind.is_none() => Some(match &rust.codec {
            RustCodec::Own => &rust.path,
            RustCodec::Path(path) => path,
            RustCodec::Serde => "serde",
        }),
        (None, _) => None,
    };
    let stored = match (codec, stored_forms::attribute_types_of(schema, field)) {
        (Some(codec), _) => format!(", as {} stores it", code(codec)),
        (None, Some(types)) => format!(" ({types})"),
        (None, None) => " (any kind)".to_owned(),
    };
    let mut facts = match field.flattened_union(&schema.types) {
        Some(union) => flattened_docs(&union),
        None => format!("Attribute {}{stored}.", code(&field.attribute)),
    };
    let auto = field.auto.map(auto_docs);
    let optional = match (field.optional, field.keep_null) {
        (true, true) => Some("May be absent, which differs from `NULL`."),
        (true, false) => Some("May be absent."),
        (false, _) => None,
    };
    let sensitive = field
        .sensitive
        .then_some("Sensitive: kept out of messages.");
    let of_table = role.of_table.map(role_docs);
    for fact in [of_table, optional, auto, sensitive].into_iter().flatten() {
        facts.push(' ');
        facts.push_str(fact);
    }
    let absent = field.absent.as_ref().map(|literal| {
        let value = literals::shown(schema, literal);
        let value = value.map_or("the value in the schema".to_owned(), |it| code(&it));
        format!("Where the attribute is absent, it is {value}.")
    });
    let facts_of_field = index_docs(&role.indexes).into_iter().chain(absent);
    let facts_of_field = facts_of_field.chain(field.renaming.as_ref().map(renaming_docs));
    for fact in facts_of_field.chain(rule_docs(field)) {
        facts.push(' ');
        facts.push_str(&fact);
    }
    Docs::with(field.doc.as_deref(), facts).into_tokens()
}

fn flattened_docs(union: &TaggedUnion<'_>) -> String {
    let fields = match union.content {
        Some(content) => format!("{} the fields of its variant", code(content)),
        None => "the fields of its variant are attributes of the item".to_owned(),
    };
    format!(
        "Flattened: {} holds the tag, and {fields}.",
        code(union.tag)
    )
}

/// The indexes of whose keys a field is part.
fn index_docs(indexes: &[&str]) -> Option<String> {
    let names = indexes.iter().map(|name| code(name)).collect::<Vec<_>>();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("In the key of the index {only}.")),
        several => Some(format!(
            "In the keys of the indexes {}.",
            several.join(", ")
        )),
    }
}

/// What becomes of the other attribute of a field that is being renamed.
fn renaming_docs(renaming: &Renaming) -> String {
    let phase = renaming.phase.name();
    let other = code(renaming.other());
    match renaming.phase {
        Phase::Expand | Phase::Switch if renaming.retyping.is_some() => {
            format!(
                "It gets another stored form (phase `{phase}`): writes keep the same value in {other}."
            )
        }
        Phase::Contract if renaming.retyping.is_some() => {
            format!("It has got another stored form (phase `{phase}`): writes remove {other}.")
        }
        Phase::Expand | Phase::Switch => {
            format!("It is being renamed (phase `{phase}`): writes keep {other} equal.")
        }
        Phase::Contract => {
            format!("It is being renamed (phase `{phase}`): writes remove {other}.")
        }
    }
}

fn role_docs(role: TableRole) -> &'static str {
    match role {
        TableRole::Partition => "Partition key.",
        TableRole::Sort => "Sort key.",
        TableRole::Expiry => "DynamoDB deletes the item some time after it.",
    }
}

fn auto_docs(auto: Auto) -> &'static str {
    match auto {
        Auto::Created => "Set when the item is created.",
        Auto::Updated => "Set on every write.",
        Auto::Deleted => "Set when the item is deleted, and absent otherwise.",
        Auto::Version => "Counts the writes, from 1.",
        Auto::WriteId => "A random token of the last write.",
    }
}

/// The rules of a field, one sentence for normalization and one for checks.
fn rule_docs(field: &Field) -> Vec<String> {
    let rules = &field.rules;
    let steps = rules.normalize.iter().map(|it| match &it.step {
        Step::Trim => "`trim`".to_owned(),
        Step::CollapseWhitespace => "`collapse_whitespace`".to_owned(),
        Step::Lowercase => "`lowercase`".to_owned(),
        Step::Uppercase => "`uppercase`".to_owned(),
        Step::Rust(path) => code(path),
    });
    let checks = rules.checks.iter().map(|it| match &it.rule {
        Rule::NotBlank => "`not_blank`".to_owned(),
        Rule::MinLength(least) => format!("`min_length: {least}`"),
        Rule::MaxLength(most) => format!("`max_length: {most}`"),
        Rule::Min(least) => format!("`min: {least}`"),
        Rule::Max(most) => format!("`max: {most}`"),
        Rule::Pattern(pattern) => format!("`pattern` {}", code(pattern.source())),
        Rule::Format(format) => format!("`format: {}`", format.name()),
        Rule::Rust(path) => code(path),
    });
    let sentence = |words: &str, parts: Vec<String>| {
        (!parts.is_empty()).then(|| format!("{words}: {}.", parts.join(", ")))
    };
    let normalized = sentence("Normalized", steps.collect());
    let checked = sentence("Rules", checks.collect());
    normalized.into_iter().chain(checked).collect()
}
