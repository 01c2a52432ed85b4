//! The texts of all diagnostics.
//!
//! One function per problem; it takes names and places and returns the diagnostic.

#[cfg(feature = "expressions")]
mod expressions;
mod fields;
mod files;
mod indexes;
mod keys;
#[cfg(feature = "migrations")]
mod migrated_fields;
#[cfg(feature = "migrations")]
mod migrations;
mod names;
mod phases;
mod relations;
mod rules;
mod serde;
mod shape;
mod suggest;
mod tables;
mod types;
mod unique;

#[cfg(feature = "expressions")]
pub(crate) use expressions::*;
pub(crate) use fields::*;
pub(crate) use files::*;
pub(crate) use indexes::*;
pub(crate) use keys::*;
#[cfg(feature = "migrations")]
pub(crate) use migrated_fields::*;
#[cfg(feature = "migrations")]
pub(crate) use migrations::*;
pub(crate) use names::*;
pub(crate) use phases::*;
pub(crate) use relations::*;
pub(crate) use rules::*;
pub(crate) use serde::*;
pub(crate) use shape::*;
pub(crate) use suggest::Meant;
pub use suggest::closest;
pub(crate) use tables::*;
pub(crate) use types::*;
pub(crate) use unique::*;

use crate::ir::{Family, Scalar};

/// Maximum length of user text that a message repeats.
const MAX_QUOTED: usize = 60;

/// Returns user text in backticks: shortened, on one line, and with invisible characters escaped.
fn quote(text: &str) -> String {
    let mut shown = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == MAX_QUOTED {
            shown.push('…');
            break;
        }
        let hidden = c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        if hidden {
            // `\n` and `\t` are shown by their usual names, all others by their numbers.
            shown.extend(c.escape_debug());
        } else {
            shown.push(c);
        }
    }
    shown.push('`');
    shown
}

/// Returns the families of the scalar types for which this holds, each once.
fn families(holds: fn(Scalar) -> bool) -> Vec<Family> {
    let scalars = Scalar::ALL.into_iter().filter(|scalar| holds(*scalar));
    let mut families: Vec<_> = scalars.map(Scalar::family).collect();
    families.dedup();
    families
}

/// Lists the types for which this holds: `strings, bytes or dates`.
fn plurals(holds: fn(Scalar) -> bool, conjunction: &str) -> String {
    let families = families(holds);
    let names = families.iter().map(|family| match family.name() {
        name if name.ends_with('s') => name.to_owned(),
        name => format!("{name}s"),
    });
    let mut names: Vec<_> = names.collect();
    let last = names.pop().unwrap_or_default();
    format!("{} {conjunction} {last}", names.join(", "))
}

/// Returns a list such as "`a`, `b` or `c`".
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => quote(one),
        [all @ .., last] => {
            let all: Vec<_> = all.iter().map(|word| quote(word)).collect();
            format!("{} or {}", all.join(", "), quote(last))
        }
    }
}
