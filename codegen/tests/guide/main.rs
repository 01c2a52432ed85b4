//! The guide says what is so: its schemas are checked, it leaves nothing out, its links lead
//! somewhere. Its Rust is compiled and run by the doc-tests of the root package.

mod coverage;
mod links;
mod pages;
mod schemas;
