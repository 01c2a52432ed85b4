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
        let is_done = match (self.kind, seen) {
            (K::AddIndex(index), Seen::Table(table)) => {
                table.check(self.table)?;
                table.has_index(index.name)
            }
            (K::DropIndex(index), Seen::Table(table)) => !table.has_index(index.name),
            (K::TtlOn(attribute), Seen::Ttl(on)) => on.as_deref() == Some(attribute),
            (K::TtlOff(attribute), Seen::Ttl(on)) => on.as_deref() != Some(attribute),
            (K::AddIndex(_) | K::DropIndex(_), Seen::Ttl(_))
            | (K::TtlOn(_) | K::TtlOff(_), Seen::Table(_)) => false,
        };
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
