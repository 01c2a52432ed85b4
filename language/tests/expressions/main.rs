//! Expressions in, values or diagnostics out.

#![expect(clippy::panic, reason = "a test that cannot go on says why")]

mod answer;
mod explanations;
mod fail;
mod fuzzed;
mod guide;
#[cfg(test)]
#[path = "../../../fuzz/inputs.rs"]
mod inputs;
mod items;
mod schema;

use dynamite_schema::diagnostics::{Diagnostic, Diagnostics};
use dynamite_schema::expr::{Environment, Expression, ExpressionText};
use dynamite_schema::source::{FileId, Sources};

/// Compiles a file that is one expression.
pub(crate) fn compile(text: &str, fields: &dyn Environment) -> Result<Expression, Vec<Diagnostic>> {
    Expression::compile(&ExpressionText::of_file(FileId(0), text), fields)
}

/// The diagnostics of a file that is one expression.
pub(crate) fn diagnostics(text: &str, fields: &dyn Environment) -> Diagnostics {
    let mut sources = Sources::default();
    sources.add("expression", text);
    let problems = compile(text, fields).err().unwrap_or_default();
    Diagnostics::of_expressions(&sources, problems)
}
