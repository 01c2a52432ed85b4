//! The names of tables in DynamoDB.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dynamite_core::limits::is_name;

use crate::error::TableName;
use crate::model::TableDescriptor;
use crate::{Client, Error};

/// The beginning of variables that name tables.
const VARIABLE: &str = "DYNAMITE_TABLE_";

/// The full names of tables: given one by one, or made of the declared name with a prefix and a
/// suffix.
#[derive(Clone, Debug, Default)]
pub(super) struct TableNames {
    pub(super) prefix: Arc<str>,
    pub(super) suffix: Arc<str>,
    given: Arc<BTreeMap<String, GivenName>>,
}

/// The full name that a table was given.
#[derive(Clone, Debug)]
struct GivenName {
    name: String,
    /// `true` if the variable of the table holds it.
    is_of_variable: bool,
}

impl TableNames {
    /// Returns the full name of a table.
    pub(super) fn full(&self, declared: &str) -> String {
        match self.given.get(declared) {
            Some(given) => given.name.clone(),
            None => format!("{}{declared}{}", self.prefix, self.suffix),
        }
    }

    /// Returns the variable that gave the table its name.
    fn variable(&self, declared: &str) -> Option<String> {
        let given = self.given.get(declared);
        given
            .filter(|it| it.is_of_variable)
            .map(|_| variable_of(declared))
    }

    /// Gives a table a full name.
    fn give(&mut self, declared: String, name: String, is_of_variable: bool) {
        let given = GivenName {
            name,
            is_of_variable,
        };
        Arc::make_mut(&mut self.given).insert(declared, given);
    }
}

impl Client {
    /// Returns the client with another name for one table: the one that CDK, SST, Terraform or
    /// CloudFormation generated. Prefix and suffix are not added to it. An ARN is not supported: the
    /// guards of unique fields would take it for another table.
    ///
    /// `table` is the name in the schema, which a generated descriptor has: `tables::USERS.name`.
    /// That of the guards of unique fields is [`UNIQUE_GUARDS`](crate::model::UNIQUE_GUARDS)`.name`.
    ///
    /// ```no_run
    /// # fn example(db: dynamite::Client) -> dynamite::Client {
    /// db.with_table_name("users", "prod-UsersTable9725E9C8-1M0V8J5LJ4P2Q")
    /// # }
    /// ```
    #[must_use]
    pub fn with_table_name(self, table: impl Into<String>, name: impl Into<String>) -> Self {
        self.with(|settings| {
            let names = &mut settings.table_names;
            names.give(table.into(), name.into(), false);
        })
    }

    /// Returns the client with the table names that environment variables give: the name of the table
    /// `audit-events` is in `DYNAMITE_TABLE_AUDIT_EVENTS`. Tables without a variable keep their names.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a variable with this
    /// beginning is of no table, is of two, or holds no name, or if two tables get the same name.
    pub fn with_table_names_from_env(self, tables: &[&TableDescriptor]) -> Result<Self, Error> {
        let variables = std::env::vars_os().filter_map(|(variable, name)| {
            let variable = variable.into_string().ok()?;
            let name = name.to_string_lossy().into_owned();
            variable.starts_with(VARIABLE).then_some((variable, name))
        });
        self.with_table_names_of(tables, variables.collect())
    }

    fn with_table_names_of(
        self,
        tables: &[&TableDescriptor],
        mut variables: BTreeMap<String, String>,
    ) -> Result<Self, Error> {
        let names: BTreeSet<_> = tables.iter().map(|table| table.name).collect();
        let mut read = BTreeMap::new();
        let mut client = self;
        for table in names {
            let variable = variable_of(table);
            if let Some(other) = read.insert(variable.clone(), table) {
                return Err(Error::configuration(format!(
                    "the variable `{variable}` would name the tables {other} and {table}: name them by \
                     `with_table_name`"
                )));
            }
            let Some(name) = variables.remove(&variable) else {
                continue;
            };
            if !is_name(&name) {
                return Err(Error::configuration(format!(
                    "the variable `{variable}` holds `{name}`, which DynamoDB does not accept as the \
                     name of the table {table}: correct it, or unset it"
                )));
            }
            client = client.with(|settings| {
                let names = &mut settings.table_names;
                names.give(table.to_owned(), name, true);
            });
        }
        if let Some((name, [one, other])) = client.shared_names(read.values().copied()).pop() {
            return Err(Error::configuration(format!(
                "the tables {one} and {other} are both called {name}: correct `{}` or `{}`",
                variable_of(one),
                variable_of(other)
            )));
        }
        match variables.into_keys().next() {
            None => Ok(client),
            Some(variable) => Err(Error::configuration(format!(
                "the variable `{variable}` is of no table: unset it, or correct it to one of {}",
                read.into_keys().collect::<Vec<_>>().join(", ")
            ))),
        }
    }
}

