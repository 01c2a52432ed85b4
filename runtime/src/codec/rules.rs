//! Field rules on typed values: normalization and checks before encoding.

use super::{Attribute, Flatten};
use crate::rules::{Checker, Rules};

impl Rules {
    /// Normalizes a value of the field.
    pub fn normalize<A: Attribute>(&self, value: &mut A::Value) {
        self.normalize_text(value);
    }

    /// Does the same as [`normalize`](Self::normalize) for an optional field.
    pub fn normalize_optional<A: Attribute>(&self, value: &mut Option<A::Value>) {
        if let Some(value) = value {
            self.normalize::<A>(value);
        }
    }

    /// Checks a value of the field at the checker's current path.
    pub fn check<A: Attribute>(&self, value: &A::Value, checker: &mut Checker) {
        let measured = A::measure(value);
        for check in self.checks {
            if let Err(message) = check.of(&measured, value) {
                checker.report(check.name(), message);
            }
        }
    }
}

impl Checker {
    /// Checks the fields of nested types in a field's value.
    pub fn field<A: Attribute>(&mut self, name: &'static str, value: &A::Value) {
        self.at_field(name, |checker| checker.value::<A>(value, None));
    }

    /// Does the same as [`field`](Self::field) for an optional field. An absent value passes.
    pub fn optional_field<A: Attribute>(&mut self, name: &'static str, value: &Option<A::Value>) {
        if let Some(value) = value {
            self.field::<A>(name, value);
        }
    }

    /// Checks a field's value by its own rules, and the fields of nested types in it.
    pub fn ruled_field<A: Attribute>(
        &mut self,
        name: &'static str,
        value: &A::Value,
        rules: &'static Rules,
    ) {
        self.at_field(name, |checker| checker.value::<A>(value, Some(rules)));
    }

    /// Does the same as [`ruled_field`](Self::ruled_field) for an optional field.
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

    /// Checks the fields of a flattened union, whose attributes are those of the item.
    pub fn union_fields<U: Flatten>(&mut self, value: &U::Value) {
        self.value::<U>(value, None);
    }

    /// Does the same as [`union_fields`](Self::union_fields) for an optional union. An absent one passes.
    pub fn optional_union_fields<U: Flatten>(&mut self, value: &Option<U::Value>) {
        if let Some(value) = value {
            self.union_fields::<U>(value);
        }
    }

    /// Checks a value at the checker's current path.
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
        self.at_element(index, |checker| A::check(value, checker));
    }

    /// Checks an entry of a map. Its key is user data, so it is not shown.
    pub(crate) fn entry<A: Attribute>(&mut self, value: &A::Value) {
        self.at_entry(|checker| A::check(value, checker));
    }
}
