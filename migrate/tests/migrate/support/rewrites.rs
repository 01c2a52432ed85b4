//! Rewrites of things.

use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::StoredItem;
use dynamite::engine_support::Comparison;
use dynamite_migrate::{Pass, Reject, Rewrite, Run, RunId, Write};

use super::things::{THING, at, n};

pub(crate) fn pass(name: &str, rewrite: impl Rewrite + 'static) -> Pass {
    Pass {
        name: name.to_owned(),
        model: &THING,
        rewrite: Arc::new(rewrite),
    }
}

/// A run of one pass.
pub(crate) fn run(id: &str, pass: Pass) -> Run {
    let plan = pass.name.clone().into_bytes();
    Run::new(RunId::new(id).unwrap(), vec![pass], plan)
}

/// Multiplies prices by 100, once: the marker `cents` is set in the same update.
pub(crate) struct Cents;

impl Rewrite for Cents {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        if item.attributes().contains_key("cents") {
            return Ok(None);
        }
        scaled(item, |price| price.checked_mul(100)).map(|(old, new)| {
            let marked = at("cents").set(AttributeValue::Bool(true));
            Some(Write {
                changes: at("price").set(new).and(&marked),
                condition: (at("price").compares(Comparison::Eq, old)).and(at("cents").is_absent()),
            })
        })
    }
}

/// The inverse of `Cents`.
pub(crate) struct Euros;

impl Rewrite for Euros {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        if !item.attributes().contains_key("cents") {
            return Ok(None);
        }
        scaled(item, |price| Some(price / 100)).map(|(old, new)| {
            Some(Write {
                changes: at("price").set(new).and(&at("cents").removed()),
                condition: (at("price").compares(Comparison::Eq, old)).and(at("cents").exists()),
            })
        })
    }
}

/// The stored price and the one computed from it.
fn scaled(
    item: &StoredItem,
    scale: impl Fn(u64) -> Option<u64>,
) -> Result<(AttributeValue, AttributeValue), Reject> {
    let price = item.attributes().get("price");
    let stored = price.and_then(|price| price.as_n().ok());
    let computed = stored.and_then(|price| price.parse().ok()).and_then(scale);
    match (stored, computed) {
        (Some(old), Some(new)) => Ok((n(old), n(new))),
        _ => Err(Reject::new("prices in cents", "the price is no integer")),
    }
}

/// Gives `name` the name `full_name` while clients still write only `name`: the copy follows it.
pub(crate) struct Copy;

impl Rewrite for Copy {
    fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
        let [old, new] = [at("name"), at("full_name")];
        let [is, was] = ["name", "full_name"].map(|it| item.attributes().get(it));
        Ok(match (is, was) {
            (Some(is), was) if was != Some(is) => Some(Write {
                changes: new.copied_from(&old),
                condition: old
                    .exists()
                    .and((new.is_absent()).or(new.compares_with(Comparison::Ne, &old))),
            }),
            (None, Some(_)) => Some(Write {
                changes: new.removed(),
                condition: old.is_absent().and(new.exists()),
            }),
            _ => None,
        })
    }
}
