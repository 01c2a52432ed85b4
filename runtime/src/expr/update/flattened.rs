//! Changes of flattened unions, which have several attributes.

use super::action::{Action, ActionResult, PathChange, Refusal};
use super::target::accepted;
use crate::codec::{Attribute, FieldWriter, Flatten, ItemWriter};
use crate::expr::flattened::{FlattenedHandle, Presence};
use crate::path::DocumentPath;

/// Sets the attributes of the value and removes the other ones of the union; without a value, removes
/// all of them.
pub(crate) fn set<H: FlattenedHandle<Capabilities: Presence>>(
    _handle: H,
    value: <H::Capabilities as Presence>::Given<<H::Union as Attribute>::Value>,
) -> Vec<ActionResult> {
    match actions::<H::Union>(H::Capabilities::given(value)) {
        Ok(actions) => actions.into_iter().map(|action| Ok(Some(action))).collect(),
        Err(refusal) => vec![Err(refusal)],
    }
}

fn actions<U: Flatten>(value: Option<U::Value>) -> Result<Vec<Action>, Refusal> {
    let mut item = ItemWriter::with_capacity(U::ATTRIBUTES.len());
    if let Some(value) = value {
        let value = accepted::<U>(value, String::new(), None)?;
        FieldWriter::new(&mut item)
            .write_flattened::<U>(&value)
            .finish()?;
    }
    let mut attributes = item.finish()?;
    let actions = U::ATTRIBUTES.iter().map(|name| {
        let set = attributes.remove(*name).map(PathChange::Set);
        Action::new(
            DocumentPath::attribute(name),
            set.unwrap_or(PathChange::Remove),
        )
    });
    Ok(actions.collect())
}
