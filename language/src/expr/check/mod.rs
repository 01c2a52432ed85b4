//! Types of expressions: a tree to a checked expression, or diagnostics.

mod arguments;
mod bind;
mod calls;
mod names;
mod operators;

use std::collections::BTreeMap;

use dynamite_core::expr::Value;

use super::environment::Environment;
use super::node::{Node, NodeKind};
use super::place::Place;
use super::syntax::{At, Tree, TreeKind};
use super::types::{Kind, Type};
use crate::diagnostics::{Diagnostic, catalogue};

/// Checks a tree. All problems are reported; what follows from one is not.
pub(super) fn check(
    tree: &Tree,
    place: &Place,
    environment: &dyn Environment,
    expected: Option<&Type>,
) -> Result<Node, Vec<Diagnostic>> {
    let mut checker = Checker {
        environment,
        place,
        problems: Vec::new(),
        variables: Vec::new(),
    };
    let node = checker.check(tree);
    if let (Some(node), Some(expected)) = (&node, expected) {
        checker.check_result(node, expected);
    }
    match node {
        Some(node) if checker.problems.is_empty() => Ok(node),
        _ => Err(checker.problems),
    }
}

struct Checker<'e> {
    environment: &'e dyn Environment,
    place: &'e Place,
    problems: Vec<Diagnostic>,
    /// The variables of the functions around, from the outermost.
    variables: Vec<(String, Type)>,
}

impl Checker<'_> {
    /// Reports a problem; returns nothing, as the part of the expression has no meaning.
    fn refuse<T>(&mut self, problem: Diagnostic) -> Option<T> {
        self.problems.push(problem);
        None
    }

    fn wrong_type<T>(
        &mut self,
        at: At,
        expected: &str,
        found: &Type,
        help: Option<&str>,
    ) -> Option<T> {
        let span = self.place.span(at);
        let found = self.described(found);
        self.refuse(catalogue::expression_type(span, expected, &found, help))
    }

    fn may_be_null<T>(&mut self, at: At) -> Option<T> {
        let span = self.place.span(at);
        self.refuse(catalogue::may_be_null(span))
    }

    /// Returns a type as it is called in messages.
    fn described(&self, ty: &Type) -> String {
        match &ty.kind {
            Kind::Record(id) => self.environment.record_name(*id),
            Kind::List(of) => format!("list<{}>", self.described(of)),
            Kind::Map(of) => format!("map<{}>", self.described(of)),
            _ => ty.to_string(),
        }
    }

    fn check_result(&mut self, node: &Node, expected: &Type) {
        let any = Type {
            nullable: true,
            ..expected.clone()
        };
        if !node.ty.fits(&any) {
            let expected = self.described(expected);
            self.wrong_type::<()>(node.at, &expected, &node.ty, None);
        } else if !node.ty.fits(expected) {
            self.may_be_null::<()>(node.at);
        }
    }

    fn check(&mut self, tree: &Tree) -> Option<Node> {
        let at = tree.at;
        let constant = |value: Value, ty: Type| {
            let kind = NodeKind::Constant(value);
            Some(Node { kind, ty, at })
        };
        match &tree.kind {
            TreeKind::Null => constant(Value::Null, Type::null()),
            TreeKind::Bool(value) => constant((*value).into(), Kind::Bool.required()),
            TreeKind::Number(value) => constant((*value).into(), Kind::Number.required()),
            TreeKind::String(value) => constant(value.as_str().into(), Kind::String.required()),
            TreeKind::Name(name) => self.name(name, at),
            TreeKind::Constant(name) => self.named_constant(name, at),
            TreeKind::Member(of, name) => self.member(of, name, at),
            TreeKind::Index(of, index) => self.index(of, index, at),
            TreeKind::Call(name, arguments) => self.call(name, arguments, at),
            TreeKind::Lambda(..) => {
                let span = self.place.span(at);
                self.refuse(catalogue::function_as_value(span))
            }
            TreeKind::List(items) => self.list(items, at),
            TreeKind::Map(entries) => {
                let (keys, values): (Vec<_>, Vec<_>) = entries
                    .iter()
                    .map(|(key, value)| (&key.text, value))
                    .unzip();
                self.map(&keys, &values, at)
            }
            TreeKind::Unary(operator, operand) => self.unary(*operator, operand, at),
            TreeKind::Binary(operator, left, right) => self.binary(*operator, left, right, at),
        }
    }

    /// Checks all of some trees, even if one is wrong.
    fn check_all<'t>(&mut self, trees: impl IntoIterator<Item = &'t Tree>) -> Option<Vec<Node>> {
        let nodes: Vec<_> = trees.into_iter().map(|it| self.check(it)).collect();
        nodes.into_iter().collect()
    }

    fn list(&mut self, items: &[Tree], at: At) -> Option<Node> {
        let nodes = self.check_all(items)?;
        let mut of = Kind::Null.required();
        for node in &nodes {
            let Some(common) = of.with(&node.ty) else {
                let expected = self.described(&of);
                let help = Some("the items of a list are of one type");
                return self.wrong_type(node.at, &expected, &node.ty, help);
            };
            of = common;
        }
        let constants: Option<Vec<_>> = nodes.iter().map(|it| it.constant().cloned()).collect();
        let kind = match constants {
            Some(items) => NodeKind::Constant(Value::list(items)),
            None => NodeKind::List(nodes),
        };
        let ty = Kind::list(of).required();
        Some(Node { kind, ty, at })
    }

    /// Checks a map. Values of different types make it a map of anything.
    fn map(&mut self, keys: &[&String], values: &[&Tree], at: At) -> Option<Node> {
        let nodes = self.check_all(values.iter().copied())?;
        let of = nodes
            .iter()
            .try_fold(Kind::Null.required(), |of, node| of.with(&node.ty));
        let of = of.unwrap_or(Kind::Json.optional());
        let keys = || keys.iter().map(|key| (*key).clone());
        let constants: Option<Vec<_>> = nodes.iter().map(|it| it.constant().cloned()).collect();
        let kind = match constants {
            Some(values) => {
                let entries: BTreeMap<_, _> = keys().zip(values).collect();
                NodeKind::Constant(Value::map(entries))
            }
            None => NodeKind::Map(keys().zip(nodes).collect()),
        };
        let ty = Kind::map(of).required();
        Some(Node { kind, ty, at })
    }
}
