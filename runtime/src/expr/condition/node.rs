//! The syntax tree of conditions.

use aws_sdk_dynamodb::types::AttributeValue;

use dynamite_core::limits::MAX_IN_OPERANDS;

use crate::path::DocumentPath;

/// One condition.
#[derive(Clone)]
pub(crate) enum Node {
    Compare(Operand, Comparison, Operand),
    Between(Operand, AttributeValue, AttributeValue),
    /// At most [`MAX_IN_OPERANDS`] values.
    In(DocumentPath, Vec<AttributeValue>),
    Function(Function, DocumentPath),
    FunctionOf(BinaryFunction, DocumentPath, AttributeValue),
    Group(Join, Vec<Node>),
    Not(Box<Node>),
}

/// An operand of a comparison.
#[derive(Clone)]
pub(crate) enum Operand {
    Path(DocumentPath),
    Size(DocumentPath),
    Value(AttributeValue),
}

/// The comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Eq,
    /// `<>`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Eq => " = ",
            Self::Ne => " <> ",
            Self::Lt => " < ",
            Self::Le => " <= ",
            Self::Gt => " > ",
            Self::Ge => " >= ",
        }
    }
}

/// The functions of a path.
#[derive(Clone, Copy)]
pub(crate) enum Function {
    Exists,
    NotExists,
}

impl Function {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Exists => "attribute_exists(",
            Self::NotExists => "attribute_not_exists(",
        }
    }
}

/// The functions of a path and a value.
#[derive(Clone, Copy)]
pub(crate) enum BinaryFunction {
    Type,
    BeginsWith,
    Contains,
}

impl BinaryFunction {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Type => "attribute_type(",
            Self::BeginsWith => "begins_with(",
            Self::Contains => "contains(",
        }
    }
}

/// The logical operators.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    And,
    Or,
}

impl Join {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::And => " AND ",
            Self::Or => " OR ",
        }
    }
}

impl Node {
    /// Returns the number of operators and functions, as DynamoDB counts them.
    pub(crate) fn operators(&self) -> usize {
        match self {
            Self::Compare(left, _, right) => 1 + left.operators() + right.operators(),
            Self::Between(operand, ..) => 1 + operand.operators(),
            Self::In(..) | Self::Function(..) | Self::FunctionOf(..) => 1,
            Self::Group(_, nodes) => {
                nodes.len() - 1 + nodes.iter().map(Self::operators).sum::<usize>()
            }
            Self::Not(node) => 1 + node.operators(),
        }
    }
}

impl Node {
    /// Returns the attributes of the condition, with repetitions.
    pub(crate) fn attributes(&self) -> Vec<&'static str> {
        let mut attributes = Vec::new();
        self.for_each_path(&mut |path| attributes.push(path.root));
        attributes
    }

    /// Visits each path in the condition.
    pub(super) fn for_each_path(&self, visit: &mut impl FnMut(&DocumentPath)) {
        match self {
            Self::Compare(left, _, right) => {
                left.path().map(&mut *visit);
                right.path().map(visit);
            }
            Self::Between(operand, ..) => {
                operand.path().map(visit);
            }
            Self::In(path, _) | Self::Function(_, path) | Self::FunctionOf(_, path, _) => {
                visit(path);
            }
            Self::Group(_, nodes) => nodes.iter().for_each(|node| node.for_each_path(visit)),
            Self::Not(node) => node.for_each_path(visit),
        }
    }
}

impl Operand {
    pub(crate) fn path(&self) -> Option<&DocumentPath> {
        match self {
            Self::Path(path) | Self::Size(path) => Some(path),
            Self::Value(_) => None,
        }
    }

    fn operators(&self) -> usize {
        usize::from(matches!(self, Self::Size(_)))
    }
}

/// Joins `left` and `right` in one group, without nesting groups of the same kind.
pub(crate) fn joined(join: Join, left: Node, right: Node) -> Node {
    let mut nodes = match left {
        Node::Group(own, nodes) if own == join => nodes,
        other => vec![other],
    };
    match right {
        Node::Group(own, others) if own == join => nodes.extend(others),
        other => nodes.push(other),
    }
    Node::Group(join, nodes)
}

/// Joins conditions with `AND`; `None` if there are none.
pub(crate) fn all_of(nodes: impl IntoIterator<Item = Node>) -> Option<Node> {
    let joined = |left, right| joined(Join::And, left, right);
    nodes.into_iter().reduce(joined)
}

/// Makes one `IN` for every hundred values. There must be at least one value.
pub(crate) fn any_in(path: &DocumentPath, values: Vec<AttributeValue>) -> Node {
    if values.len() <= MAX_IN_OPERANDS {
        return Node::In(path.clone(), values);
    }
    let mut values = values.into_iter();
    let ins = std::iter::from_fn(|| {
        let next = values.by_ref().take(MAX_IN_OPERANDS).collect::<Vec<_>>();
        (!next.is_empty()).then(|| Node::In(path.clone(), next))
    });
    Node::Group(Join::Or, ins.collect())
}
