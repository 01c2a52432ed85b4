//! Reads a map whose keys are known.

use super::yaml_keys::elsewhere;
use super::yaml_keys::{Key, Need, Place, Shape};
use super::{number, report_repetitions, text};
use crate::diagnostics::{Diagnostic, Meant, Problems, catalogue};
use crate::source::{Span, Spanned};
use crate::yaml::{Entry, Node, Scalar, Value};

/// A map with its unknown, planned and ill-shaped keys already reported and left out.
pub(super) struct Object<'n> {
    place: &'static Place,
    span: Span,
    entries: Vec<&'n Entry>,
    /// The keys that are given, valid or not, and those that unknown ones probably stand for.
    given: Vec<&'n str>,
}

impl<'n> Object<'n> {
    /// `at` is the place where a missing key is reported: the name of the declaration.
    pub(super) fn open(
        node: &'n Node,
        at: Span,
        place: &'static Place,
        problems: &mut Problems,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let expected = match place.short {
                Some(Shape::Type) => "a type, or a map",
                Some(Shape::Text | Shape::Line | Shape::Scalar) => "text, or a map",
                Some(Shape::Names) => "a list of fields, or a map",
                Some(Shape::Choice { .. }) => "a word, or a map",
                _ => "a map",
            };
            problems.push(catalogue::wrong_shape(node, place.what, expected));
            return None;
        };
        let mut object = Self {
            place,
            span: at,
            entries: Vec::with_capacity(entries.len()),
            given: Vec::with_capacity(entries.len()),
        };
        for entry in entries {
            object.take(entry, problems);
        }
        let required = place.keys.iter().filter(|key| key.need == Need::Required);
        for key in required.filter(|key| !object.is_given(key.name)) {
            problems.push(catalogue::missing_key(at, place.what, key.name));
        }
        Some(object)
    }

    /// Keeps a valid entry, and reports any other.
    fn take(&mut self, entry: &'n Entry, problems: &mut Problems) {
        let known = self.place.keys.iter();
        if let Some(key) = known.clone().find(|key| key.name == entry.key.value) {
            self.given.push(key.name);
            if is_usable(entry, key, self.place, problems) {
                self.entries.push(entry);
            }
            return;
        }
        report_repetitions(entry, problems);
        let known = known.filter(|key| !self.place.plans(key));
        let known: Vec<_> = known.map(|key| key.name).collect();
        let meant = elsewhere::key(self.place, &entry.key, &known);
        let problem = catalogue::unknown_key(&entry.key, self.place.what, meant, &known);
        if let Some(key) = meant.and_then(Meant::key) {
            self.given.push(key);
            problems.push(problem);
        } else {
            // No other entry depends on its value.
            problems.push_aside(problem);
        }
    }

    /// Returns `true` if a key is given, even if it is invalid, or under another name.
    pub(super) fn is_given(&self, key: &str) -> bool {
        self.given.contains(&key)
    }

    /// Returns the place of its name.
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

    /// Returns the place of a flag that is `true`.
    pub(super) fn flag(&self, key: &str) -> Option<Span> {
        self.text(key)
            .filter(|text| text.value == "true")
            .map(|text| text.span)
    }
}

fn is_usable(entry: &Entry, key: &Key, place: &Place, problems: &mut Problems) -> bool {
    if report_repetitions(entry, problems) {
        // The intended one of its values is not known.
        return false;
    }
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

/// Checks simple shapes; the others are checked where they are read.
fn fits(node: &Node, key: &str, shape: Shape) -> Result<(), Diagnostic> {
    let wrong = |expected| Err(catalogue::wrong_shape(node, &format!("`{key}`"), expected));
    match (shape, node.scalar()) {
        (Shape::Text | Shape::Line | Shape::Scalar | Shape::Type | Shape::Offset, None) => {
            wrong("text")
        }
        (Shape::Line, Some(scalar)) if scalar.has_several_lines() => {
            Err(catalogue::several_lines(node, &format!("`{key}`")))
        }
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
    scalar.plain && number::is_number(&scalar.text)
}

/// Checks that a word is one that a key may hold.
pub(super) fn choose(
    node: &Node,
    key: &str,
    found: &Scalar,
    words: &[&'static str],
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
    Err(unknown_word(node, key, found, words))
}

/// Returns the diagnostic of an invalid word, with the one that was probably meant.
pub(super) fn unknown_word(
    node: &Node,
    key: &str,
    found: &str,
    words: &[&'static str],
) -> Diagnostic {
    let meant = elsewhere::word(found, words);
    catalogue::unknown_choice(node.span, key, found, meant, words)
}
