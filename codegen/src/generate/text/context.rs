//! The values that a template is rendered with.
//!
//! A context holds tokens and lists of contexts, nothing else: the output of a template depends on
//! its context alone, whose hash tells whether it has to be rendered again.

use minijinja::value::Value;

use super::tokens::Tokens;

/// The values of one template, by name.
#[derive(Clone, Default, Hash)]
pub(crate) struct Context(Vec<(&'static str, Entry)>);

/// A value of a context.
#[derive(Clone, Hash)]
enum Entry {
    Tokens(Tokens),
    List(Vec<Context>),
}

impl Context {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds tokens to print.
    pub(crate) fn with(mut self, name: &'static str, tokens: Tokens) -> Self {
        self.0.push((name, Entry::Tokens(tokens)));
        self
    }

    /// Adds a list to loop over. An optional part of a template is a list of one or none.
    pub(crate) fn list(
        mut self,
        name: &'static str,
        elements: impl IntoIterator<Item = Self>,
    ) -> Self {
        self.0
            .push((name, Entry::List(elements.into_iter().collect())));
        self
    }

    /// The context as the template engine takes it.
    pub(super) fn into_value(self) -> Value {
        let pairs = self.0.into_iter();
        Value::from_pairs(pairs.map(|(name, entry)| (name, entry.into_value())))
    }
}

impl Entry {
    fn into_value(self) -> Value {
        match self {
            Self::Tokens(tokens) => tokens.into(),
            Self::List(elements) => {
                let elements = elements.into_iter().map(Context::into_value);
                elements.collect::<Vec<_>>().into()
            }
        }
    }
}
