//! Operators.

use dynamite_core::Number;
use dynamite_core::expr::{self, FunctionError, Value};

use super::{Evaluation, Problem, operator, weight, wrong};
use crate::expr::node::{Node, Rounded};
use crate::expr::syntax::{At, BinaryOperator};

impl Evaluation<'_> {
    fn condition(&mut self, node: &Node) -> Result<bool, Problem> {
        match self.value(node)? {
            Value::Bool(value) => Ok(value),
            other => Err(wrong("a bool", &other, node.at)),
        }
    }

    /// Returns a number, or nothing for null.
    fn number(&mut self, node: &Node) -> Result<Option<Number>, Problem> {
        match self.value(node)? {
            Value::Number(number) => Ok(Some(number)),
            Value::Null => Ok(None),
            other => Err(wrong("a number", &other, node.at)),
        }
    }

    pub(super) fn not(&mut self, operand: &Node) -> Result<Value, Problem> {
        Ok((!self.condition(operand)?).into())
    }

    pub(super) fn negate(&mut self, operand: &Node) -> Result<Value, Problem> {
        Ok(self.number(operand)?.map(Number::negate).into())
    }

    pub(super) fn binary(
        &mut self,
        it: BinaryOperator,
        left: &Node,
        right: &Node,
        at: At,
    ) -> Result<Value, Problem> {
        match it {
            BinaryOperator::And => Ok((self.condition(left)? && self.condition(right)?).into()),
            BinaryOperator::Or => Ok((self.condition(left)? || self.condition(right)?).into()),
            BinaryOperator::Equal
            | BinaryOperator::NotEqual
            | BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => self.comparison(it, left, right),
            BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Times
            | BinaryOperator::Divide
            | BinaryOperator::Remainder => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                let (Some(left), Some(right)) = (left, right) else {
                    return Ok(Value::Null);
                };
                let result = arithmetic(it, left, right);
                result
                    .map(Value::Number)
                    .map_err(|error| operator(it.text(), error, at))
            }
        }
    }

    fn comparison(
        &mut self,
        it: BinaryOperator,
        left: &Node,
        right: &Node,
    ) -> Result<Value, Problem> {
        let (one, other) = (self.value(left)?, self.value(right)?);
        self.bytes(weight(&one).min(weight(&other)), left.at)?;
        match it {
            BinaryOperator::Equal => return Ok((one == other).into()),
            BinaryOperator::NotEqual => return Ok((one != other).into()),
            _ if one.is_null() || other.is_null() => return Ok(Value::Null),
            _ => {}
        }
        let order = one.cmp(&other);
        let holds = match it {
            BinaryOperator::Less => order.is_lt(),
            BinaryOperator::LessOrEqual => order.is_le(),
            BinaryOperator::Greater => order.is_gt(),
            _ => order.is_ge(),
        };
        Ok(holds.into())
    }

    pub(super) fn rounded(&mut self, it: &Rounded, at: At) -> Result<Value, Problem> {
        let (left, right) = (self.number(&it.left)?, self.number(&it.right)?);
        let decimals = self.number(&it.decimals)?;
        let (Some(left), Some(right), Some(decimals)) = (left, right, decimals) else {
            return Ok(Value::Null);
        };
        let result = match it.operator {
            BinaryOperator::Divide => expr::divide_rounded(left, right, decimals, it.mode),
            _ => expr::multiply_rounded(left, right, decimals, it.mode),
        };
        result
            .map(Value::Number)
            .map_err(|error| operator("round", error, at))
    }
}

fn arithmetic(
    operator: BinaryOperator,
    left: Number,
    right: Number,
) -> Result<Number, FunctionError> {
    match operator {
        BinaryOperator::Plus => expr::add(left, right),
        BinaryOperator::Minus => expr::subtract(left, right),
        BinaryOperator::Times => expr::multiply(left, right),
        BinaryOperator::Divide => expr::divide(left, right),
        _ => expr::remainder(left, right),
    }
}
