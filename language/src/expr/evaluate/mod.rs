//! Values of checked expressions.

mod calls;
mod context;
mod error;
mod operators;

use dynamite_core::expr::{FunctionError, MAX_VALUE_BYTES, Value, functions::collections};

pub use context::{Attributes, Context};
pub use error::{EvaluateError, EvaluateProblem};

use super::functions::Run;
use super::node::{Given, Node, NodeKind};
use super::place::Place;
use super::reads::described;
use super::syntax::At;

/// Maximum number of steps of an evaluation. A step is an operation, or some bytes that are looked at
/// or made; an item of 400 KB whose list is mapped takes a few ten thousand.
const MAX_STEPS: usize = 1_000_000;

/// Bytes that count as a step.
const BYTES_A_STEP: usize = 256;

/// Evaluates an expression on an item.
pub(super) fn evaluate(
    node: &Node,
    place: &Place,
    context: &Context<'_>,
) -> Result<Value, EvaluateError> {
    let mut evaluation = Evaluation {
        context,
        variables: Vec::new(),
        steps: 0,
    };
    let problem = |(problem, at): Problem| EvaluateError {
        problem,
        span: place.span(at),
    };
    evaluation.value(node).map_err(problem)
}

/// Evaluates a call whose arguments are all constants.
pub(super) fn fold(node: &Node) -> Option<Result<Value, EvaluateProblem>> {
    let NodeKind::Call(call) = &node.kind else {
        return None;
    };
    let is_constant = |argument: &Given| match argument {
        Given::Value(node) => node.constant().is_some(),
        Given::Lambda(_) => false,
        Given::Word(_) | Given::Regex(_) | Given::Pattern(_) => true,
    };
    if !matches!(call.signature.run, Run::Plain(_)) || !call.arguments.iter().all(is_constant) {
        return None;
    }
    let nothing = std::collections::BTreeMap::new();
    let context = Context {
        now: jiff::Timestamp::UNIX_EPOCH,
        attributes: &nothing,
    };
    let mut evaluation = Evaluation {
        context: &context,
        variables: Vec::new(),
        steps: 0,
    };
    Some(evaluation.value(node).map_err(|(problem, _)| problem))
}

/// A problem, and the part of the expression that has it.
type Problem = (EvaluateProblem, At);

struct Evaluation<'e> {
    context: &'e Context<'e>,
    /// The values of the variables of the functions around.
    variables: Vec<Value>,
    steps: usize,
}

