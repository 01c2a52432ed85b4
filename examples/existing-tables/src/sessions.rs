//! Sessions of a web service.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamite::expr::Condition;
use dynamite::{Client, Document, Error, Uuid};

use crate::models::{NewSession, Session, Sessions, session};

/// Sessions that end some time after they were last seen.
///
/// The table is shared with programs that store more in a session than the schema declares. None of
/// it is lost, because only what changes is written.
#[derive(Clone, Debug)]
pub struct SessionStore {
    db: Client,
    sessions: Sessions,
    lifetime: Duration,
}

impl SessionStore {
    /// A store in the table `sessions` of this client, or the table that the client gives that name.
    pub fn new(db: &Client, lifetime: Duration) -> Self {
        Self {
            db: db.clone(),
            sessions: Sessions::new(db),
            lifetime,
        }
    }

    /// Begins a session of a user.
    pub async fn open(
        &self,
        user_id: &str,
        data: BTreeMap<String, Document>,
    ) -> Result<Session, Error> {
        let now = self.db.now();
        let new = NewSession {
            user_id: user_id.to_owned(),
            last_seen: now,
            expires_at: now + self.lifetime,
        };
        self.sessions.create(new.data(data)).await
    }

    /// The session with this id, if it has not ended.
    pub async fn get(&self, id: Uuid) -> Result<Option<Session>, Error> {
        let session = self.sessions.get(id).consistent().await?;
        Ok(session.filter(|session| session.expires_at > self.db.now()))
    }

    /// Prolongs a session because its user was seen. Returns whether there is one that has not
    /// ended.
    pub async fn touch(&self, id: Uuid) -> Result<bool, Error> {
        let now = self.db.now();
        let touch = self
            .sessions
            .update(id)
            .set(session::last_seen(), now)
            .set(session::expires_at(), now + self.lifetime)
            .only_if(self.is_live())
            .return_nothing();
        was_live(touch.await)
    }

    /// Sets one entry of the data, and leaves the others to whoever changes them at the same time.
    /// Returns whether there is a session that has not ended.
    pub async fn remember(&self, id: Uuid, name: &str, value: Document) -> Result<bool, Error> {
        let remember = self
            .sessions
            .update(id)
            .set(session::data().key(name), value)
            .only_if(self.is_live())
            .or_create()
            .return_nothing();
        was_live(remember.await)
    }

    /// Stores a session that was read and changed. What the schema does not declare stays as it is.
    pub async fn save(&self, session: &Session) -> Result<Session, Error> {
        self.sessions.save(session).await
    }

    /// The sessions of a user that have not ended, the last seen first.
    pub async fn of_user(&self, user_id: &str) -> Result<Vec<Session>, Error> {
        let sessions = self.sessions.by_user(user_id).descending();
        sessions.filter(self.is_live()).all().await
    }

    /// Ends a session. Returns whether there was one.
    pub async fn close(&self, id: Uuid) -> Result<bool, Error> {
        self.sessions.delete(id).await
    }

    /// Ends all sessions of a user, 25 in a request. Returns how many there were.
    pub async fn close_all(&self, user_id: &str) -> Result<u64, Error> {
        let of_user = self.sessions.delete_where(session::user_id().eq(user_id));
        of_user.in_batches().await
    }

    fn is_live(&self) -> Condition<Session> {
        session::expires_at().gt(self.db.now())
    }
}

fn was_live(written: Result<(), Error>) -> Result<bool, Error> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.is_condition_failed() || error.is_not_found() => Ok(false),
        Err(error) => Err(error),
    }
}
