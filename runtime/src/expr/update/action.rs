//! The actions of updates.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::Attribute;
use crate::expr::condition::operand;
use crate::expr::error::ExpressionError;
use crate::expr::forms::{Indexed, Members, Number};
use crate::expr::into_value::IntoValue;
use crate::expr::path::{DocumentPath, Handle, Step};
use crate::expr::value::encode;

/// One action: a path, and what happens to it.
#[derive(Clone)]
pub(crate) struct Action {
    pub(crate) path: DocumentPath,
    pub(crate) change: Change,
}

/// What happens to a path.
#[derive(Clone)]
pub(crate) enum Change {
    Set(AttributeValue),
    SetIfAbsent(AttributeValue),
    Copy(DocumentPath),
    /// Below the top level, where `ADD` is not documented: `SET`, beginning at zero.
    Plus(AttributeValue),
    Minus(AttributeValue),
    Append(AttributeValue),
    Prepend(AttributeValue),
    Remove,
    Add(AttributeValue),
    Delete(AttributeValue),
}

/// The clauses of an update expression, in the order they are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Clause {
    Set,
    Remove,
    Add,
    Delete,
}

impl Action {
    pub(crate) fn new(path: DocumentPath, change: Change) -> Self {
        Self { path, change }
    }

    pub(crate) fn clause(&self) -> Clause {
        match self.change {
            Change::Set(_)
            | Change::SetIfAbsent(_)
            | Change::Copy(_)
            | Change::Plus(_)
            | Change::Minus(_)
            | Change::Append(_)
            | Change::Prepend(_) => Clause::Set,
            Change::Remove => Clause::Remove,
            Change::Add(_) => Clause::Add,
            Change::Delete(_) => Clause::Delete,
        }
    }

    /// Whether doing it twice leaves what doing it once leaves, as far as this action alone can
    /// tell: an element may be appended when it is set, and moves others when it is removed.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self.change {
            Change::Set(_) | Change::SetIfAbsent(_) | Change::Copy(_) | Change::Remove => {
                !matches!(self.path.rest.last(), Some(Step::Element(_)))
            }
            Change::Plus(_) | Change::Minus(_) | Change::Append(_) | Change::Prepend(_) => false,
            Change::Add(ref added) => !matches!(added, AttributeValue::N(_)),
            Change::Delete(_) => true,
        }
    }
}

/// The outcome of a method of an update: an action, or none where nothing is to be done.
pub(crate) type Outcome = Result<Option<Action>, ExpressionError>;

pub(crate) fn set<H: Handle>(handle: H, value: impl IntoValue<H::Attribute>) -> Outcome {
    let path = handle.into_path().path;
    let change = match encode::<H::Attribute>(&value.into_value(), &path)? {
        Some(value) => Change::Set(value),
        None => Change::Remove,
    };
    Ok(Some(Action::new(path, change)))
}

pub(crate) fn set_optional<H: Handle>(
    handle: H,
    value: Option<impl IntoValue<H::Attribute>>,
) -> Outcome {
    match value {
        Some(value) => set(handle, value),
        None => Ok(Some(remove(handle))),
    }
}

pub(crate) fn set_if_absent<H: Handle>(handle: H, value: impl IntoValue<H::Attribute>) -> Outcome {
    let path = handle.into_path().path;
    let value = encode::<H::Attribute>(&value.into_value(), &path)?;
    Ok(value.map(|value| Action::new(path, Change::SetIfAbsent(value))))
}

pub(crate) fn set_to<H: Handle>(
    handle: H,
    source: impl Handle<Model = H::Model, Attribute = H::Attribute>,
) -> Action {
    Action::new(
        handle.into_path().path,
        Change::Copy(source.into_path().path),
    )
}

pub(crate) fn add<H: Handle<Attribute: Number>>(
    handle: H,
    amount: impl IntoValue<H::Attribute>,
) -> Outcome {
    let path = handle.into_path().path;
    let amount = operand::<H::Attribute>(&amount.into_value(), &path)?;
    let change = if path.rest.is_empty() {
        Change::Add(amount)
    } else {
        Change::Plus(amount)
    };
    Ok(Some(Action::new(path, change)))
}

pub(crate) fn subtract<H: Handle<Attribute: Number>>(
    handle: H,
    amount: impl IntoValue<H::Attribute>,
) -> Outcome {
    let path = handle.into_path().path;
    let change = match operand::<H::Attribute>(&amount.into_value(), &path)? {
        AttributeValue::N(text) if path.rest.is_empty() => {
            Change::Add(AttributeValue::N(negated(&text)))
        }
        amount => Change::Minus(amount),
    };
    Ok(Some(Action::new(path, change)))
}

fn negated(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None => format!("-{text}"),
    }
}

pub(crate) fn remove<H: Handle>(handle: H) -> Action {
    Action::new(handle.into_path().path, Change::Remove)
}

pub(crate) fn remove_at<H: Handle<Attribute: Indexed>>(list: H, index: usize) -> Action {
    let mut path = list.into_path().path;
    path.rest.push(Step::Element(index));
    Action::new(path, Change::Remove)
}

pub(crate) fn append<H, V>(list: H, elements: impl IntoIterator<Item = V>) -> Outcome
where
    H: Handle<Attribute: Indexed>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    extend(list, elements, Change::Append)
}

pub(crate) fn prepend<H, V>(list: H, elements: impl IntoIterator<Item = V>) -> Outcome
where
    H: Handle<Attribute: Indexed>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    extend(list, elements, Change::Prepend)
}

fn extend<H, V>(
    list: H,
    elements: impl IntoIterator<Item = V>,
    change: fn(AttributeValue) -> Change,
) -> Outcome
where
    H: Handle<Attribute: Indexed>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    let path = list.into_path().path;
    let elements = elements
        .into_iter()
        .map(|element| operand::<<H::Attribute as Indexed>::Element>(&element.into_value(), &path))
        .collect::<Result<Vec<_>, _>>()?;
    if elements.is_empty() {
        return Ok(None);
    }
    Ok(Some(Action::new(path, change(AttributeValue::L(elements)))))
}

pub(crate) fn insert<H, V>(set: H, members: impl IntoIterator<Item = V>) -> Outcome
where
    H: Handle<Attribute: Members>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    change_members(set, members, Change::Add)
}

pub(crate) fn discard<H, V>(set: H, members: impl IntoIterator<Item = V>) -> Outcome
where
    H: Handle<Attribute: Members>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    change_members(set, members, Change::Delete)
}

fn change_members<H, V>(
    set: H,
    members: impl IntoIterator<Item = V>,
    change: fn(AttributeValue) -> Change,
) -> Outcome
where
    H: Handle<Attribute: Members>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    let path = set.into_path().path;
    let members = members
        .into_iter()
        .map(IntoValue::into_value)
        .collect::<<H::Attribute as Attribute>::Value>();
    let members = encode::<H::Attribute>(&members, &path)?;
    Ok(members.map(|members| Action::new(path, change(members))))
}
