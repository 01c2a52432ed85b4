//! Messages about tables, the service and the connection.

use std::fmt::{self, Display as _};

use crate::error::category::is_denial;
use crate::error::{Error, TableProblem, ThrottlingReason, is_conflict};

pub(super) fn table_not_found(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(
        "the table or index does not exist: look at the region, the endpoint and the table \
         names of the client (`with_table_prefix`, `with_table_name`, the variables \
         `DYNAMITE_TABLE_…`), or create it with `client.sync(models::TABLES)`, an index of a \
         table with items with `.build_indexes()`; an index of another name has that as its `name:` in \
         the schema",
    )
}

pub(super) fn no_credentials(f: &mut fmt::Formatter<'_>, cause: &str) -> fmt::Result {
    write!(
        f,
        "the provider of credentials failed ({cause}): try again; if it goes on, look at the profile, \
         its `credential_process` or session of SSO (`aws sso login`), or the endpoint of the container \
         or instance"
    )
}

pub(in crate::error) fn write_differences(
    f: &mut fmt::Formatter<'_>,
    table: &str,
    differences: &[String],
) -> fmt::Result {
    write!(
        f,
        "table {table} differs from the schema: {}",
        differences.join("; ")
    )
}

pub(super) fn tables(f: &mut fmt::Formatter<'_>, problems: &[TableProblem]) -> fmt::Result {
    if let [problem] = problems {
        return problem.fmt(f);
    }
    write!(f, "{} problems of tables:", problems.len())?;
    problems.iter().try_for_each(|it| write!(f, "\n  {it}"))
}

pub(super) fn throttled(f: &mut fmt::Formatter<'_>, reasons: &[ThrottlingReason]) -> fmt::Result {
    f.write_str("DynamoDB throttled the request")?;
    for reason in reasons {
        write!(f, " ({reason})")?;
    }
    f.write_str("; slow down, or raise the capacity of the table or index")
}

pub(super) fn limit_exceeded(f: &mut fmt::Formatter<'_>, message: &str) -> fmt::Result {
    write!(
        f,
        "a limit of the account is reached ({message}): delete tables that are not needed, have \
         the quota of tables raised, or do it when fewer tables are being changed"
    )
}

pub(super) fn unprocessed(f: &mut fmt::Formatter<'_>, items: usize, attempts: u32) -> fmt::Result {
    write!(
        f,
        "{items} items were left unprocessed after {attempts} attempts: send them again later; \
         `.partial()` of a batch returns them"
    )
}

pub(super) fn partly_done(
    f: &mut fmt::Formatter<'_>,
    changed: u64,
    failed: usize,
    first: &Error,
) -> fmt::Result {
    write!(
        f,
        "{changed} items were changed and {failed} could not be, the first because: {first}; \
         run it with `.partial()`, which returns all of them and where to go on, but what was \
         changed may be changed again"
    )
}

pub(super) fn deadline(f: &mut fmt::Formatter<'_>, waiting_for: &str) -> fmt::Result {
    write!(
        f,
        "gave up waiting for {waiting_for}; it may still complete"
    )
}

/// Writes an exception of DynamoDB, with advice if there is some.
pub(super) fn refused(f: &mut fmt::Formatter<'_>, code: &str, message: &str) -> fmt::Result {
    write!(f, "{code}: {message}")?;
    match code {
        "AccessDeniedException" => f.write_str(
            "; give the permission to the role that the client signs with, for the table, its \
             indexes (`table/NAME/index/*`), and the table of guards if there are unique fields",
        ),
        _ if is_denial(code) => f.write_str(
            "; the credentials are wrong or have expired: log in again, or look where the client \
             takes them from",
        ),
        _ if is_conflict(code) => f.write_str(
            "; another write or transaction was on the same item, also after the retries: try \
             again later",
        ),
        _ => Ok(()),
    }
}

pub(super) fn no_answer(f: &mut fmt::Formatter<'_>, cause: &str) -> fmt::Result {
    write!(
        f,
        "no answer from DynamoDB that can be used ({cause}): check the endpoint, the network \
         and the timeouts of the client"
    )
}
