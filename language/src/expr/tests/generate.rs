//! Random expressions that are mostly well typed.

use std::collections::BTreeMap;

use dynamite_core::KeyKind;
use dynamite_core::expr::{Rounding, Unit, Value};
use fastrand::Rng;

use super::items::Items;
use crate::expr::environment::{Environment, Owner};
use crate::expr::examples::ExampleFields;
use crate::expr::functions::{self, Constant, Count, Nulls, Run, Sig, Signature, Takes};
use crate::expr::types::{Kind, Type};

pub(super) struct Generator {
    pub(super) rng: Rng,
    variables: Vec<(String, Kind)>,
}

impl Generator {
    pub(super) fn new(seed: u64) -> Self {
        let rng = Rng::with_seed(seed);
        let variables = Vec::new();
        Self { rng, variables }
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.rng.usize(..of.len())]
    }

    /// A simple kind, or sometimes a list or a map of one.
    pub(super) fn kind(&mut self) -> Kind {
        Items { rng: &mut self.rng }.kind()
    }

    /// A random item.
    pub(super) fn item(&mut self) -> BTreeMap<String, Value> {
        Items { rng: &mut self.rng }.item()
    }

    pub(super) fn expression(&mut self, kind: &Kind, depth: usize) -> String {
        if depth == 0 || self.rng.u8(..4) == 0 {
            return self.leaf(kind);
        }
        if self.rng.u8(..4) == 0 {
            return self.operator(kind, depth - 1);
        }
        self.call(kind, depth - 1)
            .unwrap_or_else(|| self.leaf(kind))
    }

    /// The same, but never null.
    fn certain(&mut self, kind: &Kind, depth: usize) -> String {
        let (value, otherwise) = (self.expression(kind, depth), self.literal(kind, 2));
        format!("coalesce({value}, {otherwise})")
    }

    fn leaf(&mut self, kind: &Kind) -> String {
        let variables = self.variables.iter().filter(|(_, it)| it == kind);
        let mut names: Vec<_> = variables.map(|(name, _)| name.clone()).collect();
        for name in ExampleFields.fields(Owner::Item) {
            let field = ExampleFields.field(Owner::Item, &name);
            names.extend(field.filter(|it| it.ty.kind == *kind).map(|_| name));
        }
        if !names.is_empty() && self.rng.bool() {
            return self.pick(&names).clone();
        }
        self.literal(kind, 3)
    }

    fn literal(&mut self, kind: &Kind, depth: usize) -> String {
        let texts = [
            "",
            "a",
            "Ada Lovelace",
            "1.5",
            "2026-01-31",
            "ß€😀",
            "true",
            "a,b,c",
            "[1]",
        ];
        let numbers = [
            "0",
            "1",
            "-1",
            "2.5",
            "7",
            "1e30",
            "0.000001",
            "12345678901234567890",
        ];
        match kind {
            Kind::Bool => self.pick(&["true", "false"]).to_string(),
            Kind::Number => self.pick(&numbers).to_string(),
            Kind::String => format!("{:?}", self.pick(&texts)),
            Kind::Bytes => format!("to_bytes({:?})", self.pick(&texts)),
            Kind::Timestamp => "created_at".to_owned(),
            Kind::Date => "parse_date(\"2024-02-29\")".to_owned(),
            Kind::List(of) => self.literals(&of.kind, depth),
            Kind::Map(of) if depth == 0 => format!("{{ k: {} }}", self.literal(&of.kind, 0)),
            Kind::Map(of) => {
                let (one, other) = (self.literal(&of.kind, depth - 1), self.leaf(&of.kind));
                format!("{{ a: {one}, \"b c\": {other} }}")
            }
            Kind::Set(of) => {
                let of = of_set(*of);
                format!("to_set([{}])", self.literal(&of, 0))
            }
            Kind::Json => self.pick(&["extra", "1", "\"x\"", "null"]).to_string(),
            Kind::Record(_) => "address".to_owned(),
            Kind::Null => "null".to_owned(),
        }
    }

    fn literals(&mut self, of: &Kind, depth: usize) -> String {
        let count = if depth == 0 { 0 } else { self.rng.usize(..4) };
        let items: Vec<_> = (0..count).map(|_| self.literal(of, depth - 1)).collect();
        format!("[{}]", items.join(", "))
    }

    fn operator(&mut self, kind: &Kind, depth: usize) -> String {
        match kind {
            Kind::Number => {
                let operator = *self.pick(&["+", "-", "*", "/", "%"]);
                let (left, right) = (self.expression(kind, depth), self.expression(kind, depth));
                format!("({left} {operator} -{right})")
            }
            Kind::Bool if self.rng.bool() => {
                let operator = *self.pick(&["and", "or"]);
                let (left, right) = (self.certain(kind, depth), self.certain(kind, depth));
                format!("({left} {operator} not {right})")
            }
            Kind::Bool => {
                let of = self
                    .pick(&[Kind::Number, Kind::String, Kind::Date, Kind::Bytes])
                    .clone();
                let operator = *self.pick(&["=", "!=", "<", "<=", ">", ">="]);
                let (left, right) = (self.expression(&of, depth), self.expression(&of, depth));
                format!("({left} {operator} {right})")
            }
            _ => {
                let list = Kind::list(kind.clone().required());
                let (list, at) = (self.expression(&list, depth), self.rng.u8(..3));
                format!("{list}[{at}]")
            }
        }
    }

    fn call(&mut self, kind: &Kind, depth: usize) -> Option<String> {
        let all = functions::all().flat_map(|it| it.signatures.iter().map(move |s| (it.name, s)));
        let all = all.filter_map(|(name, it)| Some((name, it, of_result(it.result, kind)?)));
        let all: Vec<_> = all.collect();
        if all.is_empty() {
            return None;
        }
        let (name, signature, (t, u)) = self.pick(&all).clone();
        let (t, u) = (
            t.unwrap_or_else(|| self.kind()),
            u.unwrap_or_else(|| self.kind()),
        );
        let mut arguments = Vec::new();
        for parameter in signature.parameters {
            let count = match parameter.count {
                Count::One => 1,
                Count::Optional => usize::from(self.rng.bool()),
                Count::Repeated => 1 + self.rng.usize(..3),
            };
            if count == 0 {
                break;
            }
            for _ in 0..count {
                arguments.push(self.argument(signature, parameter.takes, (&t, &u), depth));
            }
        }
        Some(format!("{name}({})", arguments.join(", ")))
    }

    fn argument(
        &mut self,
        signature: &Signature,
        takes: Takes,
        (t, u): (&Kind, &Kind),
        depth: usize,
    ) -> String {
        match takes {
            Takes::Value(Sig::Zone) => {
                (*self.pick(&["\"Europe/Berlin\"", "\"+05:30\"", "name"])).to_owned()
            }
            Takes::Value(sig) => {
                let kind = resolve(sig, t, u);
                let is_certain = signature.nulls == Nulls::Taken && !matches!(sig, Sig::T)
                    || matches!(signature.run, Run::If) && matches!(sig, Sig::Bool);
                if is_certain {
                    self.certain(&kind, depth)
                } else {
                    self.expression(&kind, depth)
                }
            }
            Takes::Lambda(result) => {
                let name = format!("x{}", self.variables.len());
                self.variables.push((name.clone(), t.clone()));
                let body = self.certain(&resolve(result, t, u), depth);
                self.variables.pop();
                format!("{name} -> {body}")
            }
            Takes::Constant(Constant::Word(words)) if words == Unit::NAMES => {
                (*self.pick(&["days", "hours", "months", "seconds", "weeks"])).to_owned()
            }
            Takes::Constant(Constant::Word(words)) if words == Rounding::NAMES => {
                (*self.pick(Rounding::NAMES)).to_owned()
            }
            Takes::Constant(Constant::Word(words)) => (*self.pick(words)).to_owned(),
            Takes::Constant(Constant::Regex) => {
                (*self.pick(&["'[a-z]+'", "'(\\w)(\\d?)'", "''", "'^.{2}'"])).to_owned()
            }
            Takes::Constant(Constant::Pattern | Constant::ReadPattern) => {
                (*self.pick(&["'yyyy-MM-dd'", "'dd MMM yyyy HH:mm:ss.SSS xx'"])).to_owned()
            }
        }
    }
}

