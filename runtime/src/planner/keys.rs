//! Conditions that name items by their whole primary keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::conjunct::{alternatives, check_partition, check_sort, equality};
use super::{Order, Question, Way};
use crate::expr::ExpressionError;
use crate::request::Attributes;

/// The keys of all items for which the condition can hold; `None` if it does not say.
///
/// One value for the partition key and any number for the sort key, or any number of values where
/// the key has no sort key. Several items have no order, so none may be asked for.
pub(super) fn of(question: &Question) -> Result<Option<Vec<Attributes>>, ExpressionError> {
    let is_allowed = question.may_fetch && question.through.is_none_or(|it| it == Way::PrimaryKey);
    let keys = if is_allowed { named(question)? } else { None };
    Ok(keys.filter(|keys| keys.len() == 1 || question.order == Order::Any))
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
