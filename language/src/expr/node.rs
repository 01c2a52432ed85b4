//! A checked expression: names are resolved, types known, constants prepared.

use dynamite_core::expr::{Rounding, TimePattern, Value};
use regex_lite::Regex;

use super::functions::Signature;
use super::syntax::{At, BinaryOperator};
use super::types::Type;

/// A part of a checked expression.
#[derive(Clone)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) ty: Type,
    pub(super) at: At,
}

/// What a part of a checked expression is.
#[derive(Clone)]
pub(super) enum NodeKind {
    Constant(Value),
    /// The attribute with this stored name.
    Attribute(String),
    /// A constant of the context.
    Named(String),
    /// The variable of the function around it with this number, from the outermost.
    Variable(usize),
    /// The member of a record, map or `json` value with this stored name.
    Member(Box<Node>, String),
    Index(Box<Node>, Box<Node>),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
    Not(Box<Node>),
    Negate(Box<Node>),
    Binary(BinaryOperator, Box<Node>, Box<Node>),
    /// A product or quotient that is rounded.
    Rounded(Box<Rounded>),
    Call(Call),
}

/// A product or quotient that is computed exactly and rounded once.
#[derive(Clone)]
pub(super) struct Rounded {
    pub(super) operator: BinaryOperator,
    pub(super) left: Node,
    pub(super) right: Node,
    pub(super) decimals: Node,
    pub(super) mode: Rounding,
}

/// A call of a function.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) signature: &'static Signature,
    pub(super) arguments: Vec<Given>,
}

/// An argument of a call.
#[derive(Clone)]
pub(super) enum Given {
    Value(Node),
    /// The body of a function of an item.
    Lambda(Node),
    Word(&'static str),
    Regex(Regex),
    Pattern(TimePattern),
}

impl Node {
    /// Returns the value, if it is a constant.
    pub(super) fn constant(&self) -> Option<&Value> {
        match &self.kind {
            NodeKind::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the parts inside.
    pub(super) fn inside(&self) -> Vec<&Self> {
        match &self.kind {
            NodeKind::Constant(_)
            | NodeKind::Attribute(_)
            | NodeKind::Named(_)
            | NodeKind::Variable(_) => Vec::new(),
            NodeKind::Member(of, _) | NodeKind::Not(of) | NodeKind::Negate(of) => vec![of],
            NodeKind::Index(of, at) => vec![of, at],
            NodeKind::List(items) => items.iter().collect(),
            NodeKind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            NodeKind::Binary(_, left, right) => vec![left, right],
            NodeKind::Rounded(it) => vec![&it.left, &it.right, &it.decimals],
            NodeKind::Call(call) => {
                let arguments = call.arguments.iter();
                let nodes = arguments.filter_map(|argument| match argument {
                    Given::Value(node) | Given::Lambda(node) => Some(node),
                    Given::Word(_) | Given::Regex(_) | Given::Pattern(_) => None,
                });
                nodes.collect()
            }
        }
    }
}
