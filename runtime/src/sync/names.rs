//! Checks of the names of tables, which need no request.

use dynamite_core::limits::is_name;

use crate::error::{ErrorKind, TableProblem};
use crate::model::TableDescriptor;
use crate::{Client, Error};

/// Refuses tables whose names are wrong.
///
/// # Errors
/// [`ErrorKind::Tables`] with all problems of the names.
pub(super) fn check(client: &Client, tables: &[&TableDescriptor]) -> Result<(), Error> {
    let problems = problems(client, tables);
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Tables { problems }))
}

/// Returns the names that DynamoDB does not accept, and those that several tables have: items of one
/// would be taken for items of the other.
pub(super) fn problems(client: &Client, tables: &[&TableDescriptor]) -> Vec<TableProblem> {
    let declared = || tables.iter().map(|table| table.name);
    let named = declared().map(|declared| (client.table_name(declared), declared));
    let illegal = named.filter(|(table, _)| !is_name(table));
    let illegal = illegal.map(|(table, declared)| TableProblem::IllegalName {
        table,
        declared: declared.to_owned(),
    });
    let shared = client.shared_names(declared()).into_iter();
    let shared = shared.map(|(table, declared)| TableProblem::SharedName {
        table,
        declared: declared.map(str::to_owned),
    });
    illegal.chain(shared).collect()
}
