//! Expressions that are compiled once and evaluated on many items.

use std::collections::BTreeSet;
use std::fmt;

use dynamite_core::expr::Value;

use super::check::check;
use super::environment::Environment;
use super::evaluate::{Context, EvaluateError, evaluate};
use super::idempotent::is_idempotent;
use super::node::Node;
use super::place::{ExpressionText, Place};
use super::reads::{ReadPath, collect, copied, uses_now};
use super::syntax::{parse, print};
use super::types::Type;
use crate::diagnostics::{Diagnostic, catalogue};

/// An expression whose names and types are checked.
#[derive(Clone)]
pub struct Expression {
    root: Node,
    text: String,
    place: Place,
    reads: BTreeSet<ReadPath>,
    uses_now: bool,
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// All problems: of the syntax the first one, of names and types each.
    pub fn compile(
        text: &ExpressionText<'_>,
        environment: &dyn Environment,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::of(text, environment, None)
    }

    /// Compiles an expression whose value must be of a type.
    ///
    /// # Errors
    /// All problems, also if the value is of another type or may be null.
    pub fn compile_as(
        text: &ExpressionText<'_>,
        environment: &dyn Environment,
        expected: &Type,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::of(text, environment, Some(expected))
    }

    fn of(
        text: &ExpressionText<'_>,
        environment: &dyn Environment,
        expected: Option<&Type>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let place = text.place();
        let tree = parse(text.text()).map_err(|error| {
            let span = place.span(error.at);
            vec![if error.is_budget {
                catalogue::expression_too_large(span, &error.message)
            } else {
                catalogue::expression_syntax(span, &error.message, error.help.as_deref())
            }]
        })?;
        let root = check(&tree, place, environment, expected)?;
        let mut reads = BTreeSet::new();
        collect(&root, &mut reads);
        Ok(Self {
            uses_now: uses_now(&root),
            root,
            text: print(&tree),
            place: place.clone(),
            reads,
        })
    }

    /// Returns the type of its values.
    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// Returns the paths that it reads, by stored names. Not all are read of every item: of a choice
    /// only one side is.
    pub fn reads(&self) -> &BTreeSet<ReadPath> {
        &self.reads
    }

    /// Returns its value, if it is a constant.
    pub fn constant(&self) -> Option<&Value> {
        self.root.constant()
    }

    /// Returns the path whose value it copies, if that is all it does.
    pub fn copied(&self) -> Option<ReadPath> {
        copied(&self.root)
    }

    /// Returns `true` if its value, once it is stored where this path is, stays the same however often it
    /// is evaluated again. `others` are the names of functions that the value goes through when it is
    /// stored. `false` if that is not known.
    pub fn is_idempotent(&self, on: &ReadPath, others: &[&'static str]) -> bool {
        is_idempotent(&self.root, on, others)
    }

    /// Returns `true` if its value depends on the start of the run.
    pub fn uses_now(&self) -> bool {
        self.uses_now
    }

    /// Evaluates it on an item.
    ///
    /// # Errors
    /// If a function or operator has no result, a stored value is of another type than the schema
    /// says, or the evaluation takes too many steps.
    pub fn evaluate(&self, context: &Context<'_>) -> Result<Value, EvaluateError> {
        evaluate(&self.root, &self.place, context)
    }
}

/// Its text in one form, whatever blanks and brackets it was written with: equal texts are equal
/// expressions, so checksums are of this.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ty = self.ty();
        write!(f, "Expression({} as {ty})", self.text)
    }
}
