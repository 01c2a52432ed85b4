//! Builds the tree from parser events, within budgets.

use std::collections::HashMap;

use super::{Entry, MAX_DEPTH, Node, Scalar, Value, blame};
use crate::diagnostics::{Problems, catalogue};
use crate::source::{Span, Spanned};

/// Maximum number of keys and values in a file: enough for ten thousand models of twenty fields
/// each.
pub(super) const MAX_NODES: usize = 2_000_000;

/// Maximum number of values that anchors hold and aliases add, so that ten lines cannot grow to
/// gigabytes.
pub(super) const MAX_ALIASED_NODES: usize = 100_000;

/// Maximum size of a map in which repeated keys are searched pairwise; larger ones use a hash.
const SMALL_MAP: usize = 8;

/// The reason reading a file stops.
#[derive(Clone, Copy)]
pub(super) enum TreeError {
    TooDeep,
    TooManyNodes,
    TooManyAliases,
    /// The kind of value found instead.
    KeyNotText(&'static str),
    /// There is no blank after the colon in this key.
    NoBlank(Span),
    AliasOfItself,
}

pub(super) struct Tree<'a> {
    pub(super) problems: &'a mut Problems,
    pub(super) root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    aliased: usize,
}

/// A list or map that is not closed yet.
struct Open {
    span: Span,
    flow: bool,
    anchor: usize,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        key: Option<Key>,
    },
}

/// A key whose value is still to come.
struct Key {
    name: Spanned<String>,
    plain: bool,
}

impl<'a> Tree<'a> {
    pub(super) fn new(problems: &'a mut Problems) -> Self {
        Self {
            problems,
            root: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            nodes: 0,
            aliased: 0,
        }
    }

    pub(super) fn scalar(
        &mut self,
        scalar: Scalar,
        anchor: usize,
        span: Span,
    ) -> Result<(), TreeError> {
        self.finish(
            Node {
                span,
                value: Value::Scalar(scalar),
            },
            anchor,
        )
    }

    pub(super) fn open_list(
        &mut self,
        span: Span,
        flow: bool,
        anchor: usize,
    ) -> Result<(), TreeError> {
        self.open(Open {
            span,
            flow,
            anchor,
            items: Items::List(Vec::new()),
        })
    }

    pub(super) fn open_map(
        &mut self,
        span: Span,
        flow: bool,
        anchor: usize,
    ) -> Result<(), TreeError> {
        self.open(Open {
            span,
            flow,
            anchor,
            items: Items::Map {
                entries: Vec::new(),
                key: None,
            },
        })
    }

    fn open(&mut self, open: Open) -> Result<(), TreeError> {
        if let Some(Open {
            items: Items::Map { key: None, .. },
            ..
        }) = self.open.last()
        {
            return Err(TreeError::KeyNotText(match open.items {
                Items::List(_) => "this is a list",
                Items::Map { .. } => "this is a map",
            }));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(TreeError::TooDeep);
        }
        self.open.push(open);
        Ok(())
    }

    pub(super) fn close(&mut self, end: Span) -> Result<(), TreeError> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let (first, value) = match open.items {
            Items::List(items) => (items.first().map(|item| item.span), Value::List(items)),
            Items::Map { entries, .. } => (
                entries.first().map(|entry| entry.key.span),
                Value::Map(without_repetitions(entries)),
            ),
        };
        let end = if open.flow {
            end
        } else {
            first.unwrap_or(open.span)
        };
        let span = Span {
            end: end.end.max(open.span.end),
            ..open.span
        };
        self.finish(Node { span, value }, open.anchor)
    }

    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Result<(), TreeError> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(TreeError::AliasOfItself);
        };
        let size = node.size();
        self.aliased += size;
        self.nodes += size;
        if self.aliased > MAX_ALIASED_NODES {
            return Err(TreeError::TooManyAliases);
        }
        // The alias has the place of its use; its contents, the place where they were written.
        let node = Node {
            span,
            value: node.value.clone(),
        };
        self.finish(node, 0)
    }

    /// Adds a complete value to its container.
    fn finish(&mut self, node: Node, anchor: usize) -> Result<(), TreeError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(TreeError::TooManyNodes);
        }
        if anchor != 0 {
            self.aliased += node.size();
            if self.aliased > MAX_ALIASED_NODES {
                return Err(TreeError::TooManyAliases);
            }
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::List(items)) => items.push(node),
            Some(Items::Map { entries, key }) => match key.take() {
                None => *key = Some(key_of(node, self.problems)?),
                Some(key) if key.name.value == "<<" => {
                    self.problems.push(catalogue::merge_key(key.name.span));
                }
                Some(key) => entries.push(entry(key, node, self.problems)?),
            },
        }
        Ok(())
    }
}

/// Converts a key. A YAML null was meant as a name, and is taken as one, so that problems in the
/// rest of the file are found as well.
fn key_of(node: Node, problems: &mut Problems) -> Result<Key, TreeError> {
    let scalar = match node.value {
        Value::Scalar(scalar) => scalar,
        Value::List(_) => return Err(TreeError::KeyNotText("this is a list")),
        Value::Map(_) => return Err(TreeError::KeyNotText("this is a map")),
    };
    // The parser returns a null for a missing value.
    if scalar.plain && node.span.start == node.span.end {
        return Err(TreeError::KeyNotText(
            "there is nothing in front of the colon",
        ));
    }
    if scalar.is_null() {
        problems.push_aside(catalogue::null_key(node.span, &scalar.text));
    }
    Ok(Key {
        plain: scalar.plain,
        name: Spanned::new(scalar.text, node.span),
    })
}

/// Combines a key and its value. In `{ id:ulid }` YAML takes all of it as a key; it is split as
/// intended. The intention of `card:{ last4: string }` cannot be known.
fn entry(key: Key, value: Node, problems: &mut Problems) -> Result<Entry, TreeError> {
    let Key { name, plain } = key;
    let again = Vec::new();
    let is_nothing = matches!(&value.value, Value::Scalar(scalar) if scalar.is_null());
    match blame::split_at_colon(&name.value).filter(|_| plain) {
        Some((before, behind)) if is_nothing => {
            let span = name.span;
            let (message, help) = blame::no_blank(before, behind);
            problems.push_aside(catalogue::usual_mistake(span, &message, &help));
            let scalar = Scalar {
                text: behind.to_owned(),
                plain: true,
            };
            let value = Value::Scalar(scalar);
            Ok(Entry {
                key: Spanned::new(before.to_owned(), span),
                value: Node { span, value },
                again,
            })
        }
        Some((_, behind)) if behind.starts_with(['{', '[']) => Err(TreeError::NoBlank(name.span)),
        _ => Ok(Entry {
            key: name,
            value,
            again,
        }),
    }
}

/// Keeps each key once, with the places of its repetitions.
fn without_repetitions(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut places = HashMap::new();
    for entry in entries {
        let first = if kept.len() < SMALL_MAP {
            kept.iter().position(|one| one.key.value == entry.key.value)
        } else {
            if places.is_empty() {
                let keys = kept.iter().map(|one| one.key.value.clone());
                places.extend(keys.zip(0..));
            }
            places.get(&entry.key.value).copied()
        };
        if let Some(first) = first {
            kept[first].again.push(entry.key.span);
            continue;
        }
        if !places.is_empty() {
            places.insert(entry.key.value.clone(), kept.len());
        }
        kept.push(entry);
    }
    kept
}
