//! Construction of actions from handles and values.

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::{Action, ActionResult, PathChange, Refusal};
use super::bounds::{self, Growth};
use super::source::Source;
use super::target::{ActionTarget, accepted};
use crate::codec::{Attribute, Handle};
use crate::expr::condition::operand;
use crate::expr::field_capabilities::Capabilities;
use crate::expr::form_capabilities::{Indexed, Members, Number};
use crate::expr::into_value::IntoValue;
use crate::expr::value::{encode, encode_field};
use crate::rules::{COPY, Violation};
use crate::types::Decimal;

pub(crate) fn set<H: Handle<Capabilities: Capabilities>>(
    handle: H,
    value: impl IntoValue<H::Attribute>,
) -> ActionResult {
    let (target, value) = encoded(handle, value)?;
    target.changed(value.map_or(PathChange::Remove, PathChange::Set))
}

/// Returns the target and the value to set it to; `None` for one that is stored as no attribute.
fn encoded<H: Handle<Capabilities: Capabilities>>(
    handle: H,
    value: impl IntoValue<H::Attribute>,
) -> Result<(ActionTarget, Option<AttributeValue>), Refusal> {
    let target = ActionTarget::of(handle);
    let value = accepted::<H::Attribute>(value, target.path.to_string(), target.rules)?;
    let value = encode_field::<H::Attribute, H::Capabilities>(&value, &target.path)?;
    Ok((target, value))
}

pub(crate) fn set_or_remove<H: Handle<Capabilities: Capabilities>>(
    handle: H,
    value: Option<impl IntoValue<H::Attribute>>,
) -> ActionResult {
    match value {
        Some(value) => set(handle, value),
        None => remove(handle),
    }
}

pub(crate) fn set_if_absent<H: Handle<Capabilities: Capabilities>>(
    handle: H,
    value: impl IntoValue<H::Attribute>,
) -> ActionResult {
    match encoded(handle, value)? {
        (target, Some(value)) => target.changed(PathChange::SetIfAbsent(value)),
        (_, None) => Ok(None),
    }
}

pub(crate) fn set_to<H, S>(handle: H, source: S) -> ActionResult
where
    H: Handle<Capabilities: Capabilities>,
    S: Handle<Model = H::Model, Attribute = H::Attribute, Capabilities: Capabilities>,
{
    let (target, source) = (ActionTarget::of(handle), source.into_path());
    let same_rules = match (target.rules, source.rules) {
        (None, _) => true,
        (Some(target), Some(source)) => std::ptr::eq(target, source),
        (Some(_), None) => false,
    };
    if !same_rules {
        return Err(Refusal::Rules(vec![Violation {
            path: target.path.to_string(),
            rule: COPY,
            message: "has rules, which a copy of another field cannot be checked against: read \
                      the item and set the value"
                .to_owned(),
        }]));
    }
    let action = target.changed(PathChange::Copy(Source {
        path: source.path,
        is_nullable: S::Capabilities::is_nullable::<S::Attribute>(),
    }))?;
    Ok(action.map(|action| Action {
        start: S::Capabilities::absent(),
        ..action
    }))
}

pub(crate) fn add<H: Handle<Attribute: Number, Capabilities: Capabilities>>(
    handle: H,
    amount: impl IntoValue<H::Attribute>,
) -> ActionResult {
    let (target, amount) = (ActionTarget::of(handle), amount.into_value());
    let range = H::Attribute::range_limit(&amount, true);
    let amount = operand::<H::Attribute>(&amount, &target.path)?;
    let by = by(&amount);
    if target.path.rest.is_empty() {
        target.counted(PathChange::Add(amount), by, range)
    } else {
        target.counted(PathChange::Plus(amount), by, range)
    }
}

pub(crate) fn subtract<H: Handle<Attribute: Number, Capabilities: Capabilities>>(
    handle: H,
    amount: impl IntoValue<H::Attribute>,
) -> ActionResult {
    let (target, amount) = (ActionTarget::of(handle), amount.into_value());
    let range = H::Attribute::range_limit(&amount, false);
    let amount = operand::<H::Attribute>(&amount, &target.path)?;
    let by = -by(&amount);
    match amount {
        AttributeValue::N(text) if target.path.rest.is_empty() => {
            let negated = AttributeValue::N(negated(&text));
            target.counted(PathChange::Add(negated), by, range)
        }
        amount => target.counted(PathChange::Minus(amount), by, range),
    }
}

/// Decodes an encoded number, which has at most 38 digits.
fn by(amount: &AttributeValue) -> Decimal {
    let amount = amount.as_n().ok().and_then(|text| text.parse().ok());
    amount.unwrap_or_default()
}

fn negated(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None => format!("-{text}"),
    }
}

pub(crate) fn remove<H: Handle<Capabilities: Capabilities>>(handle: H) -> ActionResult {
    ActionTarget::of(handle).changed(PathChange::Remove)
}

pub(crate) fn remove_at<H: Handle<Attribute: Indexed, Capabilities: Capabilities>>(
    list: H,
    index: usize,
) -> ActionResult {
    ActionTarget::of(list)
        .element(index)
        .changed(PathChange::Remove)
}

pub(crate) fn append<H, V>(list: H, elements: impl IntoIterator<Item = V>) -> ActionResult
where
    H: Handle<Attribute: Indexed, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    extend(list, elements, PathChange::Append)
}

pub(crate) fn prepend<H, V>(list: H, elements: impl IntoIterator<Item = V>) -> ActionResult
where
    H: Handle<Attribute: Indexed, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    extend(list, elements, PathChange::Prepend)
}

fn extend<H, V>(
    list: H,
    elements: impl IntoIterator<Item = V>,
    change: fn(AttributeValue) -> PathChange,
) -> ActionResult
where
    H: Handle<Attribute: Indexed, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Indexed>::Element>,
{
    let target = ActionTarget::of(list);
    let elements = elements
        .into_iter()
        .map(|element| {
            // Only DynamoDB knows its index in the list.
            let path = format!("{}[?]", target.path);
            let element = accepted::<<H::Attribute as Indexed>::Element>(element, path, None)?;
            let element = operand::<<H::Attribute as Indexed>::Element>(&element, &target.path)?;
            Ok(element)
        })
        .collect::<Result<Vec<_>, Refusal>>()?;
    if elements.is_empty() {
        return Ok(None);
    }
    let longer = Growth::Longer(elements.len());
    target.grown(change(AttributeValue::L(elements)), longer)
}

pub(crate) fn insert<H, V>(set: H, members: impl IntoIterator<Item = V>) -> ActionResult
where
    H: Handle<Attribute: Members, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    change_members(set, members, PathChange::Add, Growth::Longer)
}

pub(crate) fn discard<H, V>(set: H, members: impl IntoIterator<Item = V>) -> ActionResult
where
    H: Handle<Attribute: Members, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    change_members(set, members, PathChange::Delete, Growth::Shorter)
}

fn change_members<H, V>(
    set: H,
    members: impl IntoIterator<Item = V>,
    change: fn(AttributeValue) -> PathChange,
    growth: fn(usize) -> Growth,
) -> ActionResult
where
    H: Handle<Attribute: Members, Capabilities: Capabilities>,
    V: IntoValue<<H::Attribute as Members>::Member>,
{
    let target = ActionTarget::of(set);
    let members = members.into_iter().map(IntoValue::into_value);
    let members = members.collect::<<H::Attribute as Attribute>::Value>();
    match encode::<H::Attribute>(&members, &target.path)? {
        Some(members) => {
            let growth = growth(bounds::members(&members));
            target.grown(change(members), growth)
        }
        None => Ok(None),
    }
}
