//! What a new item gets.

use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Clock, GeneratedId, IdSource};
use crate::types::{Date, Timestamp, Ulid, Uuid};

/// Ids and times for one new item, from the client's sources.
///
/// The time is read once: created and updated times of an item, and the time in its ids, are
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

    /// The time of this item.
    pub fn now(&self) -> Timestamp {
        if let Some(now) = self.now.get() {
            return now;
        }
        let now = self.clock.now();
        self.now.set(Some(now));
        now
    }

    /// The date of this item, in UTC.
    pub fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// A ULID.
    pub fn ulid(&self) -> Ulid {
        let id = self.ids.ulid(self.now());
        self.generated.set(Some(GeneratedId::Ulid(id)));
        id
    }

    /// A random UUID.
    pub fn uuid_v4(&self) -> Uuid {
        self.noted(self.ids.uuid_v4())
    }

    /// A UUID ordered by time.
    pub fn uuid_v7(&self) -> Uuid {
        self.noted(self.ids.uuid_v7(self.now()))
    }

    /// A token for `auto: write_id`: 22 characters that stand for 128 bits, of which 122 are
    /// random.
    pub fn write_id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.ids.uuid_v4().as_bytes())
    }

    /// The last id that was generated, if one was.
    pub(crate) fn generated(&self) -> Option<GeneratedId> {
        self.generated.get()
    }

    fn noted(&self, id: Uuid) -> Uuid {
        self.generated.set(Some(GeneratedId::Uuid(id)));
        id
    }

    /// This time, or else that of this item.
    pub fn now_or(&self, given: Option<Timestamp>) -> Timestamp {
        given.unwrap_or_else(|| self.now())
    }

    /// This date, or else that of this item.
    pub fn today_or(&self, given: Option<Date>) -> Date {
        given.unwrap_or_else(|| self.today())
    }

    /// This id, or else a new one.
    pub fn ulid_or(&self, given: Option<Ulid>) -> Ulid {
        given.unwrap_or_else(|| self.ulid())
    }

    /// This id, or else a random one.
    pub fn uuid_v4_or(&self, given: Option<Uuid>) -> Uuid {
        given.unwrap_or_else(|| self.uuid_v4())
    }

    /// This id, or else a new one, ordered by time.
    pub fn uuid_v7_or(&self, given: Option<Uuid>) -> Uuid {
        given.unwrap_or_else(|| self.uuid_v7())
    }
}
