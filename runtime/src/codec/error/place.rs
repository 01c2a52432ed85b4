//! The place of an error in an item.

use std::fmt;

/// A document path such as `lines[2].price`, built from the inside out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Attribute(String),
    Element(usize),
}

impl Place {
    pub(super) fn in_attribute(&mut self, name: &str) {
        self.0.push(Step::Attribute(name.to_owned()));
    }

    pub(super) fn in_element(&mut self, index: usize) {
        self.0.push(Step::Element(index));
    }

    /// Removes the steps, since map keys are values too.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().rev().enumerate() {
            match step {
                Step::Attribute(name) if position == 0 => f.write_str(name)?,
                Step::Attribute(name) => write!(f, ".{name}")?,
                Step::Element(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
