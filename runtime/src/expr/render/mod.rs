//! Rendering of expressions: text with placeholders, names and values.

mod condition;
mod debug;
mod fingerprint;
mod projection;
mod sink;
mod update;

use std::borrow::Cow;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use sink::Sink;

use dynamite_core::limits::{
    MAX_EXPRESSION_BYTES, MAX_EXPRESSION_OPERATORS, MAX_SUBSTITUTION_BYTES,
};

use super::condition::{Condition, Conjunction, Node};
use super::error::{ExpressionError, ExpressionKind};
use super::key_condition::KeyCondition;
use super::update::{Action, UpdateExpression};
use crate::path::DocumentPath;

/// The names and values of all expressions of one request.
///
/// Expressions are rendered in turn, and [`finish`](Self::finish) returns the two maps. Every name
/// and value becomes a placeholder (`#0`, `:0` and so on), so reserved words and user data never
/// get into an expression. Each name has a single placeholder.
#[derive(Default)]
pub struct Expressions {
    names: Vec<Cow<'static, str>>,
    values: Vec<AttributeValue>,
}

/// `ExpressionAttributeNames` and `ExpressionAttributeValues`, `None` if empty.
pub type Substitutions = (
    Option<HashMap<String, String>>,
    Option<HashMap<String, AttributeValue>>,
);

impl Expressions {
    /// Makes an empty set of names and values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Renders a `ConditionExpression`, or with kind [`Filter`](ExpressionKind::Filter) a
    /// `FilterExpression`. Errors name the kind.
    pub fn condition<M>(
        &mut self,
        kind: ExpressionKind,
        condition: Condition<M>,
    ) -> Result<String, ExpressionError> {
        self.condition_node(kind, condition.into_node()?)
    }

    /// Does the same as [`condition`](Self::condition) for an untyped condition, such as a joined
    /// one.
    pub(crate) fn condition_node(
        &mut self,
        kind: ExpressionKind,
        node: Node,
    ) -> Result<String, ExpressionError> {
        let operators = node.operators();
        if operators > MAX_EXPRESSION_OPERATORS {
            return Err(ExpressionError::TooManyOperators { operators });
        }
        let mut renderer = Renderer::new(self);
        condition::render(&mut renderer, node);
        renderer.finish(kind)
    }

    /// Renders a `KeyConditionExpression`.
    pub fn key_condition(&mut self, condition: KeyCondition) -> Result<String, ExpressionError> {
        let nodes = condition.into_nodes()?;
        let mut renderer = Renderer::new(self);
        condition::render_all(&mut renderer, nodes);
        renderer.finish(ExpressionKind::KeyCondition)
    }

    /// Renders an `UpdateExpression`; `None` if the update changes nothing, so that the request
    /// checks its condition and returns the item.
    pub fn update<M>(
        &mut self,
        update: UpdateExpression<M>,
    ) -> Result<Option<String>, ExpressionError> {
        self.actions(update.into_actions()?)
    }

    /// Does the same as [`update`](Self::update) for actions that can be sent together.
    pub(crate) fn actions(
        &mut self,
        actions: Vec<Action>,
    ) -> Result<Option<String>, ExpressionError> {
        if actions.is_empty() {
            return Ok(None);
        }
        let operators = actions.iter().map(Action::operators).sum();
        if operators > MAX_EXPRESSION_OPERATORS {
            return Err(ExpressionError::TooManyOperators { operators });
        }
        let mut renderer = Renderer::new(self);
        update::render(&mut renderer, actions);
        renderer.finish(ExpressionKind::Update).map(Some)
    }

    /// Renders a `ProjectionExpression` of these paths, and of attributes by stored name. If a path
    /// and its parent are both wanted, only the parent is requested. A list is requested instead of
    /// its elements, which DynamoDB returns without their indexes.
    pub fn projection(
        &mut self,
        paths: &[DocumentPath],
        attributes: &[&'static str],
    ) -> Result<String, ExpressionError> {
        let mut renderer = Renderer::new(self);
        projection::render(&mut renderer, &projection::covering(paths, attributes));
        renderer.finish(ExpressionKind::Projection)
    }

    /// Returns a canonical byte rendering of the expressions and all names and values so far: equal
    /// expressions have equal bytes, in every process and version of the program. It binds a cursor
    /// to its query.
    pub fn fingerprint(&self, texts: &[&str]) -> Vec<u8> {
        fingerprint::fingerprint(texts, &self.names, &self.values)
    }

    /// Returns a byte rendering of conditions that are not sent, of any length.
    pub(crate) fn canonical(conditions: &Conjunction) -> Vec<u8> {
        let mut expressions = Self::new();
        let mut renderer = Renderer::new(&mut expressions);
        condition::render_all(&mut renderer, conditions.nodes().to_vec());
        let text = renderer.text;
        expressions.fingerprint(&[&text])
    }

    /// Returns the names and values for the SDK.
    pub fn finish(self) -> Result<Substitutions, ExpressionError> {
        let bytes = self.names.iter().map(|name| name.len()).sum::<usize>()
            + self
                .values
                .iter()
                .map(fingerprint::value_bytes)
                .sum::<usize>();
        if bytes > MAX_SUBSTITUTION_BYTES {
            return Err(ExpressionError::TooLarge { bytes });
        }
        let names = self.names.into_iter().map(Cow::into_owned);
        Ok((
            placeholders('#', names),
            placeholders(':', self.values.into_iter()),
        ))
    }
}

fn placeholders<T>(
    sigil: char,
    items: impl ExactSizeIterator<Item = T>,
) -> Option<HashMap<String, T>> {
    let mut map = HashMap::with_capacity(items.len());
    for (number, item) in items.enumerate() {
        let mut placeholder = String::with_capacity(4);
        sink::push_placeholder(&mut placeholder, sigil, number);
        map.insert(placeholder, item);
    }
    (!map.is_empty()).then_some(map)
}

/// The renderer of one expression.
struct Renderer<'a> {
    shared: &'a mut Expressions,
    text: String,
    problem: Option<ExpressionError>,
}

impl<'a> Renderer<'a> {
    fn new(shared: &'a mut Expressions) -> Self {
        Self {
            shared,
            text: String::with_capacity(64),
            problem: None,
        }
    }

    fn finish(self, kind: ExpressionKind) -> Result<String, ExpressionError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.text.len() > MAX_EXPRESSION_BYTES {
            let bytes = self.text.len();
            return Err(ExpressionError::TooLong { kind, bytes });
        }
        Ok(self.text)
    }
}

impl Sink for Renderer<'_> {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn name(&mut self, name: Cow<'static, str>) {
        let names = &mut self.shared.names;
        let number = names.iter().position(|known| *known == name);
        let number = number.unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        });
        sink::push_placeholder(&mut self.text, '#', number);
    }

    fn value(&mut self, value: AttributeValue) {
        sink::push_placeholder(&mut self.text, ':', self.shared.values.len());
        self.shared.values.push(value);
    }

    fn path(&mut self, path: &DocumentPath) {
        if let Some(bytes) = path.refused_name() {
            let attribute = path.to_string();
            self.problem
                .get_or_insert(ExpressionError::RefusedKey { attribute, bytes });
        }
        sink::push_path(self, path);
    }
}
