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

/// Words with which a path can only begin, if at all.
const BEGINNINGS: [&str; 4] = ["crate", "self", "super", "Self"];

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
                let names = path.segments.iter().map(|it| it.ident.to_string());
                let in_this_crate = text.starts_with("crate::");
                let mut others = names.skip(usize::from(in_this_crate));
                path.segments.len() > 1 && !others.any(|it| BEGINNINGS.contains(&it.as_str()))
            })
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
            "",
        ] {
            assert!(!is_path(wrong), "{wrong}");
        }
    }
}
