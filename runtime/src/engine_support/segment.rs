//! A table read in segments, page by page, with positions that outlive the process.

use std::sync::Arc;

use crate::cursor::Position;
use crate::item::{Stored, StoredItem};
use crate::model::ModelDescriptor;
use crate::request::{self, PageRequest, ReadRequest, ReadTarget};
use crate::transport::Quota;
use crate::{Client, Error};

use super::{Condition, Untyped};

/// A part of a table. Segments of one total are disjoint, and together they are the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    number: u16,
    total: u16,
}

impl Segment {
    /// The whole table as one segment.
    pub const WHOLE: Self = Self {
        number: 0,
        total: 1,
    };

    /// The segments of a table that is divided into so many; at least one.
    pub fn all(total: u16) -> impl Iterator<Item = Self> {
        let total = total.max(1);
        (0..total).map(move |number| Self { number, total })
    }

    /// Its number, from 0.
    pub fn number(self) -> u16 {
        self.number
    }

    /// How many segments there are.
    pub fn total(self) -> u16 {
        self.total
    }
}

/// A place in a segment: behind the last item of a page.
///
/// It is of one segment. DynamoDB would go on from it in a segment of another total, and pass over
/// items, so that is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentPosition {
    segment: Segment,
    position: Position,
}

impl SegmentPosition {
    /// The segment that it is in.
    pub fn segment(&self) -> Segment {
        self.segment
    }

    /// What is stored of it. It holds the key of an item.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Segment { number, total } = self.segment;
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&number.to_le_bytes());
        bytes.extend_from_slice(&total.to_le_bytes());
        bytes.extend_from_slice(&self.position.to_bytes());
        bytes
    }

    /// The position that these bytes were made of; `None` if they are of none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (number, bytes) = bytes.split_first_chunk()?;
        let (total, bytes) = bytes.split_first_chunk()?;
        let [number, total] = [number, total].map(|it| u16::from_le_bytes(*it));
        let position = Position::from_bytes(bytes)?;
        let segment = Segment { number, total };
        (number < total).then_some(Self { segment, position })
    }
}

/// The items of one request.
#[derive(Debug)]
pub struct SegmentPage {
    /// The items, as they are stored. May be empty although more follow.
    pub items: Vec<StoredItem>,
    /// Where the segment goes on; `None` at its end.
    pub end: Option<SegmentPosition>,
}

/// Reads a segment of a model's table, one request a page.
#[derive(Debug)]
#[must_use = "nothing is read until a page is asked for"]
pub struct SegmentRead {
    client: Client,
    model: &'static ModelDescriptor,
    segment: Segment,
    condition: Option<Condition>,
    is_consistent: bool,
    page_size: Option<usize>,
    next: Next,
}

/// Where the next page begins.
#[derive(Clone, Debug)]
enum Next {
    Beginning,
    Behind(Position),
    End,
}

impl SegmentRead {
    /// Reads a segment from its beginning.
    pub fn of(client: &Client, model: &'static ModelDescriptor, segment: Segment) -> Self {
        Self {
            client: client.clone(),
            model,
            segment,
            condition: None,
            is_consistent: false,
            page_size: None,
            next: Next::Beginning,
        }
    }

    /// Goes on behind this position, in its segment.
    pub fn resumed(
        client: &Client,
        model: &'static ModelDescriptor,
        from: SegmentPosition,
    ) -> Self {
        Self {
            next: Next::Behind(from.position),
            ..Self::of(client, model, from.segment)
        }
    }

    /// Returns only items for which this holds. All are read and paid for.
    pub fn filter(self, condition: Condition) -> Self {
        Self {
            condition: Some(condition),
            ..self
        }
    }

    /// Sees every write that was acknowledged before a page is asked for, for twice the read units.
    pub fn consistent(self) -> Self {
        Self {
            is_consistent: true,
            ..self
        }
    }

    /// Reads so many items a request at most, before the filter; at least one. Without it, DynamoDB
    /// reads 1 MB.
    pub fn page_size(self, items: usize) -> Self {
        Self {
            page_size: Some(items.max(1)),
            ..self
        }
    }

    /// The next page; `None` behind the last one. After an error the same page can be asked for
    /// again.
    ///
    /// # Errors
    /// Those of the request.
    pub async fn next_page(&mut self) -> Result<Option<SegmentPage>, Error> {
        let start = match &self.next {
            Next::Beginning => None,
            Next::Behind(position) => Some(position.clone()),
            Next::End => return Ok(None),
        };
        let table: Arc<str> = self.client.table_name(self.model.table.name).into();
        let target = ReadTarget {
            table: &table,
            model: self.model,
            index: None,
            selected: None,
            ascending: true,
            consistent: self.is_consistent,
        };
        let Segment { number, total } = self.segment;
        let segment = request::Segment { number, total };
        let request = ReadRequest::scan::<Untyped>(target, self.condition.clone(), Some(segment))?;
        let page_request = PageRequest {
            start,
            evaluate: self.page_size,
        };
        let quota = Quota::default();
        let fetched = request::read(&self.client, &request, &Stored, page_request, quota).await?;
        // What cannot be read is no DynamoDB JSON, and there is no way around it.
        if let Some(bad) = fetched.bad.into_iter().next() {
            return Err(bad.into());
        }
        self.next = fetched.end.clone().map_or(Next::End, Next::Behind);
        let end = fetched.end.map(|position| SegmentPosition {
            segment: self.segment,
            position,
        });
        Ok(Some(SegmentPage {
            items: fetched.items,
            end,
        }))
    }
}
