//! Tokens to a tree.

use dynamite_core::Number;

use super::lexer::tokens;
use super::token::{Token, TokenKind};
use super::tree::{BinaryOperator, COMPARISON, Name, Tree, TreeKind, UnaryOperator};
use super::{At, KEYWORDS, MAX_BRACKETS, MAX_DEPTH, MAX_LENGTH, MAX_NODES};

/// What is wrong with the text of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct SyntaxError {
    pub(in crate::expr) at: At,
    pub(in crate::expr) message: String,
    pub(in crate::expr) help: Option<String>,
    /// `true` if it is only too large.
    pub(in crate::expr) is_budget: bool,
}

impl SyntaxError {
    pub(super) fn new(at: At, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            help: None,
            is_budget: false,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn budget(at: At, message: String) -> Self {
        Self {
            is_budget: true,
            ..Self::new(at, message)
        }
    }
}

/// Parses the text of an expression.
pub(in crate::expr) fn parse(text: &str) -> Result<Tree, SyntaxError> {
    let whole = At {
        start: 0,
        end: text.len(),
    };
    if text.len() > MAX_LENGTH {
        let message = format!("an expression has at most {MAX_LENGTH} bytes");
        return Err(SyntaxError::budget(whole, message));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        nodes: 0,
        brackets: 0,
    };
    let tree = parser.expression(0)?;
    if parser.peek().kind != TokenKind::End {
        return Err(parser.unexpected("an operator or the end"));
    }
    if tree.depth() > MAX_DEPTH {
        let message = format!("an expression has at most {MAX_DEPTH} operations inside each other");
        return Err(SyntaxError::budget(whole, message));
    }
    Ok(tree)
}

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) next: usize,
    nodes: usize,
    brackets: usize,
}