fn of_set(kind: KeyKind) -> Kind {
    match kind {
        KeyKind::String => Kind::String,
        KeyKind::Number => Kind::Number,
        KeyKind::Binary => Kind::Bytes,
    }
}

/// What the variables of a signature stand for, if its result is of a kind.
fn of_result(result: Sig, kind: &Kind) -> Option<(Option<Kind>, Option<Kind>)> {
    match (result, kind) {
        (Sig::T, kind) => Some((Some(kind.clone()), None)),
        (Sig::U, kind) => Some((None, Some(kind.clone()))),
        (Sig::Nullable(of), kind) => of_result(*of, kind),
        (Sig::List(of), Kind::List(item)) | (Sig::Map(of), Kind::Map(item)) => {
            of_result(*of, &item.kind)
        }
        (Sig::Json, Kind::Json)
        | (Sig::Bool, Kind::Bool)
        | (Sig::Number, Kind::Number)
        | (Sig::String, Kind::String)
        | (Sig::Bytes, Kind::Bytes)
        | (Sig::Timestamp, Kind::Timestamp)
        | (Sig::Date, Kind::Date) => Some((None, None)),
        (Sig::Set(one), Kind::Set(other)) if one == *other => Some((None, None)),
        _ => None,
    }
}

fn resolve(sig: Sig, t: &Kind, u: &Kind) -> Kind {
    let inside = |of: Sig| -> Type { resolve(of, t, u).required() };
    match sig {
        Sig::Bool => Kind::Bool,
        Sig::Number => Kind::Number,
        Sig::String | Sig::Zone => Kind::String,
        Sig::Bytes => Kind::Bytes,
        Sig::Timestamp => Kind::Timestamp,
        Sig::Date => Kind::Date,
        Sig::Json => Kind::Json,
        Sig::Set(of) => Kind::Set(of),
        Sig::T => t.clone(),
        Sig::U => u.clone(),
        Sig::List(of) => Kind::list(inside(*of)),
        Sig::Map(of) => Kind::map(inside(*of)),
        Sig::Nullable(of) => resolve(*of, t, u),
    }
}
