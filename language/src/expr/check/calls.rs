//! Calls of functions.

use super::Checker;
use super::bind::{Mismatch, Variables};
use crate::diagnostics::catalogue;
use crate::expr::evaluate::fold;
use crate::expr::functions::{self, Function, Nulls, Run, Signature, Takes};
use crate::expr::node::{Call, Given, Node, NodeKind, Rounded};
use crate::expr::syntax::{At, BinaryOperator, Name, Tree, TreeKind};
use crate::expr::types::{Kind, Type};
use dynamite_core::expr::Rounding;

/// The checked arguments that are values, each at its position.
type Values = Vec<Option<Node>>;

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &Name, trees: &[Tree], at: At) -> Option<Node> {
        let Some(function) = functions::named(&name.text) else {
            let elsewhere = functions::called_elsewhere(&name.text).map(|it| it.name);
            let known = functions::all().map(|it| it.name);
            let span = self.place.span(name.at);
            let problem = catalogue::unknown_function(span, &name.text, elsewhere, known);
            return self.refuse(problem);
        };
        let candidates: Vec<_> = function
            .signatures
            .iter()
            .filter(|it| it.has_shape(trees))
            .collect();
        let Some(first) = candidates.first() else {
            let span = self.place.span(at);
            let signatures = function.signatures_text();
            return self.refuse(catalogue::argument_count(span, function.name, &signatures));
        };
        let values = self.values(first, trees)?;
        let (signature, variables) = self.choose(&candidates, &values)?;
        self.finish(function, signature, variables, trees, values, at)
    }

    /// Checks the arguments that are values, all of them even if one is wrong.
    fn values(&mut self, signature: &Signature, trees: &[Tree]) -> Option<Values> {
        let mut is_wrong = false;
        let mut values = Vec::with_capacity(trees.len());
        for (position, tree) in trees.iter().enumerate() {
            let is_value = matches!(signature.takes(position), Some(Takes::Value(_)));
            let value = if is_value { self.check(tree) } else { None };
            is_wrong |= is_value && value.is_none();
            values.push(value);
        }
        (!is_wrong).then_some(values)
    }

    /// Returns the first signature that the values fit.
    fn choose(
        &mut self,
        candidates: &[&'static Signature],
        values: &Values,
    ) -> Option<(&'static Signature, Variables)> {
        let mut mismatches = Vec::new();
        for signature in candidates {
            match signature.bind(values) {
                Ok(variables) => return Some((signature, variables)),
                Err(mismatch) => mismatches.push(mismatch),
            }
        }
        // The signature that fits longest is meant.
        let last = mismatches.iter().map(|(position, _)| *position).max()?;
        let there = mismatches
            .into_iter()
            .filter(|(position, _)| *position == last);
        let mut expected = Vec::new();
        for (_, mismatch) in there {
            match mismatch {
                Mismatch::Null => return self.may_be_null(values.get(last)?.as_ref()?.at),
                Mismatch::Kind(kind) if !expected.contains(&kind) => expected.push(kind),
                Mismatch::Kind(_) => {}
            }
        }
        let node = values.get(last)?.as_ref()?;
        let help = conversion(&expected, &node.ty.kind);
        self.wrong_type(node.at, &expected.join(" or "), &node.ty, help)
    }

    /// Checks the arguments that are no values, and makes the call.
    fn finish(
        &mut self,
        function: &'static Function,
        signature: &'static Signature,
        mut variables: Variables,
        trees: &[Tree],
        values: Values,
        at: At,
    ) -> Option<Node> {
        let nullable = is_nullable(signature, &values);
        let mut arguments = Vec::with_capacity(values.len());
        for (position, (tree, value)) in trees.iter().zip(values).enumerate() {
            let given = match (signature.takes(position)?, value) {
                (Takes::Value(sig), Some(node)) => {
                    self.check_zone(sig, &node)?;
                    Given::Value(node)
                }
                (Takes::Value(_), None) => return None,
                (Takes::Constant(constant), _) => self.constant_argument(constant, tree)?,
                (Takes::Lambda(result), _) => self.lambda(result, tree, &mut variables)?,
            };
            arguments.push(given);
        }
        let ty = variables.resolve(signature.result);
        let ty = match nullable {
            Some(nullable) => Type { nullable, ..ty },
            None => ty,
        };
        let call = Call {
            name: function.name,
            signature,
            arguments,
        };
        let kind = rounded(call);
        let node = Node { kind, ty, at };
        self.folded(node)
    }

    fn lambda(
        &mut self,
        result: functions::Sig,
        tree: &Tree,
        variables: &mut Variables,
    ) -> Option<Given> {
        let TreeKind::Lambda(variable, body) = &tree.kind else {
            return None;
        };
        let item = variables.resolve(functions::Sig::T);
        self.variables.push((variable.text.clone(), item));
        let body = self.check(body);
        self.variables.pop();
        let body = body?;
        match variables.bind(result, &body.ty, Nulls::Taken) {
            Ok(()) => Some(Given::Lambda(body)),
            Err(Mismatch::Null) => self.may_be_null(body.at),
            Err(Mismatch::Kind(kind)) => self.wrong_type(body.at, &kind, &body.ty, None),
        }
    }

    /// Evaluates a call whose arguments are all constants, so that its errors are found now.
    fn folded(&mut self, node: Node) -> Option<Node> {
        match fold(&node) {
            None => Some(node),
            Some(Ok(value)) => {
                let kind = NodeKind::Constant(value);
                Some(Node { kind, ..node })
            }
            Some(Err(error)) => {
                let span = self.place.span(node.at);
                self.refuse(catalogue::bad_constant(span, &error.to_string()))
            }
        }
    }
}

