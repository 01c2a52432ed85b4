//! Types.

use super::{quote, suggest};
use crate::diagnostics::{Diagnostic, code};
use crate::ir::{Field, Scalar};
use crate::source::{Span, Spanned};

pub(crate) fn unknown_type<'k>(
    name: &Spanned<String>,
    other: Option<&str>,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let help = match other {
        Some(ours @ ("list" | "map" | "set")) => {
            format!("{}, with what is inside: `{ours}<string>`", suggest::called(ours))
        }
        Some(ours @ "json") => format!(
            "{}; a type with fields of its own is declared below `types:`",
            suggest::called(ours)
        ),
        Some(ours) => suggest::called(ours),
        None if matches!(name.as_str(), "enum" | "union" | "struct") => {
            "declare it below `types:`, such as `Role: { enum: [admin, guest] }`, and write its name here"
                .to_owned()
        }
        None => suggest::near(name, known).unwrap_or_else(|| {
            format!(
                "declare {} below `types:`, or use a built-in type",
                quote(name)
            )
        }),
    };
    no_type(name).help(help)
}

/// Adds the help for documentation in a place where all keys are fields.
pub(crate) fn doc_as_field(problem: Diagnostic) -> Diagnostic {
    problem.help("`doc` is a field here; documentation stands beside `fields:`, in the long form")
}

pub(crate) fn optional_by_name(name: &Spanned<String>, inner: &str) -> Diagnostic {
    // `Option<String>`: the inner type is called as elsewhere, too.
    let inner = inner.trim_end_matches('?');
    let lower = inner.to_ascii_lowercase();
    let inner = if Scalar::named(&lower).is_some() {
        &lower
    } else {
        inner
    };
    no_type(name).help(format!(
        "what may be absent ends in `?`: {}",
        quote(&format!("{inner}?"))
    ))
}

fn no_type(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        code::UNKNOWN_TYPE,
        format!("there is no type {}", quote(name)),
    )
    .at(name.span, "unknown type")
}

/// `text` is the whole type, and `found` the character at the place.
pub(crate) fn type_syntax(at: Span, expected: &str, found: Option<char>, text: &str) -> Diagnostic {
    let help = syntax_help(found, text);
    let found = found.map_or_else(|| "the end".to_owned(), |c| quote(&c.to_string()));
    Diagnostic::error(
        code::TYPE_SYNTAX,
        format!("malformed type: expected {expected}, found {found}"),
    )
    .at(at, format!("expected {expected}"))
    .help(help)
}

/// Returns the spelling here of type syntax from other languages.
fn syntax_help(found: Option<char>, text: &str) -> &'static str {
    match found {
        Some(',' | ';') if text.ends_with([',', ';']) => "nothing stands behind a type in its line",
        Some(',') => "a type has one argument; the keys of a map are strings: `map<i64>`",
        Some('[') if text.ends_with("[]") => "a list is written `list<string>`",
        Some('[') => "what is inside stands in angle brackets: `list<string>`",
        Some('(') => {
            "a size is a rule: `{ type: string, max_length: 20 }`, `{ type: decimal, max: 999.99 }`"
        }
        Some('|') => "what may be absent ends in `?`: `string?`",
        Some('?') => "the `?` of what may be absent is at the end: `string?`",
        Some('!') => "a field is required unless its type ends in `?`",
        Some(':') => {
            "a type of your own is declared below `types:`, such as \
             `Money: { rust: \"crate::money::Money\" }`, and named here"
        }
        _ => "types look like `string`, `ulid?`, `list<Profile>`, `map<list<i64>>`, `set<string>`",
    }
}

pub(crate) fn type_too_deep(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        code::TYPE_SYNTAX,
        format!("this type is nested more than {limit} deep"),
    )
    .at(at, "too deep")
    .help("DynamoDB nests values 32 levels deep at most")
}

pub(crate) fn missing_argument(at: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        code::TYPE_SYNTAX,
        format!("{} needs to know of what", quote(name)),
    )
    .at(at, "of what?")
    .help(format!("write `{name}<string>`, for example"))
}

pub(crate) fn needless_argument(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        code::TYPE_SYNTAX,
        format!("{} takes no type in `<>`", quote(name)),
    )
    .at(name.span, "not a collection")
    .help("only `list`, `map` and `set` do")
}

pub(crate) fn inner_optional(at: Span) -> Diagnostic {
    Diagnostic::error(code::INNER_OPTIONAL, "only a whole field can be optional")
        .at(at, "this cannot be absent")
        .help("write `?` at the end of the type (`list<string>?`), or leave absent items out")
}

pub(crate) fn set_in_collection(at: Span) -> Diagnostic {
    Diagnostic::error(code::BAD_SET, "a set cannot be inside a list or map")
        .at(at, "an empty set has no stored form here")
        .help("use a list, or a nested type that holds the set as a field")
}

pub(crate) fn bad_set(at: Span, item: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_SET, format!("a set cannot hold {}", quote(item)))
        .at(at, "not a built-in string, exact number, or bytes")
        .help(format!(
            "a set holds {}; use a list for others",
            super::plurals(|scalar| scalar.key_kind().is_some(), "or")
        ))
}

pub(crate) fn model_as_type(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(code::MODEL_AS_TYPE, format!("{} is a model, not a type", quote(name)))
        .at(name.span, "items of a model live in a table of their own")
        .help("store its key, and declare a relation below `relations:`. For a value inside this item, declare a nested type")
}

