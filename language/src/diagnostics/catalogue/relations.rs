//! Relations.

use super::{list, quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};

pub(crate) fn relation_without_kind(at: Span) -> Diagnostic {
    Diagnostic::error(code::BAD_RELATION, "a relation says what it is")
        .at(at, "of which kind?")
        .help("add `has_many:`, `has_one:`, `belongs_to:` or `many_to_many:` with the name of a model")
}

pub(crate) fn relation_of_two_kinds([first, second]: [(&str, Span); 2]) -> Diagnostic {
    let message = format!(
        "a relation is {} or {}, not both",
        quote(first.0),
        quote(second.0)
    );
    Diagnostic::error(code::BAD_RELATION, message)
        .at(second.1, "this kind")
        .at(first.1, "and this one")
        .help("make two relations of it")
}

pub(crate) fn unfit_relation_key(at: Span, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        code::BAD_RELATION,
        format!("this key does not fit the relation: {reason}"),
    )
    .at(at, "not for this kind")
    .help(help)
}

pub(crate) fn no_such_model<'k>(
    name: &Spanned<String>,
    is_type: bool,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let help = if is_type {
        "a value of this type is a field; a relation is to the items of a model".to_owned()
    } else {
        suggest::near(name, known)
            .unwrap_or_else(|| format!("declare {} below `models:`", quote(name)))
    };
    Diagnostic::error(
        code::NO_SUCH_MODEL,
        format!("there is no model {}", quote(name)),
    )
    .at(name.span, "no model")
    .help(help)
}

/// The foreign key of a relation has another number of parts than the key it refers to.
pub(crate) fn foreign_key_parts(at: Span, model: &str, key: &[&str], found: usize) -> Diagnostic {
    let message = format!(
        "the key of {} has {}, this foreign key has {found}",
        quote(model),
        if key.len() == 1 {
            "one part"
        } else {
            "two parts"
        },
    );
    let parts: Vec<_> = key.iter().map(|part| format!("<{part}>")).collect();
    let help = match parts.as_slice() {
        [one] => format!("name the one field that holds it: `foreign_key: {one}`"),
        parts => format!(
            "name the fields that hold them, in this order: `foreign_key: [{}]`",
            parts.join(", ")
        ),
    };
    Diagnostic::error(code::FOREIGN_KEY, message)
        .at(at, "as many parts as the key")
        .help(help)
}

/// A field of a foreign key cannot hold the corresponding part of the key it refers to.
pub(crate) fn foreign_key_type(
    at: &Spanned<String>,
    field: Span,
    part: (&str, &str, Span),
) -> Diagnostic {
    let (model, name, part) = part;
    let message = format!(
        "{} does not hold what {} of {} holds",
        quote(at),
        quote(name),
        quote(model)
    );
    Diagnostic::error(code::FOREIGN_KEY, message)
        .at(at.span, "the foreign key")
        .at(field, "declared here")
        .at(part, "and the key it stands for here")
        .help("give both the same type: what is stored has to be the same")
}

/// An index that would serve a relation, as it is written in a schema.
pub(crate) struct MissingIndex<'a> {
    pub(crate) model: &'a str,
    pub(crate) partition: &'a [&'a str],
}

impl MissingIndex<'_> {
    fn yaml(&self) -> String {
        let name: Vec<_> = self
            .partition
            .iter()
            .map(|part| part.strip_suffix("_id").unwrap_or(part))
            .collect();
        let partition = match self.partition {
            [one] => (*one).to_owned(),
            all => format!("[{}]", all.join(", ")),
        };
        format!(
            "indexes: {{ by_{}: {{ partition: {partition} }} }}",
            name.join("_and_")
        )
    }
}

pub(crate) fn would_scan(at: Span, relation: &str, missing: &MissingIndex<'_>) -> Diagnostic {
    let message = format!(
        "the relation {} would read all of {}: no key and no index begins with {}",
        quote(relation),
        quote(missing.model),
        list(missing.partition)
    );
    Diagnostic::error(code::WOULD_SCAN, message)
        .at(at, "not the partition key of the table, nor of an index")
        .help(format!(
            "add to {}: `{}`; with a `sort:` the related items come in its order",
            quote(missing.model),
            missing.yaml()
        ))
}