impl Evaluation<'_> {
    /// Counts work.
    fn step(&mut self, steps: usize, at: At) -> Result<(), Problem> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps > MAX_STEPS {
            return Err((EvaluateProblem::TooMuchWork, at));
        }
        Ok(())
    }

    /// Counts the work on so many bytes.
    fn bytes(&mut self, bytes: usize, at: At) -> Result<(), Problem> {
        self.step(bytes / BYTES_A_STEP, at)
    }

    /// Returns a value that was made, if an item could store it.
    fn bounded(
        &mut self,
        value: Value,
        at: At,
        problem: impl FnOnce(FunctionError) -> Problem,
    ) -> Result<Value, Problem> {
        let size = value.size().map_err(problem)?;
        self.bytes(size, at)?;
        Ok(value)
    }

    /// Returns what was read, if it is of the type that the schema says.
    fn read(&mut self, node: &Node, value: Value) -> Result<Value, Problem> {
        self.bytes(weight(&value), node.at)?;
        if node.ty.admits(&value) {
            return Ok(value);
        }
        let problem = EvaluateProblem::Stored {
            path: described(node),
            expected: node.ty.to_string(),
            found: value.kind(),
        };
        Err((problem, node.at))
    }

    fn value(&mut self, node: &Node) -> Result<Value, Problem> {
        self.step(1, node.at)?;
        match &node.kind {
            NodeKind::Constant(value) => Ok(value.clone()),
            NodeKind::Attribute(name) => self.read(node, self.context.attributes.attribute(name)),
            NodeKind::Named(name) => self.read(node, self.context.attributes.constant(name)),
            NodeKind::Variable(position) => {
                let value = self.variables.get(*position);
                Ok(value.cloned().unwrap_or(Value::Null))
            }
            NodeKind::Member(of, name) => self.member(node, of, name),
            NodeKind::Index(of, index) => self.index(node, of, index),
            NodeKind::List(items) => self.list(items, node.at),
            NodeKind::Map(entries) => self.map(entries, node.at),
            NodeKind::Not(operand) => self.not(operand),
            NodeKind::Negate(operand) => self.negate(operand),
            NodeKind::Binary(operator, left, right) => self.binary(*operator, left, right, node.at),
            NodeKind::Rounded(rounded) => self.rounded(rounded, node.at),
            NodeKind::Call(call) => self.call(call, node.at),
        }
    }

    fn member(&mut self, node: &Node, of: &Node, name: &str) -> Result<Value, Problem> {
        match self.value(of)? {
            Value::Null => Ok(Value::Null),
            Value::Map(entries) => {
                self.read(node, entries.get(name).cloned().unwrap_or(Value::Null))
            }
            other => Err(wrong("a map", &other, of.at)),
        }
    }

    fn index(&mut self, node: &Node, of: &Node, index: &Node) -> Result<Value, Problem> {
        let (of_at, of) = (of.at, self.value(of)?);
        let at = self.value(index)?;
        match (&of, &at) {
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            (Value::List(items), Value::Number(position)) => {
                let item = collections::item(items, *position);
                item.map_err(|error| operator("[]", error, index.at))
            }
            (Value::Map(entries), Value::String(key)) => {
                self.read(node, entries.get(&**key).cloned().unwrap_or(Value::Null))
            }
            (Value::List(_), other) => Err(wrong("a number", other, index.at)),
            (Value::Map(_), other) => Err(wrong("a string", other, index.at)),
            (other, _) => Err(wrong("a list or map", other, of_at)),
        }
    }

    fn list(&mut self, nodes: &[Node], at: At) -> Result<Value, Problem> {
        let mut items = Items::default();
        for node in nodes {
            items
                .push(self.value(node)?)
                .map_err(|error| operator("[]", error, at))?;
        }
        self.bounded(Value::list(items.list), at, |error| {
            operator("[]", error, at)
        })
    }

    fn map(&mut self, nodes: &[(String, Node)], at: At) -> Result<Value, Problem> {
        let problem = |error| operator("{}", error, at);
        let mut entries = std::collections::BTreeMap::new();
        let mut size = 0;
        for (key, node) in nodes {
            let value = self.value(node)?;
            size += value.size().map_err(problem)?;
            if size > MAX_VALUE_BYTES {
                return Err(problem(FunctionError::TooLarge));
            }
            entries.insert(key.clone(), value);
        }
        self.bounded(Value::map(entries), at, problem)
    }
}

/// Items that are collected one by one, no more than a list can hold.
#[derive(Default)]
struct Items {
    list: Vec<Value>,
    size: usize,
}

impl Items {
    fn push(&mut self, value: Value) -> Result<(), FunctionError> {
        self.size += 1 + value.size()?;
        if self.size > MAX_VALUE_BYTES {
            return Err(FunctionError::TooLarge);
        }
        self.list.push(value);
        Ok(())
    }
}

/// Returns about how much there is to look at in a value, without looking at all of it.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) => items.len() * 16,
        Value::Map(entries) => entries.len() * 16,
        Value::StringSet(set) => set.len() * 16,
        Value::NumberSet(set) => set.len() * 16,
        Value::BytesSet(set) => set.len() * 16,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Timestamp(_) | Value::Date(_) => 0,
    }
}

fn wrong(expected: &'static str, found: &Value, at: At) -> Problem {
    let found = found.kind();
    let error = FunctionError::WrongKind { expected, found };
    operator("", error, at)
}

fn operator(symbol: &'static str, error: FunctionError, at: At) -> Problem {
    (EvaluateProblem::Operator { symbol, error }, at)
}
