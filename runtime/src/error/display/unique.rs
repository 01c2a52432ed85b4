//! Messages about unique values.

use std::fmt;

/// Writes the owner of a value, with advice.
pub(crate) fn write_taken(
    f: &mut fmt::Formatter<'_>,
    fields: &[&str],
    owner: &str,
    deleted: bool,
) -> fmt::Result {
    let fields = fields.join("`, `");
    write!(f, "its `{fields}` is taken by the item {owner}")?;
    f.write_str(if deleted {
        ", which is soft-deleted: `purge` that one, or let the schema say `among: live`"
    } else {
        ": use another value, or change that item first"
    })
}

/// Writes the table that a guard names, with advice.
pub(crate) fn write_foreign_guard(
    f: &mut fmt::Formatter<'_>,
    fields: &[&str],
    table: &str,
) -> fmt::Result {
    let fields = fields.join("`, `");
    write!(
        f,
        "the guard of its `{fields}` belongs to the table {table}: if that table was restored or \
         copied to this one, adopt its guards by `.adopt_guards().from_table({table:?})`; if both \
         are in use, give them different namespaces by `Client::with_guard_namespace`"
    )
}