pub(crate) fn cyclic_type(name: &str, at: Span, through: &[(&str, Span)]) -> Diagnostic {
    let mut diagnostic = Diagnostic::error(
        code::CYCLE,
        format!("the type {} contains itself", quote(name)),
    )
    .at(at, "declared here");
    for (field, span) in through {
        diagnostic = diagnostic.at(*span, format!("by way of {}", quote(field)));
    }
    diagnostic.help("put a `list<…>` or `map<…>` in between: a value of this type could never end")
}

/// `path` leads from the field of a model to the deepest value in it.
pub(crate) fn nested_too_deep(path: &[&Field], levels: usize, limit: usize) -> Diagnostic {
    let names: Vec<_> = path.iter().map(|field| quote(&field.name)).collect();
    let message = format!(
        "the field {} nests {levels} levels deep; DynamoDB allows {limit}",
        names.first().map_or("", String::as_str)
    );
    let mut diagnostic = Diagnostic::error(code::NESTED_TOO_DEEP, message);
    if let [first, between @ ..] = path {
        diagnostic = diagnostic.at(first.span, "from here");
        if let Some(last) = between.last() {
            diagnostic = diagnostic.at(last.span, "as deep as this");
        }
    }
    diagnostic.help(format!(
        "flatten some of the types on the way, or store a part as an item of its own; the way is {}",
        names.join(" ")
    ))
}

pub(crate) fn empty_type(at: Span, name: &str, what: &str, members: &str) -> Diagnostic {
    Diagnostic::error(
        code::EMPTY_TYPE,
        format!("the {what} {} has no {members}", quote(name)),
    )
    .at(at, "no value of it could exist")
    .help(format!("list at least one, or remove the {what}"))
}

/// `found` is the type of the variant.
pub(crate) fn no_scalar(at: Span, variant: &str, found: &str) -> Diagnostic {
    let message = format!(
        "the variant {} of an untagged union cannot hold {}",
        quote(variant),
        quote(found)
    );
    Diagnostic::error(code::UNTAGGED, message)
        .at(at, "not a scalar of one kind")
        .help("a variant holds one scalar: `string`, `decimal`, `bytes`, `bool`, a time or an id. For what may be absent, put `?` behind the type of the field; for maps, use a union with a tag")
}

pub(crate) fn too_few_variants(union: &Spanned<String>) -> Diagnostic {
    let message = format!(
        "the untagged union {} has fewer than two variants",
        quote(union)
    );
    Diagnostic::error(code::UNTAGGED, message)
        .at(union.span, "there is nothing to tell apart")
        .help("list at least two, or use the scalar type in its place")
}

/// `names` are those of two variants, of which the first stands further up.
pub(crate) fn same_kind(names: [(&str, Span); 2], kind: &str) -> Diagnostic {
    let [(first, first_at), (second, second_at)] = names;
    let message = format!(
        "the variants {} and {} are both stored as {}",
        quote(first),
        quote(second),
        quote(kind)
    );
    Diagnostic::error(code::UNTAGGED, message)
        .at(second_at, "this one")
        .at(first_at, "and this one")
        .help("reading an item, only the kind of the value is known: strings and most times and ids are `S`, numbers and epochs `N`, bytes `B`, bools `BOOL`. Remove one, or store it in another form with `as:`")
}

pub(crate) fn tag_collision(tag: &str, tag_at: Span, field: Span, variant: &str) -> Diagnostic {
    let message = format!(
        "the variant {} stores a field as {}, which is where the union stores its tag",
        quote(variant),
        quote(tag)
    );
    Diagnostic::error(code::TAG_COLLISION, message)
        .at(field, "this field")
        .at(tag_at, "this union")
        .help("name another attribute with `tag:`, or store the field elsewhere with `attribute:`")
}

/// `holder` is a field whose lists or maps hold values of the type.
pub(crate) fn unknown_is_lost(name: &str, at: Span, holder: (&str, Span)) -> Diagnostic {
    let message = format!(
        "writing lists or maps of {} loses attributes that it does not declare",
        quote(name)
    );
    Diagnostic::warning(code::UNKNOWN_IS_LOST, message)
        .at(at, "a newer program may store more")
        .at(holder.1, format!("values of it are inside of {}", quote(holder.0)))
        .help("`unknown: keep` keeps them; `unknown: drop` says that they may be lost. Both stand beside `fields:` or `union:`")
}

pub(crate) fn rest_taken(owner: &str, field: &Field, at: Span) -> Diagnostic {
    let message = format!(
        "the field {} of {} is called `rest` in Rust, as what `unknown: keep` keeps is",
        quote(&field.name),
        quote(owner)
    );
    Diagnostic::error(code::GENERATED_COLLISION, message)
        .at(field.span, "this field")
        .at(at, "this type keeps what it does not declare in `rest`")
        .help("give the field another `rust_name`")
}

/// `key` names the attribute in the schema: `tag` or `content`.
pub(crate) fn tag_length(at: Span, key: &str, bytes: usize, limit: usize) -> Diagnostic {
    let message =
        format!("the name of the {key} is {bytes} bytes long; DynamoDB allows 1 to {limit}");
    Diagnostic::error(code::ATTRIBUTE_LENGTH, message)
        .at(at, "its name is stored in every value")
        .help(format!("give it another name with `{key}:`"))
}

pub(crate) fn tag_is_content(tag: &str, union: &str, at: Span) -> Diagnostic {
    let message = format!(
        "the union {} stores its tag and its content as {}",
        quote(union),
        quote(tag)
    );
    Diagnostic::error(code::TAG_COLLISION, message)
        .at(at, "this union")
        .help("name another attribute with `tag:` or `content:`")
}
