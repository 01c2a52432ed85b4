//! Rust paths in schema files.

use super::keywords::{is_keyword, is_never_raw};
use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;

/// The types that Rust knows by a name alone. None of them is its own codec.
const BUILT_IN: [&str; 18] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize", "str", "String",
];

/// The word for a codec by serde.
pub(super) const SERDE: &str = "serde";

/// Reports the path of a declared type if it cannot name one, and a built-in type without a codec.
pub(super) fn check_declared(
    path: &Spanned<String>,
    codec: Option<&Spanned<String>>,
    problems: &mut Problems,
) {
    let is_built_in = BUILT_IN.contains(&path.as_str());
    if !is_built_in {
        check_type(path, problems);
    } else if path.as_str() == "str" || codec.is_none() {
        problems.push(catalogue::no_codec(path));
    }
    if let Some(codec) = codec.filter(|codec| codec.as_str() != SERDE) {
        check_type(codec, problems);
    }
}

/// Reports a path that cannot name a type or codec.
pub(super) fn check_type(path: &Spanned<String>, problems: &mut Problems) {
    if !is_path(path) {
        problems.push(catalogue::bad_rust_path(
            path,
            "a type",
            "crate::money::Money",
        ));
    }
}

/// Reports a path that cannot name a derive macro. Those of Rust itself need no path. Returns `true`
/// if it can.
pub(super) fn check_derive(path: &Spanned<String>, problems: &mut Problems) -> bool {
    let is_derive = OF_RUST.contains(&path.as_str()) || is_path(path);
    if !is_derive {
        problems.push(catalogue::bad_rust_path(
            path,
            "a derive macro",
            "utoipa::ToSchema",
        ));
    }
    is_derive
}

/// The derive macros of Rust.
const OF_RUST: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// Reports a path that cannot name a function.
pub(super) fn check_function(path: &Spanned<String>, problems: &mut Problems) {
    if !is_path(path) {
        problems.push(catalogue::bad_rust_path(
            path,
            "a function",
            "crate::ids::next",
        ));
    }
}

/// Returns `true` for a plain path from a crate. Generic arguments could hold any code, and `self`
/// or `super` would depend on the place of the generated code.
fn is_path(text: &str) -> bool {
    let in_this_crate = text.strip_prefix("crate::");
    let names = in_this_crate.unwrap_or_else(|| text.strip_prefix("::").unwrap_or(text));
    let has_crate = in_this_crate.is_some() || names.contains("::");
    has_crate && names.split("::").all(is_name)
}

/// Returns `true` if it names an item of a module: an identifier, raw or not.
fn is_name(text: &str) -> bool {
    let (name, is_free) = match text.strip_prefix("r#") {
        Some(name) => (name, !is_never_raw(name)),
        None => (text, !is_keyword(text)),
    };
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    is_free && starts && name.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_path_begins_at_a_crate_and_nowhere_else() {
        for right in [
            "crate::A",
            "a::B",
            "::a::B",
            "crate::a::r#fn",
            "a::r#type::crates",
        ] {
            assert!(is_path(right), "{right}");
        }
        for wrong in [
            "A",
            "crate",
            "::crate::A",
            "crate::crate::A",
            "crate::self::A",
            "a::super::B",
            "self::A",
            "super::A",
            "Self::A",
            "crate::fn::A",
            "crate::A<B>",
            "crate::A::",
            "crate::r#self::A",
            "a::_",
            "a:B",
            "a::1",
            "a::b-c",
            "",
        ] {
            assert!(!is_path(wrong), "{wrong}");
        }
    }
}
