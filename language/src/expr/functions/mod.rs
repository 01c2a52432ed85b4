//! The table of functions: the one place that says what a function takes, returns and does.
//!
//! Types are checked, calls dispatched, names suggested and the guide written by it.

mod arguments;
mod bytes;
mod conditions;
mod convert;
mod durations;
mod idempotent;
mod lists;
mod markdown;
mod numbers;
mod sets;
mod signature;
mod strings;
#[cfg(test)]
mod tests;
mod times;

pub(super) use arguments::{Argument, Arguments};
#[cfg(test)]
pub(super) use idempotent::IDEMPOTENT_GROUPS;
pub(super) use idempotent::are_idempotent_together;
pub use markdown::functions_markdown;
pub(super) use signature::{Constant, Count, Each, Nulls, Parameter, Run, Sig, Signature, Takes};

/// A function of the language.
pub(super) struct Function {
    /// Its name.
    pub(super) name: &'static str,
    /// What other languages call it, for suggestions.
    pub(super) elsewhere: &'static [&'static str],
    /// The ways to call it: the first that fits is taken.
    pub(super) signatures: &'static [Signature],
    /// What it does, as Markdown.
    pub(super) doc: &'static str,
    /// Expressions, and expressions of their values. A test evaluates both.
    pub(super) examples: &'static [(&'static str, &'static str)],
}

/// Functions that have something in common.
pub(super) struct Family {
    /// The heading in the guide.
    pub(super) title: &'static str,
    /// What the guide says of all of them.
    pub(super) doc: &'static str,
    /// The functions.
    pub(super) functions: &'static [Function],
}

/// Every function, by family.
pub(super) const FAMILIES: [&Family; 9] = [
    &conditions::FAMILY,
    &strings::FAMILY,
    &numbers::FAMILY,
    &times::FAMILY,
    &durations::FAMILY,
    &lists::FAMILY,
    &sets::FAMILY,
    &bytes::FAMILY,
    &convert::FAMILY,
];

/// Returns every function.
pub(super) fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.into_iter().flat_map(|family| family.functions)
}

/// Returns the function with this name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name == name)
}

/// Returns the function that is called so elsewhere.
pub(super) fn called_elsewhere(name: &str) -> Option<&'static Function> {
    let name = name.to_lowercase();
    all().find(|function| function.elsewhere.contains(&name.as_str()))
}

impl Function {
    /// Returns its signatures as text, one a line.
    pub(super) fn signatures_text(&self) -> Vec<String> {
        let signatures = self.signatures.iter();
        signatures.map(|it| format!("{}{it}", self.name)).collect()
    }
}
