//! The guide says what is so: its schemas are checked, it leaves nothing out, its links lead
//! somewhere. Its Rust is compiled and run by the doc-tests of the root package.

#![expect(clippy::panic, reason = "a test that cannot go on says why")]

mod coverage;
mod links;
mod lints;
mod migrations;
mod pages;
mod schemas;