impl Client {
    /// Returns the name of a table and where it comes from.
    pub(crate) fn named_table(&self, declared: &str) -> TableName {
        TableName {
            name: self.table_name(declared),
            declared: declared.to_owned(),
            variable: self.0.table_names.variable(declared),
        }
    }

    /// Returns the names that several of these tables have, each with two of them. Their items would
    /// be mixed.
    pub(crate) fn shared_names<'t>(
        &self,
        tables: impl IntoIterator<Item = &'t str>,
    ) -> Vec<(String, [&'t str; 2])> {
        let mut names = BTreeMap::new();
        let shared = tables.into_iter().filter_map(|table| {
            let name = self.table_name(table);
            let other = names.insert(name.clone(), table)?;
            (other != table).then_some((name, [other, table]))
        });
        shared.collect()
    }
}

/// Returns the variable of a table: its name in capitals, and `_` for all but letters and digits.
fn variable_of(table: &str) -> String {
    let letters = table.chars().map(|c| match c {
        c if c.is_ascii_alphanumeric() => c.to_ascii_uppercase(),
        _ => '_',
    });
    VARIABLE.chars().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KeyAttributeDescriptor, UNIQUE_GUARDS};

    const fn table(name: &'static str) -> TableDescriptor {
        TableDescriptor {
            name,
            partition: KeyAttributeDescriptor::string("id"),
            sort: None,
            indexes: &[],
            second_indexes: &[],
            ttl: None,
        }
    }

    static USERS: TableDescriptor = table("users");
    static EVENTS: TableDescriptor = table("audit-events");
    static ALIKE: TableDescriptor = table("audit.events");

    fn named(tables: &[&TableDescriptor], variables: &[(&str, &str)]) -> Result<Client, String> {
        let client = Client::from_endpoint("http://localhost:1").with_table_prefix("dev-");
        let variables = variables.iter();
        let variables = variables.map(|(variable, name)| ((*variable).into(), (*name).into()));
        let named = client.with_table_names_of(tables, variables.collect());
        named.map_err(|error| error.to_string())
    }

    #[test]
    fn tables_without_a_variable_keep_their_names() {
        const GUARDS: &str = "Guards-2Y";
        let tables = [&USERS, &EVENTS, &UNIQUE_GUARDS];
        let variables = [
            ("DYNAMITE_TABLE_AUDIT_EVENTS", "Events-1X"),
            ("DYNAMITE_TABLE_DYNAMITE_UNIQUE", GUARDS),
        ];
        let client = named(&tables, &variables).unwrap().with_table_suffix("-eu");
        let names = tables.map(|table| client.table_name(table.name));
        assert_eq!(names, ["dev-users-eu", "Events-1X", GUARDS]);
    }

    #[test]
    fn variables_that_name_nothing_are_errors() {
        for (variable, name, part) in [
            ("DYNAMITE_TABLE_USER", "x", "DYNAMITE_TABLE_USERS"),
            ("DYNAMITE_TABLE_USERS", "", "users"),
            ("DYNAMITE_TABLE_USERS", "a b", "users"),
            (
                "DYNAMITE_TABLE_USERS",
                "arn:aws:dynamodb:eu-west-1:111122223333:table/users",
                "users",
            ),
        ] {
            let error = named(&[&USERS], &[(variable, name)]).unwrap_err();
            assert!(error.contains(variable) && error.contains(part), "{error}");
        }
        let same = [
            ("DYNAMITE_TABLE_USERS", "rights"),
            ("DYNAMITE_TABLE_AUDIT_EVENTS", "rights"),
        ];
        let error = named(&[&USERS, &EVENTS], &same).unwrap_err();
        assert!(error.contains("DYNAMITE_TABLE_USERS"), "{error}");
        let error = named(&[&EVENTS, &ALIKE], &[]).unwrap_err();
        assert!(
            error.contains("audit.events") && error.contains("audit-events"),
            "{error}"
        );
    }
}
