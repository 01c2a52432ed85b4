//! The store and the program by hand with one face, so that a test runs with either.

use dynamite::{Document, StoredItem};
use dynamite_existing_tables::{SessionStore, models};

use crate::by_hand::{Session, SessionsByHand, s};
use crate::support::Bed;

pub(super) enum Program {
    Store(SessionStore),
    ByHand(SessionsByHand),
}

impl Program {
    pub(super) fn store(bed: &Bed) -> Self {
        Self::Store(bed.sessions())
    }

    pub(super) fn by_hand(bed: &Bed) -> Self {
        Self::ByHand(bed.sessions_by_hand())
    }

    /// Begins a session with one entry of data.
    pub(super) async fn open(&self, user_id: &str, name: &str, text: &str) -> Session {
        match self {
            Self::Store(store) => {
                let data = [(name.to_owned(), Document::from(text))].into();
                store.open(user_id, data).await.unwrap().into()
            }
            Self::ByHand(program) => {
                let data = [(name.to_owned(), s(text))].into();
                program.open(user_id, data).await.unwrap()
            }
        }
    }

    pub(super) async fn get(&self, id: &str) -> Option<Session> {
        match self {
            Self::Store(store) => {
                let session = store.get(id.parse().unwrap()).await;
                session.unwrap().map(Session::from)
            }
            Self::ByHand(program) => program.get(id).await.unwrap(),
        }
    }

    pub(super) async fn touch(&self, id: &str) -> bool {
        match self {
            Self::Store(store) => store.touch(id.parse().unwrap()).await.unwrap(),
            Self::ByHand(program) => program.touch(id).await.unwrap(),
        }
    }

    pub(super) async fn remember(&self, id: &str, name: &str, text: &str) -> bool {
        match self {
            Self::Store(store) => {
                let remember = store.remember(id.parse().unwrap(), name, text.into());
                remember.await.unwrap()
            }
            Self::ByHand(program) => program.remember(id, name, s(text)).await.unwrap(),
        }
    }

    /// Reads a session, adds an entry to its data, and saves it.
    pub(super) async fn read_and_save(&self, id: &str, name: &str, text: &str) {
        match self {
            Self::Store(store) => {
                let session = store.get(id.parse().unwrap()).await.unwrap();
                let mut session = session.unwrap();
                session.data.insert(name.to_owned(), text.into());
                store.save(&session).await.unwrap();
            }
            Self::ByHand(program) => {
                let mut session = program.get(id).await.unwrap().unwrap();
                session.data.insert(name.to_owned(), s(text));
                program.save(&session).await.unwrap();
            }
        }
    }

    pub(super) async fn of_user(&self, user_id: &str) -> Vec<Session> {
        match self {
            Self::Store(store) => {
                let sessions = store.of_user(user_id).await.unwrap();
                sessions.into_iter().map(Session::from).collect()
            }
            Self::ByHand(program) => program.of_user(user_id).await.unwrap(),
        }
    }

    pub(super) async fn close(&self, id: &str) -> bool {
        match self {
            Self::Store(store) => store.close(id.parse().unwrap()).await.unwrap(),
            Self::ByHand(program) => program.close(id).await.unwrap(),
        }
    }

    pub(super) async fn close_all(&self, user_id: &str) -> u64 {
        match self {
            Self::Store(store) => store.close_all(user_id).await.unwrap(),
            Self::ByHand(program) => program.close_all(user_id).await.unwrap(),
        }
    }
}

impl From<models::Session> for Session {
    fn from(session: models::Session) -> Self {
        let item = StoredItem::encode(&session).unwrap().into_attributes();
        Self::try_from(item).unwrap()
    }
}
