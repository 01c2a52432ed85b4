//! Messages about a whole transaction or batch.

use std::fmt;

use crate::error::CanceledWrite;

pub(super) fn duplicate_key(f: &mut fmt::Formatter<'_>, model: &str, key: &str) -> fmt::Result {
    write!(
        f,
        "two parts of this are for {model} {key}, and DynamoDB takes an item once: leave one \
         out, or send them one after another"
    )
}

pub(super) fn canceled(f: &mut fmt::Formatter<'_>, writes: &[CanceledWrite]) -> fmt::Result {
    f.write_str("the transaction was refused")?;
    for write in writes {
        write!(f, "; {write}")?;
    }
    Ok(())
}

pub(super) fn too_many_writes(
    f: &mut fmt::Formatter<'_>,
    operations: usize,
    writes: usize,
    limit: usize,
) -> fmt::Result {
    if operations == writes {
        write!(f, "the transaction has {writes} writes")?;
    } else {
        let plural = if operations == 1 { "" } else { "s" };
        write!(f, "{operations} operation{plural} became {writes} writes")?;
    }
    if operations == 1 {
        return write!(
            f,
            ", the others being those of its unique fields, and DynamoDB takes {limit}: change \
             fewer unique fields at a time"
        );
    }
    write!(
        f,
        " and DynamoDB takes {limit}: split the transaction, if its parts may take place \
         without each other"
    )
}

pub(super) fn too_large(f: &mut fmt::Formatter<'_>, bytes: usize, limit: usize) -> fmt::Result {
    write!(
        f,
        "the items of the transaction have {bytes} bytes together and DynamoDB takes {limit}: \
         split it, if its parts may take place without each other"
    )
}

pub(super) fn too_many_changes(
    f: &mut fmt::Formatter<'_>,
    changes: usize,
    limit: usize,
) -> fmt::Result {
    write!(
        f,
        "{changes} pairs would change and a transaction of DynamoDB changes {limit}: \
         `.in_chunks()` changes them in several, which may take place without each other"
    )
}

pub(super) fn too_many_reads(
    f: &mut fmt::Formatter<'_>,
    reads: usize,
    limit: usize,
) -> fmt::Result {
    write!(
        f,
        "the transaction reads {reads} items and DynamoDB takes {limit}: split it, or use \
         `get_many`"
    )
}

pub(super) fn other_client(f: &mut fmt::Formatter<'_>, model: &str, table: &str) -> fmt::Result {
    write!(
        f,
        "the repository of {model} (table {table}) is of a client that was configured by \
         itself, for another region or endpoint perhaps, and a transaction goes to one place: \
         make the clients of its repositories of one another, by `with_table_prefix` for \
         instance"
    )
}
