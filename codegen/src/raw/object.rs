//! Reads a map whose keys are known.

use super::keys::{Need, Place, Shape};
use super::{report_repetitions, text};
use crate::decimal::Decimal;
use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::source::{Span, Spanned};
use crate::yaml::{Entry, Node, Scalar, Value};

/// A map with its unknown, planned and ill-shaped keys already reported and left out.
pub(super) struct Object<'n> {
    place: &'static Place,
    span: Span,
    entries: Vec<&'n Entry>,
}

impl<'n> Object<'n> {
    /// `at` is where a missing key is reported: the name of what is declared.
    pub(super) fn open(
        node: &'n Node,
        at: Span,
        place: &'static Place,
        problems: &mut Problems,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let expected = match place.short {
                Some(Shape::Type) => "a type, or a map",
                Some(Shape::Text | Shape::Scalar) => "text, or a map",
                Some(Shape::Names) => "a list of fields, or a map",
                Some(Shape::Choice { .. }) => "a word, or a map",
                _ => "a map",
            };
            problems.push(catalogue::wrong_shape(node, place.what, expected));
            return None;
        };
        let usable = entries
            .iter()
            .filter(|entry| is_usable(entry, place, problems))
            .collect();
        let object = Self {
            place,
            span: at,
            entries: usable,
        };
        for key in place.keys.iter().filter(|key| key.need == Need::Required) {
            if !entries.iter().any(|entry| entry.key.value == key.name) {
                problems.push(catalogue::missing_key(at, place.what, key.name));
            }
        }
        Some(object)
    }

    /// Where its name is.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        debug_assert!(
            self.place.keys.iter().any(|known| known.name == key),
            "{key} is catalogued"
        );
        self.entries
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.value)
    }

    pub(super) fn text(&self, key: &str) -> Option<Spanned<String>> {
        match self.get(key) {
            Some(Node {
                span,
                value: Value::Scalar(scalar),
            }) => Some(Spanned::new(scalar.text.clone(), *span)),
            _ => None,
        }
    }

    pub(super) fn doc(&self) -> Option<String> {
        self.text("doc").map(|doc| doc.value)
    }

    /// The place of a flag that is `true`.
    pub(super) fn flag(&self, key: &str) -> Option<Span> {
        self.text(key)
            .filter(|text| text.value == "true")
            .map(|text| text.span)
    }
}

fn is_usable(entry: &Entry, place: &'static Place, problems: &mut Problems) -> bool {
    if report_repetitions(entry, problems) {
        // Which of its values is meant is not known.
        return false;
    }
    let Some(key) = place.keys.iter().find(|key| key.name == entry.key.value) else {
        let known: Vec<_> = place
            .keys
            .iter()
            .filter(|key| !place.plans(key))
            .map(|key| key.name)
            .collect();
        problems.push(catalogue::unknown_key(&entry.key, place.what, &known));
        return false;
    };
    if place.plans(key) {
        let what = format!("`{}` in {}", key.name, place.what);
        problems.push(catalogue::not_supported_yet(entry.key.span, &what));
        return false;
    }
    match fits(&entry.value, key.name, key.shape) {
        Ok(()) if matches!(key.name, "doc" | "message") => text::check_doc(&entry.value, problems),
        Ok(()) => true,
        Err(problem) => {
            problems.push(problem);
            false
        }
    }
}

/// Checks the shapes that need no more than a look; the others are checked where they are read.
fn fits(node: &Node, key: &str, shape: Shape) -> Result<(), Diagnostic> {
    let wrong = |expected| Err(catalogue::wrong_shape(node, &format!("`{key}`"), expected));
    match (shape, node.scalar()) {
        (Shape::Text | Shape::Scalar | Shape::Type | Shape::Offset, None) => wrong("text"),
        (Shape::Flag, Some(scalar))
            if scalar.plain && matches!(&*scalar.text, "true" | "false") =>
        {
            Ok(())
        }
        (Shape::Flag, _) => wrong("`true` or `false`"),
        (Shape::FormatNumber, Some(scalar)) if scalar.plain => Ok(()),
        (Shape::Count, Some(scalar)) if is_count(scalar) => Ok(()),
        (Shape::Count, _) => wrong("a whole number without quotes, from 0"),
        (Shape::Number, Some(scalar)) if is_number(scalar) => Ok(()),
        (Shape::FormatNumber | Shape::Number, _) => wrong("a number without quotes"),
        (Shape::Choice { words, .. }, None) => wrong(&format!("one of {}", catalogue::list(words))),
        (Shape::Choice { words, planned }, Some(scalar)) => {
            choose(node, key, scalar, words, planned)
        }
        _ => Ok(()),
    }
}

fn is_count(scalar: &Scalar) -> bool {
    scalar.plain && scalar.text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(scalar: &Scalar) -> bool {
    scalar.plain && Decimal::parse(&scalar.text).is_some()
}

/// Whether a word is one of those that a key may hold.
pub(super) fn choose(
    node: &Node,
    key: &str,
    found: &Scalar,
    words: &[&str],
    planned: &[&str],
) -> Result<(), Diagnostic> {
    let found = found.text.as_str();
    if planned.contains(&found) {
        return Err(catalogue::not_supported_yet(
            node.span,
            &format!("`{key}: {found}`"),
        ));
    }
    if words.contains(&found) {
        return Ok(());
    }
    Err(catalogue::unknown_choice(node.span, key, found, words))
}
