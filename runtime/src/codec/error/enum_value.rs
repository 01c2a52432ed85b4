//! Errors of reading an enum from text.

use std::fmt;

/// The reason why a text is not a value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEnumValue {
    name: &'static str,
    found: String,
    values: &'static [&'static str],
}

impl UnknownEnumValue {
    /// Makes the error for a text that is none of these values of an enum.
    #[cold]
    pub fn new(name: &'static str, found: &str, values: &'static [&'static str]) -> Self {
        Self {
            name,
            found: found.to_owned(),
            values,
        }
    }

    /// Returns the name of the enum.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the text.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// Returns the values of the enum, in the order of the schema.
    pub fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

impl fmt::Display for UnknownEnumValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, found) = (self.name, &self.found);
        write!(f, "{found:?} is not a {name}, which is one of ")?;
        for (number, value) in self.values.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{value:?}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownEnumValue {}
