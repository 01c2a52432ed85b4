//! What can be wrong with a value.

use std::borrow::Cow;
use std::fmt;

/// Why a codec of the user's own refused a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(String);

impl CodecError {
    /// An error with this message. The message must not hold the value of a sensitive field.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CodecError {}

/// Why a stored item, or one attribute of it, could not be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Decode>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Decode {
    model: &'static str,
    key: Option<String>,
    /// From the innermost to the outermost step.
    path: Vec<Step>,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
    sensitive: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Attribute(String),
    Element(usize),
}

impl DecodeError {
    /// Something else was stored than what was expected.
    #[cold]
    pub fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Decode {
            model: "",
            key: None,
            path: Vec::new(),
            expected: expected.into(),
            found: found.into(),
            sensitive: false,
        }))
    }

    /// A required attribute is absent.
    #[cold]
    pub fn absent(attribute: &str) -> Self {
        Self::new("a value", "nothing: the attribute is absent").in_attribute(attribute)
    }

    /// A codec of the user's own refused what is stored.
    #[cold]
    pub(crate) fn codec(error: CodecError) -> Self {
        Self::new("a value its codec accepts", error.0)
    }

    /// Says in which attribute it happened. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_attribute(mut self, name: &str) -> Self {
        self.0.path.push(Step::Attribute(name.to_owned()));
        self
    }

    /// Says in which list element it happened. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Element(index));
        self
    }

    /// Keeps what was found out of messages.
    #[cold]
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.0.sensitive = true;
        self.0.found = Cow::Borrowed("something else (the field is sensitive)");
        self
    }

    /// Says which item it was.
    #[cold]
    #[must_use]
    pub fn of_item(mut self, model: &'static str, key: Option<String>) -> Self {
        self.0.model = model;
        self.0.key = key;
        self
    }

    /// Name of the model, empty if not known.
    pub fn model(&self) -> &str {
        self.0.model
    }

    /// The item's key as text, if it could be read.
    pub fn key(&self) -> Option<&str> {
        self.0.key.as_deref()
    }

    /// The attribute, as a document path such as `lines[2].price`.
    pub fn attribute(&self) -> String {
        let mut text = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Attribute(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Step::Element(index) => {
                    text.push('[');
                    text.push_str(&index.to_string());
                    text.push(']');
                }
            }
        }
        text
    }

    /// What the model expects there.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What is stored there.
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read ")?;
        f.write_str(if self.model().is_empty() {
            "an item"
        } else {
            self.model()
        })?;
        if let Some(key) = self.key() {
            write!(f, " {key}")?;
        }
        if !self.0.path.is_empty() {
            write!(f, ", attribute `{}`", self.attribute())?;
        }
        write!(f, ": expected {}, found {}", self.expected(), self.found())
    }
}

impl std::error::Error for DecodeError {}

/// Why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError(Box<Encode>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Encode {
    model: &'static str,
    path: Vec<Step>,
    problem: EncodeProblem,
}

/// What is wrong with a value that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeProblem {
    /// A key attribute is an empty string or empty bytes.
    EmptyKey,
    /// A key attribute is too long: 2,048 bytes for partition keys, 1,024 for sort keys.
    KeyTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// NaN or infinite.
    NotFinite,
    /// More than 38 significant digits.
    TooManyDigits,
    /// Magnitude outside 1E-130 to 9.9999999999999999999999999999999999999E+125.
    NumberOutOfRange,
    /// A timestamp or date outside the years 0000 to 9999.
    YearOutOfRange,
    /// The item is larger than 400 KB.
    ItemTooLarge {
        /// Its size in bytes, as DynamoDB counts: names and values.
        bytes: usize,
    },
    /// Nested deeper than 32 levels.
    NestedTooDeep,
    /// A codec of the user's own refused the value.
    Codec(CodecError),
}

impl EncodeError {
    /// This problem, at a place to be said by [`in_attribute`](Self::in_attribute).
    #[cold]
    pub fn new(problem: EncodeProblem) -> Self {
        Self(Box::new(Encode {
            model: "",
            path: Vec::new(),
            problem,
        }))
    }

    #[cold]
    pub(crate) fn codec(error: CodecError) -> Self {
        Self::new(EncodeProblem::Codec(error))
    }

    /// Says in which attribute it happened. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_attribute(mut self, name: &str) -> Self {
        self.0.path.push(Step::Attribute(name.to_owned()));
        self
    }

    /// Says in which list element it happened. Called from the inside out.
    #[cold]
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Element(index));
        self
    }

    /// What is wrong.
    pub fn problem(&self) -> &EncodeProblem {
        &self.0.problem
    }
}
