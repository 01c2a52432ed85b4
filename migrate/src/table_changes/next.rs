//! What is left to do of a change, by what the table is now.

use dynamite::engine_support::{self, TableStanding};
use dynamite::{Client, Error};

use super::{TableChange, TableChangeKind};

/// A table as it was found.
#[derive(Debug)]
pub(crate) enum Seen {
    /// The table and its indexes.
    Table(Box<TableStanding>),
    /// The attribute by which items expire.
    Ttl(Option<String>),
}

/// What is left to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Done,
    /// Something has to become ACTIVE first.
    Wait(String),
    /// Items expire by another attribute, which has to be turned off first.
    OtherTtl(String),
    /// The request.
    Send,
}

impl TableChange {
    /// Looks at the table.
    pub(crate) async fn look(&self, client: &Client) -> Result<Seen, Error> {
        use TableChangeKind as K;
        Ok(match self.kind {
            K::AddIndex(_) | K::DropIndex(_) => {
                let standing = engine_support::table_standing(client, self.table).await?;
                Seen::Table(Box::new(standing))
            }
            K::TtlOn(_) | K::TtlOff(_) => {
                Seen::Ttl(engine_support::ttl_attribute(client, self.table).await?)
            }
        })
    }

    /// Returns what is left to do.
    ///
    /// # Errors
    /// If an index of the same name is another one.
    pub(crate) fn next(&self, seen: &Seen) -> Result<Next, Error> {
        use TableChangeKind as K;
        if let (K::TtlOn(attribute), Seen::Ttl(Some(on))) = (self.kind, seen)
            && on != attribute
        {
            return Ok(Next::OtherTtl(on.clone()));
        }
        let is_done = self.is_made(seen)?;
        let busy = match seen {
            Seen::Table(table) => table.busy(),
            Seen::Ttl(_) => None,
        };
        Ok(match (busy, is_done) {
            (Some(what), _) => Next::Wait(what),
            (None, true) => Next::Done,
            (None, false) => Next::Send,
        })
    }

    /// Returns `true` if the table is as the change makes it.
    ///
    /// # Errors
    /// If an index of the same name is another one.
    pub(crate) fn is_made(&self, seen: &Seen) -> Result<bool, Error> {
        use TableChangeKind as K;
        Ok(match (self.kind, seen) {
            (K::AddIndex(index), Seen::Table(table)) => {
                table.check(self.table)?;
                table.has_index(index.name)
            }
            (K::DropIndex(index), Seen::Table(table)) => !table.has_index(index.name),
            (K::TtlOn(attribute), Seen::Ttl(on)) => on.as_deref() == Some(attribute),
            (K::TtlOff(attribute), Seen::Ttl(on)) => on.as_deref() != Some(attribute),
            (K::AddIndex(_) | K::DropIndex(_), Seen::Ttl(_))
            | (K::TtlOn(_) | K::TtlOff(_), Seen::Table(_)) => false,
        })
    }

