//! Names: variables, fields, constants, members and items.

use super::Checker;
use crate::diagnostics::catalogue;
use crate::expr::environment::Owner;
use crate::expr::functions;
use crate::expr::node::{Node, NodeKind};
use crate::expr::syntax::{At, Name, Tree};
use crate::expr::types::{Kind, Type};

impl Checker<'_> {
    /// Resolves a name: the innermost variable, or a field of the item.
    pub(super) fn name(&mut self, name: &str, at: At) -> Option<Node> {
        let variable = self.variables.iter().rposition(|(it, _)| it == name);
        if let Some(position) = variable {
            let ty = self.variables[position].1.clone();
            let kind = NodeKind::Variable(position);
            return Some(Node { kind, ty, at });
        }
        if let Some(field) = self.environment.field(Owner::Item, name) {
            let (kind, ty) = (NodeKind::Attribute(field.attribute), field.ty);
            return Some(Node { kind, ty, at });
        }
        let variables = self.variables.iter().map(|(name, _)| name.clone());
        let mut known: Vec<_> = variables.collect();
        known.extend(self.environment.fields(Owner::Item));
        let span = self.place.span(at);
        let is_function = functions::named(name).is_some();
        self.refuse(catalogue::unknown_name(span, name, &known, is_function))
    }

    pub(super) fn named_constant(&mut self, name: &str, at: At) -> Option<Node> {
        if let Some(ty) = self.environment.constant(name) {
            let kind = NodeKind::Named(name.to_owned());
            return Some(Node { kind, ty, at });
        }
        let span = self.place.span(at);
        self.refuse(catalogue::unknown_constant(span, name))
    }

    pub(super) fn member(&mut self, of: &Tree, name: &Name, at: At) -> Option<Node> {
        let of = self.check(of)?;
        let (member, ty) = match &of.ty.kind {
            Kind::Record(id) => {
                let owner = Owner::Record(*id);
                let Some(field) = self.environment.field(owner, &name.text) else {
                    let known = self.environment.fields(owner);
                    let record = self.environment.record_name(*id);
                    let span = self.place.span(name.at);
                    let problem = catalogue::unknown_member(span, &name.text, &record, &known);
                    return self.refuse(problem);
                };
                (field.attribute, field.ty.or_null(of.ty.nullable))
            }
            Kind::Map(of) => (name.text.clone(), (**of).clone().or_null(true)),
            Kind::Json => (name.text.clone(), Kind::Json.optional()),
            Kind::Null => (name.text.clone(), Type::null()),
            _ => {
                let help = match of.ty.kind {
                    Kind::List(_) => Some(
                        "take one of its items: `list[0].name`, `map(list, item -> item.name)`",
                    ),
                    _ => None,
                };
                return self.wrong_type(of.at, "a value with fields", &of.ty, help);
            }
        };
        let kind = NodeKind::Member(Box::new(of), member);
        Some(Node { kind, ty, at })
    }

    pub(super) fn index(&mut self, of: &Tree, index: &Tree, at: At) -> Option<Node> {
        let (of, index) = (self.check(of), self.check(index));
        let (of, index) = (of?, index?);
        let (ty, expected) = match &of.ty.kind {
            Kind::List(of) => ((**of).clone().or_null(true), &[Kind::Number][..]),
            Kind::Map(of) => ((**of).clone().or_null(true), &[Kind::String][..]),
            Kind::Json => (Kind::Json.optional(), &[Kind::Number, Kind::String][..]),
            Kind::Null => (Type::null(), &[Kind::Number, Kind::String][..]),
            _ => {
                let help = match of.ty.kind {
                    Kind::String => {
                        Some("the character at a position is `substring(text, position, 1)`")
                    }
                    Kind::Record(_) => Some("a field is named: `value.field`"),
                    Kind::Set(_) => Some("the members of a set are `to_list(set)`"),
                    _ => None,
                };
                return self.wrong_type(of.at, "a list or map", &of.ty, help);
            }
        };
        if !expected.contains(&index.ty.kind) && index.ty.kind != Kind::Null {
            let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
            return self.wrong_type(index.at, &expected.join(" or "), &index.ty, None);
        }
        let kind = NodeKind::Index(Box::new(of), Box::new(index));
        Some(Node { kind, ty, at })
    }
}
