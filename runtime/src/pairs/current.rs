//! Reads the current pairs of an item.

use crate::Error;
use crate::error::{ErrorKind, ReadItems};
use crate::expr::{Condition, KeyCondition};
use crate::item::Whole;
use crate::model::Model;
use crate::read::settings::ReadSettings;
use crate::read::source::Source;
use crate::repository::{Repository, key};
use crate::request::{ReadRequest, ReadTarget};

/// Reads all pairs of an item by the key of their table, consistently, whatever their number. The
/// attribute is the one that holds the key of the item.
pub(super) async fn pairs<P: Model, J: Model>(
    repository: &Repository<J>,
    attribute: &'static str,
    item: &P::Key,
) -> Result<Vec<J>, Error> {
    let target = ReadTarget {
        table: &repository.table,
        model: J::DESCRIPTOR,
        index: None,
        selected: None,
        ascending: true,
        consistent: true,
    };
    let mut values = key::attributes(item)?;
    let value = values.remove(P::DESCRIPTOR.table.partition.name);
    let condition = value.into_iter().fold(KeyCondition::new(), |key, value| {
        key.encoded(attribute, value)
    });
    let read_request = ReadRequest::query(target, condition, None::<Condition<J>>)?;
    let client = repository.client.clone();
    let source = Source::Responses(read_request);
    let reading = ReadSettings::default().reading(client, source, Whole::<J>::default());
    let (pairs, bad, _) = reading.rest(None).await?;
    if bad.is_empty() {
        return Ok(pairs);
    }
    let read = ReadItems::new(pairs);
    Err(Error::new(ErrorKind::BadItems { read, bad }))
}
