//! What stands in brackets: arguments, items, entries.

use super::At;
use super::parser::{Parser, SyntaxError};
use super::token::{Token, TokenKind};
use super::tree::{Name, Tree, TreeKind};

impl Parser {
    pub(super) fn name_or_call(&mut self) -> Result<Tree, SyntaxError> {
        let name = self.name("a name")?;
        if !self.is_symbol("(") {
            let at = name.at;
            return self.tree(TreeKind::Name(name.text), at);
        }
        let open = self.take().at;
        let arguments = self.inside(open, |it| it.items(")", Self::argument))?;
        let at = name.at.to(self.expect(")")?);
        self.tree(TreeKind::Call(name, arguments), at)
    }

    /// Parses an argument, which may be a function of an item.
    fn argument(&mut self) -> Result<Tree, SyntaxError> {
        let arrow = self.tokens.get(self.next + 1);
        if !matches!(arrow, Some(token) if token.kind == TokenKind::Symbol("->")) {
            return self.expression(0);
        }
        let variable = self.name("the name of the item")?;
        self.expect("->")?;
        let body = self.expression(0)?;
        let at = variable.at.to(body.at);
        self.tree(TreeKind::Lambda(variable, Box::new(body)), at)
    }

    pub(super) fn list(&mut self, open: At) -> Result<Tree, SyntaxError> {
        self.next += 1;
        let items = self.inside(open, |it| it.items("]", |it| it.expression(0)))?;
        let at = open.to(self.expect("]")?);
        self.tree(TreeKind::List(items), at)
    }

    pub(super) fn map(&mut self, open: At) -> Result<Tree, SyntaxError> {
        self.next += 1;
        let entries = self.inside(open, |it| it.items("}", Self::entry))?;
        let at = open.to(self.expect("}")?);
        let mut seen = std::collections::HashSet::new();
        if let Some((key, _)) = entries.iter().find(|(key, _)| !seen.insert(&key.text)) {
            return Err(SyntaxError::new(key.at, "a key is given twice"));
        }
        self.tree(TreeKind::Map(entries), at)
    }

    fn entry(&mut self) -> Result<(Name, Tree), SyntaxError> {
        let Token { kind, at } = self.peek().clone();
        let key = if let TokenKind::String(text) = kind {
            self.next += 1;
            Name { text, at }
        } else {
            self.name("a key")?
        };
        self.expect(":")?;
        Ok((key, self.expression(0)?))
    }

    /// Parses items with commas between them, and one behind the last if there is one.
    fn items<T>(
        &mut self,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<Vec<T>, SyntaxError> {
        let mut items = Vec::new();
        while !self.is_symbol(close) {
            items.push(item(self)?);
            if !self.takes(",") && !self.is_symbol(close) {
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
        }
        Ok(items)
    }
}
