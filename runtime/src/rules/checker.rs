//! The checker of an entity, which tracks its current path.

use std::fmt::Write;

use super::Violation;

/// Collects the violations of an entity.
#[derive(Debug, Default)]
pub struct Checker {
    path: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// Makes a checker without violations.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a checker at a path inside an item.
    pub(crate) fn at(path: String) -> Self {
        Self {
            path,
            violations: Vec::new(),
        }
    }

    pub(crate) fn report(&mut self, rule: &'static str, message: String) {
        self.violations.push(Violation {
            path: self.path.clone(),
            rule,
            message,
        });
    }

    /// Runs a check inside the field, or the content of a union, with this name.
    pub fn at_field(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        let go = |path: &mut String| {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(name);
        };
        self.inside(go, check);
    }

    /// Runs a check inside an element of a list.
    pub(crate) fn at_element(&mut self, index: usize, check: impl FnOnce(&mut Self)) {
        let write = |path: &mut String| {
            // Writing to a string cannot fail.
            let _ = write!(path, "[{index}]");
        };
        self.inside(write, check);
    }

    /// Runs a check inside an entry of a map. Its key is user data, so it is not shown.
    pub(crate) fn at_entry(&mut self, check: impl FnOnce(&mut Self)) {
        self.inside(|path| path.push_str(".?"), check);
    }

    /// Returns the violations.
    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    fn inside(&mut self, go: impl FnOnce(&mut String), check: impl FnOnce(&mut Self)) {
        let here = self.path.len();
        go(&mut self.path);
        check(self);
        self.path.truncate(here);
    }
}
