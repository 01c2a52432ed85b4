//! Changes of a table one request at a time, for callers that wait themselves: between two requests they
//! look at the table, which says what was done, whoever did it.

use aws_sdk_dynamodb::types::{
    DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, TableDescription,
};

use super::compare::Comparison;
use super::{create, describe, wait};
use crate::error::from_build;
use crate::model::{IndexDescriptor, TableDescriptor};
use crate::request::control_plane;
use crate::{Client, Error, ErrorKind};

/// A table as it is: what it waits for, and which indexes it has.
#[derive(Clone, Debug)]
pub struct TableStanding {
    name: String,
    description: TableDescription,
}

/// Returns a table as it is now.
///
/// # Errors
/// Those of the request; [`ErrorKind::TableNotFound`] if there is no table.
pub async fn table_standing(
    client: &Client,
    table: &TableDescriptor,
) -> Result<TableStanding, Error> {
    let name = client.table_name(table.name);
    match describe::table(client, &name).await? {
        Some(description) => Ok(TableStanding::of(name, description)),
        None => Err(Error::new(ErrorKind::TableNotFound)),
    }
}

impl TableStanding {
    /// Makes the standing of a table with this full name from its description.
    pub fn of(name: String, description: TableDescription) -> Self {
        Self { name, description }
    }

    /// Returns what is not ACTIVE: the table, or one of its indexes. Nothing else can be changed until it is.
    pub fn busy(&self) -> Option<String> {
        wait::busy(&self.name, &self.description)
    }

    /// Returns `true` if the table stays as it is until somebody intervenes.
    pub fn is_stuck(&self) -> bool {
        wait::is_stuck(&self.description)
    }

    /// Returns `true` if the table has a global index of this name, in whatever state.
    pub fn has_index(&self, name: &str) -> bool {
        let mut indexes = self.description.global_secondary_indexes().iter();
        indexes.any(|index| index.index_name() == Some(name))
    }

    /// Compares the table with its declaration.
    ///
    /// # Errors
    /// [`ErrorKind::Schema`] with what differs and cannot be changed. Missing global indexes are no
    /// difference.
    pub fn check(&self, table: &TableDescriptor) -> Result<(), Error> {
        let comparison = Comparison::of(&self.description, table);
        comparison.into_missing(&self.name).map(drop)
    }
}

/// Asks for a global index, once. It is being built when this returns.
///
/// # Errors
/// Those of the request. The index may be there all the same.
pub async fn request_index(
    client: &Client,
    on: &TableStanding,
    table: &TableDescriptor,
    index: &IndexDescriptor,
) -> Result<(), Error> {
    let request = create::index_request(client, &on.description, &on.name, table, index)?;
    control_plane(client, "UpdateTable", &on.name, request.send()).await?;
    Ok(())
}

/// Asks for the removal of a global index, once. It is being removed when this returns.
///
/// # Errors
/// Those of the request. The index may be gone all the same.
pub async fn request_index_removal(
    client: &Client,
    on: &TableStanding,
    index: &str,
) -> Result<(), Error> {
    let action = DeleteGlobalSecondaryIndexAction::builder().index_name(index);
    let update = GlobalSecondaryIndexUpdate::builder().delete(action.build().map_err(from_build)?);
    let request = client.sdk().update_table().table_name(&on.name);
    let request = request.global_secondary_index_updates(update.build());
    control_plane(client, "UpdateTable", &on.name, request.send()).await?;
    Ok(())
}

/// Returns the attribute for which TTL of a table is on, or being turned on.
///
/// # Errors
/// Those of the request.
pub async fn ttl_attribute(
    client: &Client,
    table: &TableDescriptor,
) -> Result<Option<String>, Error> {
    describe::ttl_attribute(client, &client.table_name(table.name)).await
}

/// Asks for TTL by an attribute to be turned on or off, once.
///
/// # Errors
/// Those of the request. It may have been done all the same.
pub async fn request_ttl(
    client: &Client,
    table: &TableDescriptor,
    attribute: &str,
    is_enabled: bool,
) -> Result<(), Error> {
    let name = client.table_name(table.name);
    let request = create::ttl_request(client, &name, attribute, is_enabled)?;
    control_plane(client, "UpdateTimeToLive", &name, request.send()).await?;
    Ok(())
}

/// Returns `true` if a change of a table was refused only because of another change: of the table, or of
/// as many tables as the account may change at the same time.
pub fn is_refused_for_now(error: &Error) -> bool {
    wait::is_limit(error) || create::is_in_use(error)
}
