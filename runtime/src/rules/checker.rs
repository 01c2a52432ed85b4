//! Checking an entity, and remembering where it stands.

use std::fmt::Write;

use super::{Rules, Violation};
use crate::codec::Attribute;

/// Collects what is wrong with an entity.
#[derive(Debug, Default)]
pub struct Checker {
    path: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that stands inside an item.
    pub(crate) fn at(path: String) -> Self {
        Self {
            path,
            violations: Vec::new(),
        }
    }

    /// Checks what is inside the value of a field.
    pub fn field<A: Attribute>(&mut self, name: &'static str, value: &A::Value) {
        self.named(name, |checker| checker.value::<A>(value, None));
    }

    /// [`field`](Self::field) for one that may be absent: nothing is asked of what is not there.
    pub fn optional_field<A: Attribute>(&mut self, name: &'static str, value: &Option<A::Value>) {
        if let Some(value) = value {
            self.field::<A>(name, value);
        }
    }

    /// Checks the value of a field that has rules of its own, and what is inside it.
    pub fn ruled_field<A: Attribute>(
        &mut self,
        name: &'static str,
        value: &A::Value,
        rules: &'static Rules,
    ) {
        self.named(name, |checker| checker.value::<A>(value, Some(rules)));
    }

    /// [`ruled_field`](Self::ruled_field) for one that may be absent.
    pub fn optional_ruled_field<A: Attribute>(
        &mut self,
        name: &'static str,
        value: &Option<A::Value>,
        rules: &'static Rules,
    ) {
        if let Some(value) = value {
            self.ruled_field::<A>(name, value, rules);
        }
    }

    /// Checks a value at the place where the checker stands.
    pub(crate) fn value<A: Attribute>(&mut self, value: &A::Value, rules: Option<&'static Rules>) {
        if let Some(rules) = rules {
            rules.check::<A>(value, self);
        }
        if A::HAS_RULES {
            A::check(value, self);
        }
    }

    /// Checks an element of a list.
    pub(crate) fn element<A: Attribute>(&mut self, index: usize, value: &A::Value) {
        let write = |path: &mut String| {
            // Writing to a string cannot fail.
            let _ = write!(path, "[{index}]");
        };
        self.inside(write, |checker| A::check(value, checker));
    }

    /// Checks an entry of a map. Its key is a value of the user's, so it is not shown.
    pub(crate) fn entry<A: Attribute>(&mut self, value: &A::Value) {
        self.inside(
            |path| path.push_str(".?"),
            |checker| A::check(value, checker),
        );
    }

    pub(super) fn report(&mut self, rule: &'static str, message: String) {
        self.violations.push(Violation {
            path: self.path.clone(),
            rule,
            message,
        });
    }

    /// What is wrong.
    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    fn named(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        let go = |path: &mut String| {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        };
        self.inside(go, check);
    }

    fn inside(&mut self, go: impl FnOnce(&mut String), check: impl FnOnce(&mut Self)) {
        let here = self.path.len();
        go(&mut self.path);
        check(self);
        self.path.truncate(here);
    }
}