impl Parser {
    /// Returns the next token. The end is never passed.
    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    pub(super) fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek().kind, TokenKind::Symbol(it) if it == symbol)
    }

    pub(super) fn takes(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.next += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<At, SyntaxError> {
        if self.is_symbol(symbol) {
            Ok(self.take().at)
        } else {
            Err(self.unexpected(&format!("`{symbol}`")))
        }
    }

    pub(super) fn unexpected(&self, expected: &str) -> SyntaxError {
        let found = match &self.peek().kind {
            TokenKind::End => "the expression ends".to_owned(),
            TokenKind::Number(_) => "a number stands here".to_owned(),
            TokenKind::String(_) => "a string stands here".to_owned(),
            TokenKind::Word(word) if KEYWORDS.contains(&word.as_str()) => {
                format!("`{word}` stands here")
            }
            TokenKind::Word(_) | TokenKind::Quoted(_) => "a name stands here".to_owned(),
            TokenKind::Constant(_) => "a constant stands here".to_owned(),
            TokenKind::Symbol(symbol) => format!("`{symbol}` stands here"),
        };
        let message = format!("expected {expected}, and {found}");
        SyntaxError::new(self.peek().at, message)
    }

    pub(super) fn tree(&mut self, kind: TreeKind, at: At) -> Result<Tree, SyntaxError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("an expression has at most {MAX_NODES} values and operations");
            return Err(SyntaxError::budget(at, message));
        }
        Ok(Tree { kind, at })
    }

    /// Counts a level of brackets, or of operators before operands.
    pub(super) fn inside<T>(
        &mut self,
        at: At,
        parse: impl FnOnce(&mut Self) -> Result<T, SyntaxError>,
    ) -> Result<T, SyntaxError> {
        self.brackets += 1;
        if self.brackets > MAX_BRACKETS {
            let message = format!("an expression has at most {MAX_BRACKETS} levels of brackets");
            return Err(SyntaxError::budget(at, message));
        }
        let parsed = parse(self);
        self.brackets -= 1;
        parsed
    }

    /// Parses operators that bind at least this tightly, and their operands.
    pub(super) fn expression(&mut self, least: u8) -> Result<Tree, SyntaxError> {
        let mut left = self.operand()?;
        while let Some(operator) = self.operator().filter(|it| it.binding() >= least) {
            let binding = operator.binding();
            self.next += 1;
            let at = left.at;
            let right = self.inside(at, |it| it.expression(binding + 1))?;
            let at = at.to(right.at);
            let kind = TreeKind::Binary(operator, Box::new(left), Box::new(right));
            left = self.tree(kind, at)?;
            let chained = self.operator().filter(|it| it.binding() == COMPARISON);
            if binding == COMPARISON && chained.is_some() {
                let message = "comparisons cannot be chained";
                let error = SyntaxError::new(self.peek().at, message);
                return Err(error.help("join them: `a < b and b < c`"));
            }
        }
        Ok(left)
    }

    fn operator(&self) -> Option<BinaryOperator> {
        let text = match &self.peek().kind {
            TokenKind::Symbol(symbol) => *symbol,
            TokenKind::Word(word) => word.as_str(),
            _ => return None,
        };
        BinaryOperator::ALL.into_iter().find(|it| it.text() == text)
    }

    fn operand(&mut self) -> Result<Tree, SyntaxError> {
        let operator = match &self.peek().kind {
            TokenKind::Symbol("-") => UnaryOperator::Minus,
            TokenKind::Word(word) if word == "not" => UnaryOperator::Not,
            _ => return self.postfix(),
        };
        let at = self.take().at;
        let operand = self.inside(at, |it| it.expression(operator.binding()))?;
        let at = at.to(operand.at);
        // A number below zero is one value.
        if let (UnaryOperator::Minus, TreeKind::Number(number)) = (operator, &operand.kind)
            && !number.is_negative()
        {
            let kind = TreeKind::Number(number.negate());
            return Ok(Tree { kind, at });
        }
        self.tree(TreeKind::Unary(operator, Box::new(operand)), at)
    }

    /// Parses a value, its members and items.
    fn postfix(&mut self) -> Result<Tree, SyntaxError> {
        let mut tree = self.primary()?;
        loop {
            if self.takes(".") {
                let name = self.name("the name of a field")?;
                let at = tree.at.to(name.at);
                tree = self.tree(TreeKind::Member(Box::new(tree), name), at)?;
            } else if self.is_symbol("[") {
                let open = self.take().at;
                let index = self.inside(open, |it| it.expression(0))?;
                let at = tree.at.to(self.expect("]")?);
                tree = self.tree(TreeKind::Index(Box::new(tree), Box::new(index)), at)?;
            } else {
                return Ok(tree);
            }
        }
    }

    fn primary(&mut self) -> Result<Tree, SyntaxError> {
        let Token { kind, at } = self.peek().clone();
        let kind = match kind {
            TokenKind::Symbol("(") => {
                self.next += 1;
                let tree = self.inside(at, |it| it.expression(0))?;
                self.expect(")")?;
                return Ok(tree);
            }
            TokenKind::Symbol("[") => return self.list(at),
            TokenKind::Symbol("{") => return self.map(at),
            TokenKind::Word(ref word) if !KEYWORDS.contains(&word.as_str()) => {
                return self.name_or_call();
            }
            TokenKind::Word(word) => match word.as_str() {
                "true" => TreeKind::Bool(true),
                "false" => TreeKind::Bool(false),
                "null" => TreeKind::Null,
                _ => return Err(self.unexpected("a value")),
            },
            TokenKind::Quoted(name) => TreeKind::Name(name),
            TokenKind::Number(text) => match Number::parse(text.as_bytes()) {
                Ok(number) => TreeKind::Number(number),
                Err(error) => return Err(SyntaxError::new(at, format!("a number is {error}"))),
            },
            TokenKind::String(text) => TreeKind::String(text),
            TokenKind::Constant(name) => TreeKind::Constant(name),
            TokenKind::Symbol(_) | TokenKind::End => return Err(self.unexpected("a value")),
        };
        self.next += 1;
        self.tree(kind, at)
    }

    pub(super) fn name(&mut self, expected: &str) -> Result<Name, SyntaxError> {
        let Token { kind, at } = self.peek().clone();
        match kind {
            TokenKind::Word(text) | TokenKind::Quoted(text) => {
                self.next += 1;
                Ok(Name { text, at })
            }
            _ => Err(self.unexpected(expected)),
        }
    }
}