    /// Asks for the change, once.
    pub(crate) async fn send(&self, client: &Client, seen: &Seen) -> Result<(), Error> {
        use TableChangeKind as K;
        match (self.kind, seen) {
            (K::AddIndex(index), Seen::Table(on)) => {
                engine_support::request_index(client, on, self.table, index).await
            }
            (K::DropIndex(index), Seen::Table(on)) => {
                engine_support::request_index_removal(client, on, index.name).await
            }
            (K::TtlOn(attribute), _) => {
                engine_support::request_ttl(client, self.table, attribute, true).await
            }
            (K::TtlOff(attribute), _) => {
                engine_support::request_ttl(client, self.table, attribute, false).await
            }
            // Tables are looked at for indexes.
            (K::AddIndex(_) | K::DropIndex(_), Seen::Ttl(_)) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::{
        AttributeDefinition, GlobalSecondaryIndexDescription, IndexStatus, KeySchemaElement,
        KeyType, Projection, ProjectionType, ScalarAttributeType, TableDescription, TableStatus,
    };
    use dynamite::engine_support::{
        IndexDescriptor, IndexKind, KeyAttributeDescriptor, Projection as Projected,
        TableDescriptor, TableStanding,
    };

    use super::{Next, Seen};
    use crate::table_changes::{TableChange, TableChangeKind};

    static BY_MAIL: IndexDescriptor = IndexDescriptor {
        name: "by_mail",
        kind: IndexKind::Global,
        partition: &[KeyAttributeDescriptor::string("mail")],
        sort: &[],
        projection: Projected::All,
    };
    static USERS: TableDescriptor = TableDescriptor {
        name: "users",
        partition: KeyAttributeDescriptor::string("id"),
        sort: None,
        indexes: &[BY_MAIL],
        second_indexes: &[],
        ttl: None,
    };

    fn key(name: &str) -> KeySchemaElement {
        let key = KeySchemaElement::builder().attribute_name(name);
        key.key_type(KeyType::Hash).build().unwrap()
    }

    /// A table in a state, with indexes by `mail` in theirs.
    fn table(status: TableStatus, indexes: &[(&str, IndexStatus)]) -> Seen {
        let mut table = TableDescription::builder().table_status(status);
        table = table.key_schema(key("id"));
        for name in ["id", "mail"] {
            let definition = AttributeDefinition::builder().attribute_name(name);
            let definition = definition.attribute_type(ScalarAttributeType::S);
            table = table.attribute_definitions(definition.build().unwrap());
        }
        for (name, status) in indexes {
            let all = Projection::builder().projection_type(ProjectionType::All);
            let index = GlobalSecondaryIndexDescription::builder()
                .index_name(*name)
                .index_status(status.clone())
                .key_schema(key("mail"))
                .projection(all.build());
            table = table.global_secondary_indexes(index.build());
        }
        let standing = TableStanding::of("users".to_owned(), table.build());
        Seen::Table(Box::new(standing))
    }

    fn next(kind: TableChangeKind, seen: &Seen) -> Next {
        let table = &USERS;
        let change = TableChange {
            table,
            kind,
            is_way_back: false,
        };
        change.next(seen).unwrap()
    }

    #[test]
    fn a_change_is_asked_for_and_done_only_while_everything_is_active() {
        use IndexStatus as I;
        use TableStatus as T;
        let (add, drop) = (
            TableChangeKind::AddIndex(&BY_MAIL),
            TableChangeKind::DropIndex(&BY_MAIL),
        );
        let without = table(T::Active, &[("other", I::Active)]);
        assert_eq!(next(add, &without), Next::Send);
        assert_eq!(next(drop, &without), Next::Done);
        let with = table(T::Active, &[("by_mail", I::Active)]);
        assert_eq!(next(add, &with), Next::Done);
        assert_eq!(next(drop, &with), Next::Send);
        for seen in [
            table(T::Updating, &[]),
            table(T::Updating, &[("by_mail", I::Creating)]),
            table(T::Active, &[("by_mail", I::Creating)]),
            table(T::Active, &[("by_mail", I::Deleting)]),
            table(T::Active, &[("by_mail", I::Active), ("other", I::Creating)]),
            table(T::Active, &[("other", I::Deleting)]),
        ] {
            for kind in [add, drop] {
                let waits = next(kind, &seen);
                assert!(
                    matches!(waits, Next::Wait(_)),
                    "{kind:?} {seen:?}: {waits:?}"
                );
            }
        }
    }

    #[test]
    fn expiry_by_another_attribute_is_no_state_to_go_on_from() {
        let on = |attribute: &str| Seen::Ttl(Some(attribute.to_owned()));
        let (turn_on, turn_off) = (TableChangeKind::TtlOn("at"), TableChangeKind::TtlOff("at"));
        assert_eq!(next(turn_on, &Seen::Ttl(None)), Next::Send);
        assert_eq!(next(turn_on, &on("at")), Next::Done);
        assert_eq!(next(turn_on, &on("x")), Next::OtherTtl("x".to_owned()));
        assert_eq!(next(turn_off, &on("at")), Next::Send);
        assert_eq!(next(turn_off, &on("x")), Next::Done);
        assert_eq!(next(turn_off, &Seen::Ttl(None)), Next::Done);
    }
}
