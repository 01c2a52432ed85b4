//! DynamoDB JSON, as it is on the wire.
//!
//! A [`Scanner`] walks over JSON text without building anything. [`Scanner::item`] reads one
//! item of a response with a [`WireReader`]; a [`WireWriter`] writes one.

mod quoted;
mod reader;
mod scanner;
mod skip;
mod unescape;
mod writer;

pub use reader::WireReader;
pub use scanner::Scanner;
pub use writer::WireWriter;