pub(crate) fn via_does_not_serve(
    via: &Spanned<String>,
    index: Option<Span>,
    missing: &MissingIndex<'_>,
    known: &[&str],
) -> Diagnostic {
    let Some(index) = index else {
        let message = format!("{} has no index {}", quote(missing.model), quote(via));
        let help = suggest::near(via, known.iter().copied())
            .unwrap_or_else(|| format!("add to {}: `{}`", quote(missing.model), missing.yaml()));
        return Diagnostic::error(code::WOULD_SCAN, message)
            .at(via.span, "unknown index")
            .help(help);
    };
    let message = format!(
        "the index {} does not find items by {}",
        quote(via),
        list(missing.partition)
    );
    Diagnostic::error(code::WOULD_SCAN, message)
        .at(via.span, "does not serve this relation")
        .at(index, "declared here")
        .help(format!(
            "name an index whose key begins with the foreign key, or add to {}: `{}`",
            quote(missing.model),
            missing.yaml()
        ))
}

pub(crate) fn several_ways(at: Span, relation: &str, indexes: &[(&str, Span)]) -> Diagnostic {
    let names: Vec<_> = indexes.iter().map(|(name, _)| *name).collect();
    let message = format!(
        "the relation {} can be read by {}",
        quote(relation),
        list(&names)
    );
    let mut diagnostic = Diagnostic::error(code::SEVERAL_WAYS, message).at(at, "by which of them?");
    for (_, index) in indexes {
        diagnostic = diagnostic.at(*index, "one");
    }
    let first = names.first().copied().unwrap_or_default();
    diagnostic.help(format!("say which: `via: {first}`"))
}

/// The field of a pair that holds a key is ambiguous.
pub(crate) fn which_field(
    at: Span,
    key: &str,
    (join, of): (&str, &str),
    candidates: &[&str],
) -> Diagnostic {
    let message = format!(
        "which field of {} holds the key of {} cannot be told",
        quote(join),
        quote(of)
    );
    let help = if candidates.is_empty() {
        format!("say which: `{key}: <field>`")
    } else {
        format!("say which: `{key}:` with {}", list(candidates))
    };
    Diagnostic::error(code::SEVERAL_WAYS, message)
        .at(at, format!("{} is needed", quote(key)))
        .help(help)
}

pub(crate) fn bad_join(
    at: Span,
    join: &str,
    declared: Span,
    reason: &str,
    help: &str,
) -> Diagnostic {
    let message = format!("{} cannot hold the pairs: {reason}", quote(join));
    Diagnostic::error(code::BAD_JOIN, message)
        .at(at, "not possible for `through`")
        .at(declared, "declared here")
        .help(help)
}

pub(crate) fn one_at_most(at: Span, name: &str, model: &str) -> Diagnostic {
    let message = format!(
        "{} has one {} at most: the foreign key is its whole key",
        quote(name),
        quote(model)
    );
    Diagnostic::error(code::ONE_AT_MOST, message)
        .at(at, "many")
        .help(format!(
            "use `has_one: {model}`, or give the related model a sort key"
        ))
}

pub(crate) fn relation_without_function(name: &Spanned<String>) -> Diagnostic {
    let message = format!("the relation name {} gives no Rust function", quote(name));
    Diagnostic::error(code::NO_IDENTIFIER, message)
        .at(name.span, "no identifier")
        .help("start it with a letter, and use letters, digits, `_`, `-` and `.` only")
}

pub(crate) fn relation_called_like_a_field(
    name: &Spanned<String>,
    field: Span,
    function: &str,
) -> Diagnostic {
    let message = format!(
        "the relation {} and a field would both be the function {}",
        quote(name),
        quote(function)
    );
    Diagnostic::error(code::NAME_COLLISION, message)
        .at(name.span, "the relation")
        .at(field, "the field")
        .help("rename the relation: nothing of it is stored")
}
