//! Parses YAML text to a tree of values with their places.
//!
//! The only module that depends on the YAML library. YAML features that a schema does not use
//! (tags, merge keys, several documents, keys that are not text) are refused here.

mod blame;
#[cfg(test)]
mod compared;
pub(crate) mod node;
#[cfg(feature = "migrations")]
pub(crate) mod print;
mod tree;

pub(crate) use node::{Entry, Node, Scalar, Value};

use granit_parser::{ErrorKind, Event, Parser, ScanError};

use crate::diagnostics::{Diagnostic, Problems, catalogue};
use crate::source::{FileId, Span};
use tree::{Tree, TreeError};

/// Maximum depth of nested collections. The parser limits those in brackets and those without
/// separately, so their sum is limited here.
const MAX_DEPTH: usize = 64;

/// Parses a file. `None` if it holds nothing, or nothing that can be used; the second case is
/// reported.
pub(crate) fn parse(file: FileId, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut tree = Tree::new(problems);
    let mut documents = 0;
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        let fed = match next {
            Err(error) => Err(invalid(file, text, &error)),
            Ok((event, place)) => {
                let span = byte_span(file, text, &place);
                documents += usize::from(matches!(event, Event::DocumentStart(..)));
                if documents > 1 {
                    Err(catalogue::several_documents(span))
                } else {
                    if let Some(tag) = event.tag() {
                        let at = place
                            .tag_span()
                            .map_or(span, |tag| byte_span(file, text, &tag));
                        tree.problems.push(catalogue::tag(at, &tag.original()));
                    }
                    let span = without_breaks(text, span);
                    feed(&mut tree, event, span).map_err(|error| refusal(error, text, span))
                }
            }
        };
        if let Err(problem) = fed {
            tree.problems.push(problem);
            return None;
        }
        if tree.problems.is_full() {
            return None;
        }
    }
    tree.root
}

fn feed(tree: &mut Tree<'_>, event: Event<'_>, span: Span) -> Result<(), TreeError> {
    match event {
        Event::Scalar(text, style, anchor, _) => {
            let plain = style == granit_parser::ScalarStyle::Plain;
            tree.scalar(
                Scalar {
                    text: text.into_owned(),
                    plain,
                },
                anchor,
                span,
            )
        }
        Event::SequenceStart(style, anchor, _) => tree.open_list(span, is_flow(style), anchor),
        Event::MappingStart(style, anchor, _) => tree.open_map(span, is_flow(style), anchor),
        Event::SequenceEnd | Event::MappingEnd => tree.close(span),
        Event::Alias(anchor) => tree.alias(anchor, span),
        _ => Ok(()),
    }
}

fn is_flow(style: granit_parser::StructureStyle) -> bool {
    style == granit_parser::StructureStyle::Flow
}

fn refusal(error: TreeError, text: &str, span: Span) -> Diagnostic {
    match error {
        TreeError::TooDeep => catalogue::too_deep(span, MAX_DEPTH),
        TreeError::TooManyNodes => catalogue::too_many_values(span, tree::MAX_NODES),
        TreeError::TooManyAliases => catalogue::too_many_aliases(span, tree::MAX_ALIASED_NODES),
        TreeError::KeyNotText(found) => catalogue::key_not_text(span, found),
        TreeError::AliasOfItself => catalogue::alias_of_itself(span),
        TreeError::NoBlank(key) => stumbled(text, key, "simple key"),
    }
}

fn invalid(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let mark = *error.marker();
    let place = byte_span(file, text, &granit_parser::Span::empty(mark));
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return catalogue::too_deep(place, MAX_DEPTH);
    }
    stumbled(text, place, &error.info())
}

/// Returns the diagnostic of a parser error at this place.
fn stumbled(text: &str, place: Span, reason: &str) -> Diagnostic {
    let Some(blame) = blame::find(text, place.start as usize, reason) else {
        return catalogue::invalid_yaml(place, reason);
    };
    let byte = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    let at = Span {
        start: byte(blame.place.start),
        end: byte(blame.place.end),
        ..place
    };
    catalogue::usual_mistake(at, &blame.message, &blame.help)
}

/// Returns a place without the line breaks at its end, which the parser includes in block text.
fn without_breaks(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let length = text.get(start..end).map_or(0, |text| text.trim_end().len());
    match u32::try_from(start + length) {
        Ok(end) if length > 0 => Span { end, ..span },
        _ => span,
    }
}

/// Converts the parser's span, which counts bytes from the start of the text. It is clamped all the
/// same, because a place outside the file would make every renderer fail.
fn byte_span(file: FileId, text: &str, span: &granit_parser::Span) -> Span {
    let clamp = |mark: &granit_parser::Marker| {
        let mut byte = mark.byte_offset().unwrap_or(0).min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        u32::try_from(byte).unwrap_or(u32::MAX)
    };
    let start = clamp(&span.start);
    Span {
        file,
        start,
        end: clamp(&span.end).max(start),
    }
}
