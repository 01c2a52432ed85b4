//! The models of each version of one schema. README.md says what is shown where.
#![forbid(unsafe_code)]

include!(concat!(env!("OUT_DIR"), "/versions.rs"));
