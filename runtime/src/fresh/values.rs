//! Generated values for one new item.

use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Clock, GeneratedId, IdSource};
use crate::types::{Date, Timestamp, Ulid, Uuid};

/// Generates ids and times for one new item from the client's sources.
///
/// The time is read once, so the created and updated times of an item and the time in its ids are
/// the same.
pub struct Fresh<'a> {
    clock: &'a dyn Clock,
    ids: &'a dyn IdSource,
    now: Cell<Option<Timestamp>>,
    generated: Cell<Option<GeneratedId>>,
}

impl<'a> Fresh<'a> {
    pub(crate) fn new(clock: &'a dyn Clock, ids: &'a dyn IdSource) -> Self {
        Self {
            clock,
            ids,
            now: Cell::new(None),
            generated: Cell::new(None),
        }
    }

    /// Returns the time of this item.
    pub fn now(&self) -> Timestamp {
        if let Some(now) = self.now.get() {
            return now;
        }
        let now = self.clock.now();
        self.now.set(Some(now));
        now
    }

    /// Returns the date of this item, in UTC.
    pub fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Generates a ULID.
    pub fn ulid(&self) -> Ulid {
        let id = self.ids.ulid(self.now());
        self.generated.set(Some(GeneratedId::Ulid(id)));
        id
    }

    /// Generates a random UUID.
    pub fn uuid_v4(&self) -> Uuid {
        self.noted(self.ids.uuid_v4())
    }

    /// Generates a UUID ordered by time.
    pub fn uuid_v7(&self) -> Uuid {
        self.noted(self.ids.uuid_v7(self.now()))
    }

    /// Generates a token for `auto: write_id`: 22 characters for 128 bits, 122 of them random.
    pub fn write_id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.ids.uuid_v4().as_bytes())
    }

    /// Returns the last generated id, if there is one.
    pub(crate) fn generated(&self) -> Option<GeneratedId> {
        self.generated.get()
    }

    fn noted(&self, id: Uuid) -> Uuid {
        self.generated.set(Some(GeneratedId::Uuid(id)));
        id
    }

    /// Returns the given time, or the time of this item.
    pub fn now_or(&self, given: Option<Timestamp>) -> Timestamp {
        given.unwrap_or_else(|| self.now())
    }

    /// Returns the given date, or the date of this item.
    pub fn today_or(&self, given: Option<Date>) -> Date {
        given.unwrap_or_else(|| self.today())
    }

    /// Returns the given id, or a new one.
    pub fn ulid_or(&self, given: Option<Ulid>) -> Ulid {
        given.unwrap_or_else(|| self.ulid())
    }

    /// Returns the given id, or a random one.
    pub fn uuid_v4_or(&self, given: Option<Uuid>) -> Uuid {
        given.unwrap_or_else(|| self.uuid_v4())
    }

    /// Returns the given id, or a new one ordered by time.
    pub fn uuid_v7_or(&self, given: Option<Uuid>) -> Uuid {
        given.unwrap_or_else(|| self.uuid_v7())
    }
}