/// Returns how a value is converted to the type that is expected.
fn conversion(expected: &[String], found: &Kind) -> Option<&'static str> {
    let [expected] = expected else {
        return None;
    };
    match (expected.as_str(), found) {
        ("string", Kind::Bytes) => Some("convert it with `base64`"),
        ("string", Kind::Bool | Kind::Number | Kind::Timestamp | Kind::Date | Kind::Json) => {
            Some("convert it with `to_string`")
        }
        ("number", Kind::String | Kind::Json) => Some("convert it with `to_number`"),
        ("number", Kind::Timestamp) => Some("convert it with `epoch_seconds` or `epoch_millis`"),
        ("bool", Kind::String | Kind::Json) => Some("convert it with `to_bool`"),
        ("timestamp", Kind::String) => Some("convert it with `parse_time`"),
        ("timestamp", Kind::Number) => {
            Some("convert it with `from_epoch_seconds` or `from_epoch_millis`")
        }
        ("timestamp", Kind::Date) => Some("convert it with `start_of_day`"),
        ("date", Kind::String) => Some("convert it with `parse_date`"),
        ("date", Kind::Timestamp) => Some("convert it with `date_of`"),
        ("bytes", Kind::String) => Some("convert it with `to_bytes` or `parse_base64`"),
        (list, Kind::Set(_) | Kind::Json) if list.starts_with("list") => {
            Some("convert it with `to_list`")
        }
        (map, Kind::Json) if map.starts_with("map") => Some("convert it with `to_map`"),
        _ => None,
    }
}

/// Returns whether the result may be null because of arguments; nothing if its type says it.
fn is_nullable(signature: &Signature, values: &Values) -> Option<bool> {
    let mut nullable = values.iter().flatten().map(|node| node.ty.nullable);
    match (signature.run, signature.nulls) {
        (Run::Coalesce, _) => Some(nullable.all(|it| it)),
        (_, Nulls::Propagate) if nullable.any(|it| it) => Some(true),
        _ => None,
    }
}

/// Makes the rounding of a product or quotient one operation.
fn rounded(mut call: Call) -> NodeKind {
    let parts = match (call.name, call.arguments.as_mut_slice()) {
        (
            "round",
            [
                Given::Value(number),
                Given::Value(decimals),
                Given::Word(mode),
            ],
        ) => match (&number.kind, Rounding::named(mode)) {
            (
                NodeKind::Binary(
                    operator @ (BinaryOperator::Times | BinaryOperator::Divide),
                    left,
                    right,
                ),
                Some(mode),
            ) => Some(Rounded {
                operator: *operator,
                left: (**left).clone(),
                right: (**right).clone(),
                decimals: decimals.clone(),
                mode,
            }),
            _ => None,
        },
        _ => None,
    };
    match parts {
        Some(rounded) => NodeKind::Rounded(Box::new(rounded)),
        None => NodeKind::Call(call),
    }
}
