//! The expression language: one parser, one check of types and one evaluation for every place in
//! which a value is computed from an item.
//!
//! [`Expression::compile`] takes text and an [`Environment`] that knows fields and their types;
//! [`Expression::evaluate`] takes the values of an item. An expression has one kind of value and may
//! be null or not. It always ends, within limits of size and work, and always with the same value:
//! there are no loops besides functions of the items of a list, and `now()` is given.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use dynamite_schema::expr::{Context, ExampleFields, Expression, ExpressionText, Value};
//! use dynamite_schema::source::Sources;
//!
//! let mut sources = Sources::default();
//! let text = "concat(lower(name), coalesce(nickname, \"\"))";
//! let file = sources.add("greeting", text);
//!
//! let text = ExpressionText::of_file(file, text);
//! let expression = Expression::compile(&text, &ExampleFields).expect("an expression");
//! assert_eq!(expression.ty().to_string(), "string");
//!
//! let item = BTreeMap::from([("name".to_owned(), Value::from("Ada"))]);
//! let now = "2026-01-31T12:00:00Z".parse().expect("a time");
//! let context = Context { now, attributes: &item };
//! assert_eq!(expression.evaluate(&context), Ok(Value::from("ada")));
//! ```

mod check;
mod environment;
mod evaluate;
mod examples;
mod expression;
mod functions;
mod idempotent;
mod node;
mod place;
mod reads;
mod schema_fields;
mod syntax;
#[cfg(test)]
mod tests;
mod types;

pub use dynamite_core::expr::{FunctionError, Value};
pub use environment::{Environment, FieldType, Owner};
pub use evaluate::{Attributes, Context, EvaluateError, EvaluateProblem};
pub use examples::ExampleFields;
pub use expression::Expression;
pub use functions::functions_markdown;
pub use place::ExpressionText;
pub use reads::{ReadPath, ReadStep};
pub use schema_fields::SchemaFields;
pub use types::{Kind, RecordId, Type};
