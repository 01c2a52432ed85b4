//! Sinks of rendered expressions.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::path::{DocumentPath, Step, shown};

/// A sink for the pieces of an expression.
pub(super) trait Sink {
    /// Writes operators, functions and punctuation.
    fn text(&mut self, text: &str);

    /// Writes the name of an attribute.
    fn name(&mut self, name: Cow<'static, str>);

    /// Writes a value.
    fn value(&mut self, value: AttributeValue);

    /// Writes a document path.
    fn path(&mut self, path: &DocumentPath);
}

/// Writes a document path step by step.
pub(super) fn push_path(sink: &mut impl Sink, path: &DocumentPath) {
    sink.name(Cow::Borrowed(path.root));
    for step in &path.rest {
        match step {
            Step::Attribute(name) => {
                sink.text(".");
                sink.name(name.clone());
            }
            Step::Element(index) => {
                sink.text("[");
                sink.text(itoa::Buffer::new().format(*index));
                sink.text("]");
            }
        }
    }
}

/// Appends `#0`, `:12` and so on.
pub(super) fn push_placeholder(text: &mut String, sigil: char, number: usize) {
    text.push(sigil);
    text.push_str(itoa::Buffer::new().format(number));
}

/// A text for messages: schema names as they are, `?` for each value and each map key, which may be
/// sensitive.
#[derive(Default)]
pub(super) struct Description(pub(super) String);

impl Sink for Description {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn name(&mut self, name: Cow<'static, str>) {
        self.0.push_str(shown(&name));
    }

    fn value(&mut self, _value: AttributeValue) {
        self.0.push('?');
    }

    fn path(&mut self, path: &DocumentPath) {
        push_path(self, path);
    }
}
