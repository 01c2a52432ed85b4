//! Operators.

use super::Checker;
use crate::expr::node::{Node, NodeKind};
use crate::expr::syntax::{At, BinaryOperator, Tree, UnaryOperator};
use crate::expr::types::{Kind, Type};

impl Checker<'_> {
    pub(super) fn unary(
        &mut self,
        operator: UnaryOperator,
        operand: &Tree,
        at: At,
    ) -> Option<Node> {
        let operand = self.check(operand)?;
        let (kind, ty) = match operator {
            UnaryOperator::Not => {
                self.condition(&operand)?;
                (NodeKind::Not(Box::new(operand)), Kind::Bool.required())
            }
            UnaryOperator::Minus => {
                self.number(&operand, None)?;
                let ty = Kind::Number.required().or_null(operand.ty.nullable);
                (NodeKind::Negate(Box::new(operand)), ty)
            }
        };
        Some(Node { kind, ty, at })
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Tree,
        right: &Tree,
        at: At,
    ) -> Option<Node> {
        let (left, right) = (self.check(left), self.check(right));
        let (left, right) = (left?, right?);
        let ty = match operator {
            BinaryOperator::And | BinaryOperator::Or => {
                let (one, other) = (self.condition(&left), self.condition(&right));
                one.and(other)?;
                Kind::Bool.required()
            }
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                self.comparable(&left, &right)?;
                Kind::Bool.required()
            }
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => {
                let common = self.comparable(&left, &right)?;
                if !common.kind.is_ordered() {
                    let help = "only bools, numbers, strings, bytes, timestamps and dates have an order; convert `json` first";
                    return self.wrong_type(left.at, "a value with an order", &left.ty, Some(help));
                }
                Kind::Bool.required().or_null(common.nullable)
            }
            BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Times
            | BinaryOperator::Divide
            | BinaryOperator::Remainder => {
                // One side is enough: if both are wrong, it is for one reason.
                self.number(&left, Some(operator))?;
                self.number(&right, Some(operator))?;
                let nullable = left.ty.nullable || right.ty.nullable;
                Kind::Number.required().or_null(nullable)
            }
        };
        let kind = NodeKind::Binary(operator, Box::new(left), Box::new(right));
        Some(Node { kind, ty, at })
    }

    /// Checks that a part is a bool that is never null.
    pub(super) fn condition(&mut self, node: &Node) -> Option<()> {
        if node.ty.kind != Kind::Bool {
            return self.wrong_type(node.at, "bool", &node.ty, None);
        }
        if node.ty.nullable {
            return self.may_be_null(node.at);
        }
        Some(())
    }

    fn number(&mut self, node: &Node, operator: Option<BinaryOperator>) -> Option<()> {
        let help = match (&node.ty.kind, operator) {
            (Kind::Number | Kind::Null, _) => return Some(()),
            (Kind::String, Some(BinaryOperator::Plus)) => {
                Some("strings are joined by `concat(a, b)`")
            }
            (Kind::Timestamp | Kind::Date, Some(BinaryOperator::Plus)) => {
                Some("a later time is `add_time(time, 1, days)`")
            }
            (Kind::Timestamp | Kind::Date, Some(BinaryOperator::Minus)) => {
                Some("use `time_between(from, to, days)`, or `add_time(time, -1, days)`")
            }
            (Kind::String | Kind::Json, _) => Some("convert it with `to_number`"),
            _ => None,
        };
        self.wrong_type(node.at, "number", &node.ty, help)
    }

    /// Checks that two parts are of one type.
    fn comparable(&mut self, left: &Node, right: &Node) -> Option<Type> {
        if let Some(common) = left.ty.with(&right.ty) {
            return Some(common);
        }
        let expected = self.described(&Type {
            nullable: false,
            ..left.ty.clone()
        });
        let kinds = [&left.ty.kind, &right.ty.kind];
        let help = if kinds.contains(&&Kind::String) {
            if kinds.contains(&&Kind::Timestamp) {
                Some("a constant time is `parse_time(\"2026-01-31T12:00:00Z\")`")
            } else if kinds.contains(&&Kind::Date) {
                Some("a constant day is `parse_date(\"2026-01-31\")`")
            } else if kinds.contains(&&Kind::Number) {
                Some("convert one of them, with `to_number` or `to_string`")
            } else {
                None
            }
        } else {
            None
        };
        self.wrong_type(right.at, &expected, &right.ty, help)
    }
}
