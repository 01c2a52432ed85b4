//! Failures of hooks after their writes.

use std::error::Error as StdError;
use std::fmt;

use super::HookError;

/// The failure of a hook after its write has taken place.
#[derive(Debug)]
#[non_exhaustive]
pub struct HookFailure {
    /// The model.
    pub model: &'static str,
    /// The key of the item as text, without sensitive parts.
    pub key: String,
    /// The hook: `after_create`, `after_save`, `after_update`, `after_delete` or `after_restore`.
    pub hook: &'static str,
    /// The error that the hook returned.
    pub cause: HookError,
}

impl HookFailure {
    pub(super) fn log(&self) {
        let Self {
            model,
            key,
            hook,
            cause,
        } = self;
        tracing::error!(model, key, hook, %cause, "a hook failed after its write took place");
    }
}

impl fmt::Display for HookFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            model,
            key,
            hook,
            cause,
        } = self;
        write!(
            f,
            "the hook `{hook}` of {model} {key} failed after the write took place: {cause}"
        )
    }
}

impl StdError for HookFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.cause)
    }
}
