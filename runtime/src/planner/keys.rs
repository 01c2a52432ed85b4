//! Conditions that fix the whole primary keys of items.

use std::cmp::Ordering;
use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::conjunct::{alternatives, check_partition, check_sort, equality};
use super::{AccessPath, Order, Question};
use crate::expr::{ExpressionError, order};
use crate::item::Attributes;

/// Returns the keys of all items for which the condition can hold; `None` if it does not fix them.
///
/// The condition may fix one value of the partition key and any number for the sort key, or any
/// number of values if there is no sort key. Keys are returned as given, or ordered by one of their
/// attributes on request; no other order is known before the items are read.
pub(super) fn of(question: &Question) -> Result<Option<Vec<Attributes>>, ExpressionError> {
    let is_allowed = question.may_fetch
        && question
            .through
            .is_none_or(|it| it == AccessPath::PrimaryKey);
    let keys = if is_allowed { named(question)? } else { None };
    Ok(keys.and_then(|keys| in_order(keys, question)))
}

fn in_order(mut keys: Vec<Attributes>, question: &Question) -> Option<Vec<Attributes>> {
    match question.order {
        Order::By(attribute) if keys.len() > 1 => {
            let mut names = question.model.table.key_names();
            names.find(|name| *name == attribute)?;
            keys.sort_by(|one, other| {
                let values = one.get(attribute).zip(other.get(attribute));
                let order = values.and_then(|(one, other)| order(one, other));
                order.unwrap_or(Ordering::Equal)
            });
        }
        Order::Any | Order::SortKey | Order::By(_) => {}
    }
    Some(keys)
}

fn named(question: &Question) -> Result<Option<Vec<Attributes>>, ExpressionError> {
    let nodes = question.condition.nodes();
    let table = question.model.table;
    let partition = table.partition;
    let Some(sort) = table.sort else {
        let values = nodes.iter().find_map(|it| alternatives(it, partition));
        return values
            .map(|values| {
                let keys = values.into_iter().map(|value| {
                    check_partition(value, partition)?;
                    Ok(HashMap::from([entry(partition.name, value)]))
                });
                keys.collect()
            })
            .transpose();
    };
    let value = nodes.iter().find_map(|it| equality(it, partition));
    let sorts = nodes.iter().find_map(|it| alternatives(it, sort));
    let (Some(value), Some(sorts)) = (value, sorts) else {
        return Ok(None);
    };
    check_partition(value, partition)?;
    let keys = sorts.into_iter().map(|of_sort| {
        check_sort(of_sort, sort)?;
        Ok(HashMap::from([
            entry(partition.name, value),
            entry(sort.name, of_sort),
        ]))
    });
    keys.collect::<Result<_, _>>().map(Some)
}

fn entry(name: &str, value: &AttributeValue) -> (String, AttributeValue) {
    (name.to_owned(), value.clone())
}
