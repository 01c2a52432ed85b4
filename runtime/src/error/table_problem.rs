//! Problems of existing tables.

use std::fmt;

/// The operation that tells the expiry time, of a table of which everything else may be known.
const TTL_OPERATION: &str = "DescribeTimeToLive";

/// The name of a table in DynamoDB, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableName {
    /// The full name.
    pub name: String,
    /// The name in the schema.
    pub declared: String,
    /// The environment variable that holds the full name, if it is from one.
    pub variable: Option<String>,
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.variable {
            Some(variable) => write!(
                f,
                " (`{}` in the schema, named by {variable})",
                self.declared
            ),
            None if self.name != self.declared => write!(f, " (`{}` in the schema)", self.declared),
            None => Ok(()),
        }
    }
}

/// A way in which a table is not as the schema declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what they are called")]
pub enum TableProblem {
    /// The client gives the table with this declared name a name that DynamoDB does not accept.
    IllegalName { table: String, declared: String },
    /// The client gives two tables of the schema one name.
    SharedName {
        table: String,
        declared: [String; 2],
    },
    /// There is no such table in the client's account and region.
    Missing { table: TableName },
    /// The client lacks the permission for this operation on the table, so that nothing is known.
    Denied {
        table: TableName,
        operation: &'static str,
    },
    /// The table or one of its indexes is not `ACTIVE`.
    NotActive {
        table: TableName,
        waiting_for: String,
    },
    /// Keys, projections, local indexes or TTL differ, one sentence for each difference.
    Differs {
        table: TableName,
        differences: Vec<String>,
    },
    /// A global index is missing.
    IndexMissing { table: TableName, index: String },
    /// TTL is off.
    TtlOff { table: TableName, attribute: String },
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IllegalName { table, declared } => write!(
                f,
                "the table {declared} is called `{table}`, which DynamoDB does not accept: the client \
                 needs its name, of 3 to 255 letters, digits, `_`, `-` and `.`, not its ARN"
            ),
            Self::SharedName {
                table,
                declared: [one, other],
            } => write!(
                f,
                "the tables {one} and {other} are both called {table}: give each its own name"
            ),
            Self::Missing { table } => {
                write!(f, "there is no table {table}: ")?;
                match &table.variable {
                    Some(variable) => write!(f, "correct {variable}, or create the table")?,
                    None => write!(f, "create it, or give the client the name that it has")?,
                }
                f.write_str(" (`client.sync` creates tables)")
            }
            Self::Denied {
                table,
                operation: operation @ TTL_OPERATION,
            } => write!(
                f,
                "the expiry time of table {table} is not known, for lack of the permission \
                 `dynamodb:{operation}`: grant it"
            ),
            Self::Denied { table, operation } => write!(
                f,
                "nothing is known of table {table}, for lack of the permission `dynamodb:{operation}`: \
                 grant it; if the permission is granted, the name of the table is another"
            ),
            Self::NotActive { table, waiting_for } => {
                write!(f, "table {table} is not ready: waiting for {waiting_for}")
            }
            Self::Differs { table, differences } => {
                super::display::write_differences(f, &table.to_string(), differences)
            }
            Self::IndexMissing { table, index } => {
                write!(
                    f,
                    "index {index} of table {table} is missing: create it, or let `name:` in the \
                     schema be the name that it has"
                )
            }
            Self::TtlOff { table, attribute } => write!(
                f,
                "TTL of table {table} is off: enable it for attribute `{attribute}`"
            ),
        }
    }
}
