//! The tree of an expression as it is written.

use dynamite_core::Number;

use super::At;

/// A part of an expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct Tree {
    pub(in crate::expr) kind: TreeKind,
    pub(in crate::expr) at: At,
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) enum TreeKind {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    /// A field, or the variable of a function around it.
    Name(String),
    /// `$name`
    Constant(String),
    /// `of.name`
    Member(Box<Tree>, Name),
    /// `of[position]`
    Index(Box<Tree>, Box<Tree>),
    /// `name(arguments)`
    Call(Name, Vec<Tree>),
    /// `variable -> body`: only the argument of a call.
    Lambda(Name, Box<Tree>),
    List(Vec<Tree>),
    Map(Vec<(Name, Tree)>),
    Unary(UnaryOperator, Box<Tree>),
    Binary(BinaryOperator, Box<Tree>, Box<Tree>),
}

/// A name and its place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct Name {
    pub(in crate::expr) text: String,
    pub(in crate::expr) at: At,
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum UnaryOperator {
    Not,
    Minus,
}

/// An operator between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Remainder,
}

impl BinaryOperator {
    /// Every operator.
    pub(super) const ALL: [Self; 13] = [
        Self::Or,
        Self::And,
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Plus,
        Self::Minus,
        Self::Times,
        Self::Divide,
        Self::Remainder,
    ];

    /// Returns its symbol or word.
    pub(in crate::expr) const fn text(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }

    /// Returns how tightly it binds: `not` binds at 3, the sign at 7.
    pub(super) const fn binding(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal
            | Self::NotEqual
            | Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual => COMPARISON,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Divide | Self::Remainder => 6,
        }
    }
}

/// How tightly comparisons bind, of which only one can stand between two operands.
pub(super) const COMPARISON: u8 = 4;

impl UnaryOperator {
    /// Returns how tightly it binds.
    pub(super) const fn binding(self) -> u8 {
        match self {
            Self::Not => 3,
            Self::Minus => 7,
        }
    }

    /// Returns its symbol or word.
    pub(in crate::expr) const fn text(self) -> &'static str {
        match self {
            Self::Not => "not",
            Self::Minus => "-",
        }
    }
}

impl Tree {
    /// Returns the trees inside, from left to right.
    pub(super) fn inside(&self) -> Vec<&Self> {
        match &self.kind {
            TreeKind::Null
            | TreeKind::Bool(_)
            | TreeKind::Number(_)
            | TreeKind::String(_)
            | TreeKind::Name(_)
            | TreeKind::Constant(_) => Vec::new(),
            TreeKind::Member(of, _) => vec![of],
            TreeKind::Index(of, at) => vec![of, at],
            TreeKind::Call(_, arguments) => arguments.iter().collect(),
            TreeKind::Lambda(_, body) => vec![body],
            TreeKind::List(items) => items.iter().collect(),
            TreeKind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            TreeKind::Unary(_, operand) => vec![operand],
            TreeKind::Binary(_, left, right) => vec![left, right],
        }
    }

    /// Returns the number of levels, its own included.
    pub(super) fn depth(&self) -> usize {
        let inside = self.inside().into_iter().map(Self::depth);
        1 + inside.max().unwrap_or(0)
    }
}
