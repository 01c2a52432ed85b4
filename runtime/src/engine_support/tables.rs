//! What tells a table from another one of the same name.

use crate::model::TableDescriptor;
use crate::sync::describe;
use crate::{Client, Error};

/// Returns what tells the table from an earlier or later one of the same name, such as one restored from a
/// backup: its id, or where there are none, the time at which it was created. `None` if there is no table.
///
/// # Errors
/// Those of the request.
pub async fn table_id(client: &Client, table: &TableDescriptor) -> Result<Option<String>, Error> {
    let name = client.table_name(table.name);
    let description = describe::table(client, &name).await?;
    Ok(description.and_then(|table| {
        let created = table.creation_date_time;
        let created = created.map(|time| time.as_secs_f64().to_string());
        table.table_id.or(created)
    }))
}
