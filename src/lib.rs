//! The models of `schemas/`, generated at build time, as in any user's project.
#![forbid(unsafe_code)]

pub mod club;
#[cfg(doctest)]
mod guide;
pub mod money;
pub mod vault;

dynamite::include_models!();
