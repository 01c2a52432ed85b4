//! Rust paths in schema files.

use syn::parse::Parser as _;

use crate::diagnostics::{Problems, catalogue};
use crate::source::Spanned;

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

/// A plain path from a crate: no generic arguments, which could hold any code at all, and no
/// `self` or `super`, whose meaning would depend on where the generated code stands.
fn is_path(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_:#".contains(c));
    plain
        && syn::Path::parse_mod_style
            .parse_str(text)
            .is_ok_and(|path| {
                let first = path
                    .segments
                    .first()
                    .map(|segment| segment.ident.to_string());
                let relative = matches!(first.as_deref(), Some("self" | "super" | "Self"));
                !relative && path.segments.len() > 1
            })
}
