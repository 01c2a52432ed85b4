//! Rust's keywords.

/// Keywords of all editions, also those that are reserved for later ones, and `_`.
#[rustfmt::skip]
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
    "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that stay keywords as `r#…`.
const NEVER_RAW: [&str; 5] = ["_", "crate", "self", "super", "Self"];

/// Returns `true` if a word is an identifier only as `r#…`, if at all.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Returns `true` if a word is not an identifier even as `r#…`.
pub(crate) fn is_never_raw(word: &str) -> bool {
    NEVER_RAW.contains(&word)
}
