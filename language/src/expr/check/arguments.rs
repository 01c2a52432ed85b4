//! Arguments: their number, and those that are constants.

use dynamite_core::expr::{TimePattern, Value, zone};
use regex_lite::RegexBuilder;

use super::Checker;
use super::bind::{Mismatch, Variables};
use crate::diagnostics::catalogue;
use crate::expr::functions::{Constant, Count, Sig, Signature, Takes};
use crate::expr::node::{Given, Node};
use crate::expr::syntax::{Tree, TreeKind};

/// Size of the largest compiled regular expression, in bytes. Matching takes time in proportion to
/// this size times that of the text.
const MAX_REGEX_BYTES: usize = 64 * 1024;

impl Signature {
    /// Returns what the parameter at a position takes.
    pub(super) fn takes(&self, position: usize) -> Option<Takes> {
        let parameter = self.parameters.get(position).or_else(|| {
            let last = self.parameters.last();
            last.filter(|it| it.count == Count::Repeated)
        });
        parameter.map(|it| it.takes)
    }

    /// Returns `true` if it takes so many arguments, and functions where they are.
    pub(super) fn has_shape(&self, trees: &[Tree]) -> bool {
        let needed = self
            .parameters
            .iter()
            .filter(|it| it.count != Count::Optional);
        let fits = |(position, tree): (usize, &Tree)| {
            let is_lambda = matches!(tree.kind, TreeKind::Lambda(..));
            let takes = self.takes(position);
            takes.is_some_and(|it| is_lambda == matches!(it, Takes::Lambda(_)))
        };
        needed.count() <= trees.len() && trees.iter().enumerate().all(fits)
    }

    /// Returns what the type variables stand for, or the position of the first value that does not
    /// fit.
    pub(super) fn bind(&self, values: &[Option<Node>]) -> Result<Variables, (usize, Mismatch)> {
        let mut variables = Variables::default();
        for (position, value) in values.iter().enumerate() {
            if let (Some(Takes::Value(sig)), Some(node)) = (self.takes(position), value) {
                let bound = variables.bind(sig, &node.ty, self.nulls);
                bound.map_err(|mismatch| (position, mismatch))?;
            }
        }
        Ok(variables)
    }
}

impl Checker<'_> {
    /// Checks the name of a time zone, if it is a constant.
    pub(super) fn check_zone(&mut self, sig: Sig, node: &Node) -> Option<()> {
        if let (Sig::Zone, Some(Value::String(name))) = (sig, node.constant())
            && let Err(error) = zone(name)
        {
            let span = self.place.span(node.at);
            return self.refuse(catalogue::bad_constant(span, &error.to_string()));
        }
        Some(())
    }

    pub(super) fn constant_argument(&mut self, constant: Constant, tree: &Tree) -> Option<Given> {
        let span = self.place.span(tree.at);
        let text = match (&tree.kind, constant) {
            (TreeKind::Name(name), Constant::Word(words)) => {
                let word = words.iter().find(|word| *word == name);
                return match word {
                    Some(word) => Some(Given::Word(word)),
                    None => self.refuse(catalogue::unknown_word(span, name, words)),
                };
            }
            (_, Constant::Word(words)) => return self.refuse(catalogue::not_a_word(span, words)),
            (TreeKind::String(text), _) => text,
            _ => return self.refuse(catalogue::not_constant(span)),
        };
        let given = match constant {
            Constant::Regex => {
                let regex = RegexBuilder::new(text).size_limit(MAX_REGEX_BYTES).build();
                regex.map(Given::Regex).map_err(|error| error.to_string())
            }
            Constant::Pattern | Constant::ReadPattern | Constant::Word(_) => {
                let pattern = TimePattern::parse(text).map_err(|error| error.to_string());
                pattern.and_then(|pattern| match constant {
                    Constant::ReadPattern if !pattern.has_date() => {
                        Err("a time is read with a year, a month and a day".to_owned())
                    }
                    _ => Ok(Given::Pattern(pattern)),
                })
            }
        };
        given
            .or_else(|error| self.refuse(catalogue::bad_constant(span, &error)).ok_or(()))
            .ok()
    }
}
