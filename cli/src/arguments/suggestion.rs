//! What is suggested for a misspelt command.

use clap::error::{ContextKind, ContextValue};
use dynamite_schema::diagnostics::closest;

/// Leaves the command that a misspelt one is closest to. clap suggests each that has some letters
/// in common with it: `schema` for `chekc`.
pub(crate) fn with_one_suggestion(mut error: clap::Error) -> clap::Error {
    let nearest = match (
        error.get(ContextKind::InvalidSubcommand),
        error.get(ContextKind::SuggestedSubcommand),
    ) {
        (Some(ContextValue::String(found)), Some(ContextValue::Strings(suggested))) => {
            closest(found, suggested.iter().map(String::as_str)).map(str::to_owned)
        }
        _ => None,
    };
    if let Some(nearest) = nearest {
        let nearest = ContextValue::Strings(vec![nearest]);
        error.insert(ContextKind::SuggestedSubcommand, nearest);
    }
    error
}
