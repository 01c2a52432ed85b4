//! The models of `schemas/`, generated at build time, as in any user's project.
#![forbid(unsafe_code)]

#[cfg(doctest)]
mod guide;
pub mod money;

dynamite::include_models!();
