//! Rust identifiers from names.
//!
//! Only ASCII: other letters are legal in Rust, but rustc warns of many of them, and names that
//! look alike are error-prone.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

use super::keywords::{is_keyword, is_never_raw};

/// Returns the snake-case identifier for a name, unescaped (`type`, not `r#type`).
pub(crate) fn snake(name: &str) -> Option<String> {
    derived(name, name.to_snake_case())
}

/// Returns the `UpperCamel` identifier for a name.
pub(crate) fn upper_camel(name: &str) -> Option<String> {
    derived(name, name.to_upper_camel_case())
}

/// Returns the identifier given for a field: snake case by rustc's definition, which allows `_` at
/// both ends.
pub(super) fn explicit_snake(name: &str) -> Option<String> {
    let is_snake = !name.contains(|c: char| c.is_ascii_uppercase());
    let fits = is_identifier(name) && is_snake && !name.trim_matches('_').contains("__");
    fits.then(|| usable(name.to_owned()))
}

/// Returns the identifier given for a variant.
pub(super) fn explicit_camel(name: &str) -> Option<String> {
    is_upper_camel(name).then(|| usable(name.to_owned()))
}

/// Returns `true` if a model or type can have this name.
pub(crate) fn is_type_name(name: &str) -> bool {
    is_upper_camel(name) && !is_never_raw(name)
}

/// Returns an identifier as it is written in Rust: raw if it is a keyword.
fn escaped(identifier: &str) -> String {
    if is_keyword(identifier) {
        format!("r#{identifier}")
    } else {
        identifier.to_owned()
    }
}

/// Case conversion understands letters, digits, and separators. It silently drops everything else,
/// so that `é-` and `😀` would become names nobody wrote.
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

/// Returns `true` for an identifier with at least one letter. One without, such as `_1`, would be
/// legal in Rust, but meaningless.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.contains(|c: char| c.is_ascii_alphabetic())
}

fn is_upper_camel(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Returns the module of a model or type, as it is written in Rust. Names that are no type names
/// are reported where they are declared.
pub(super) fn module(name: &str) -> String {
    escaped(&snake(name).unwrap_or_default())
}
