//! Rust identifiers from names.
//!
//! Only ASCII: other letters are legal in Rust, but rustc warns of many of them, and a name that
//! looks like another one is a trap.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use super::keywords::{is_keyword, is_never_raw};

/// The snake-case identifier for a name, unescaped (`type`, not `r#type`).
pub(super) fn snake(name: &str) -> Option<String> {
    derived(name, name.to_snake_case())
}

/// The `UpperCamel` identifier for a name.
pub(super) fn upper_camel(name: &str) -> Option<String> {
    derived(name, name.to_upper_camel_case())
}

/// The identifier given for a field: snake case as rustc has it, which allows `_` at both ends.
pub(super) fn explicit_snake(name: &str) -> Option<String> {
    let is_snake = !name.contains(|c: char| c.is_ascii_uppercase());
    let fits = is_identifier(name) && is_snake && !name.trim_matches('_').contains("__");
    fits.then(|| usable(name.to_owned()))
}

/// The identifier given for a variant.
pub(super) fn explicit_camel(name: &str) -> Option<String> {
    is_upper_camel(name).then(|| usable(name.to_owned()))
}

/// Whether a model or type can be called this.
pub(crate) fn is_type_name(name: &str) -> bool {
    is_upper_camel(name) && !is_never_raw(name)
}

/// An identifier as it is written in Rust: raw if it is a keyword.
fn escaped(identifier: &str) -> String {
    if is_keyword(identifier) {
        format!("r#{identifier}")
    } else {
        identifier.to_owned()
    }
}

/// Letters, digits, and separators are what case conversion understands. It drops everything
/// else in silence, so that `é-` and `😀` would become names nobody wrote.
fn derived(name: &str, identifier: String) -> Option<String> {
    let understood = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-. :/".contains(c));
    (understood && is_identifier(&identifier)).then(|| usable(identifier))
}

fn usable(identifier: String) -> String {
    if is_never_raw(&identifier) {
        identifier + "_"
    } else {
        identifier
    }
}

/// Without a letter it would be legal in Rust, and say nothing.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_upper_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The module of a model or type, as it is written in Rust. Names that are no type names are
/// reported where they are declared.
pub(super) fn module(name: &str) -> String {
    escaped(&snake(name).unwrap_or_default())
}
