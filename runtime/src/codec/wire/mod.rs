//! DynamoDB JSON, the wire format.
//!
//! A [`Scanner`] walks over JSON text without building a tree. [`Scanner::item`] reads one item of
//! a response with a [`WireReader`]; a [`WireWriter`] writes one.

mod quoted;
mod reader;
mod scanner;
mod skip;
mod unescape;
mod writer;

pub use reader::WireReader;
pub use scanner::Scanner;
pub use writer::WireWriter;
