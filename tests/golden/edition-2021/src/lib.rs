//! Compiles what is generated from the golden schemas, with every warning denied.
#![forbid(unsafe_code, nonstandard_style, missing_debug_implementations)]
#![deny(warnings, missing_docs, unused_qualifications)]
#![deny(clippy::pedantic)]

#[path = "../../support.rs"]
pub mod support;

include!(concat!(env!("OUT_DIR"), "/models.rs"));
