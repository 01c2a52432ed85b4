//! Calls of functions.

use dynamite_core::expr::functions::collections;
use dynamite_core::expr::{FunctionError, Value};

use super::{EvaluateProblem, Evaluation, Items, Problem, weight, wrong};
use crate::expr::functions::{Argument, Arguments, Each, Nulls, Run};
use crate::expr::node::{Call, Given, Node};
use crate::expr::syntax::At;

impl Evaluation<'_> {
    pub(super) fn call(&mut self, call: &Call, at: At) -> Result<Value, Problem> {
        match call.signature.run {
            Run::Plain(run) => {
                let Some(arguments) = self.arguments(call, at)? else {
                    return Ok(Value::Null);
                };
                let problem = |error| function(call, error, at);
                let result = run(&arguments).map_err(problem)?;
                self.bounded(result, at, problem)
            }
            Run::Now => Ok(Value::Timestamp(self.context.now)),
            Run::If => {
                let chosen = match self.argument(call, 0)? {
                    Value::Bool(true) => 1,
                    Value::Bool(false) => 2,
                    other => return Err(wrong("a bool", &other, at)),
                };
                self.argument(call, chosen)
            }
            Run::Coalesce => {
                for position in 0..call.arguments.len() {
                    let value = self.argument(call, position)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Ok(Value::Null)
            }
            Run::Each(each) => self.each(call, each, at),
        }
    }

    fn argument(&mut self, call: &Call, position: usize) -> Result<Value, Problem> {
        match call.arguments.get(position) {
            Some(Given::Value(node)) => self.value(node),
            _ => Ok(Value::Null),
        }
    }

    /// Evaluates all arguments; nothing if one is null and makes the result null.
    fn arguments<'c>(&mut self, call: &'c Call, at: At) -> Result<Option<Arguments<'c>>, Problem> {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for given in &call.arguments {
            arguments.push(match given {
                Given::Value(node) => Argument::Value(self.value(node)?),
                Given::Word(word) => Argument::Word(word),
                Given::Regex(regex) => Argument::Regex(regex),
                Given::Pattern(pattern) => Argument::Pattern(pattern),
                Given::Lambda(_) => continue,
            });
        }
        let is_null = |it: &Argument<'_>| matches!(it, Argument::Value(Value::Null));
        if call.signature.nulls == Nulls::Propagate && arguments.iter().any(is_null) {
            return Ok(None);
        }
        let weights = arguments.iter().map(|it| match it {
            Argument::Value(value) => weight(value),
            Argument::Regex(_) | Argument::Pattern(_) | Argument::Word(_) => 0,
        });
        self.bytes(weights.sum(), at)?;
        Ok(Some(Arguments(arguments)))
    }

    fn each(&mut self, call: &Call, each: Each, at: At) -> Result<Value, Problem> {
        let items = match self.argument(call, 0)? {
            Value::List(items) => items,
            Value::Null => return Ok(Value::Null),
            other => return Err(wrong("a list", &other, at)),
        };
        let Some(Given::Lambda(body)) = call.arguments.get(1) else {
            return Ok(Value::Null);
        };
        let mut kept = Items::default();
        let mut keyed = Vec::new();
        for item in items.iter() {
            let value = self.of_item(body, item)?;
            match (each, &value) {
                (Each::Map, _) => kept
                    .push(value)
                    .map_err(|error| function(call, error, at))?,
                (Each::Sort, _) => {
                    keyed.push((value.clone(), item.clone()));
                    kept.push(value)
                        .map_err(|error| function(call, error, at))?;
                }
                (Each::Filter, Value::Bool(true)) => kept.list.push(item.clone()),
                (Each::Any, Value::Bool(true)) => return Ok(true.into()),
                (Each::All, Value::Bool(false)) => return Ok(false.into()),
                (Each::Filter | Each::Any | Each::All, _) => {}
            }
        }
        let result = match each {
            Each::Any => return Ok(false.into()),
            Each::All => return Ok(true.into()),
            Each::Map | Each::Filter => Value::list(kept.list),
            Each::Sort => collections::sort_by_keys(keyed),
        };
        self.bounded(result, at, |error| function(call, error, at))
    }

    fn of_item(&mut self, body: &Node, item: &Value) -> Result<Value, Problem> {
        self.variables.push(item.clone());
        let value = self.value(body);
        self.variables.pop();
        value
    }
}

fn function(call: &Call, error: FunctionError, at: At) -> Problem {
    let name = call.name;
    (EvaluateProblem::Function { name, error }, at)
}
