//! A table read in segments, page by page, with positions that outlive the process.

use std::sync::Arc;

use crate::cursor::Position;
use crate::expr::conditional;
use crate::item::{Stored, StoredItem};
use crate::model::ModelDescriptor;
use crate::request::{self, PageRequest, ReadRequest, ReadTarget, Segment};
use crate::transport::Quota;
use crate::{Client, Error};

use super::Condition;

/// A position in a segment, behind the last item of a page.
///
/// It belongs to one segment. In another one, or in one of another total, DynamoDB rejects it.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentPosition {
    segment: Segment,
    position: Position,
}

impl SegmentPosition {
    /// Returns the segment that it is in.
    pub fn segment(&self) -> Segment {
        self.segment
    }

    /// Returns the position as bytes, for a checkpoint. They hold the key of an item.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&self.segment.number().to_le_bytes());
        bytes.extend_from_slice(&self.segment.total().to_le_bytes());
        bytes.extend_from_slice(&self.position.to_bytes());
        bytes
    }

    /// Returns the position that these bytes were made of; `None` if they are of none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (number, bytes) = bytes.split_first_chunk()?;
        let (total, bytes) = bytes.split_first_chunk()?;
        let [number, total] = [number, total].map(|it| u16::from_le_bytes(*it));
        Some(Self {
            segment: Segment::of(number, total)?,
            position: Position::from_bytes(bytes)?,
        })
    }
}

/// The items of one request.
#[derive(Debug)]
pub struct SegmentPage {
    /// The items as they are stored. May be empty although more follow.
    pub items: Vec<StoredItem>,
    /// The position to go on from; `None` at the end of the segment.
    pub end: Option<SegmentPosition>,
}

/// A read of a segment of a model's table, one request a page.
#[derive(Debug)]
#[must_use = "nothing is read until a page is asked for"]
pub struct SegmentRead {
    client: Client,
    model: &'static ModelDescriptor,
    segment: Segment,
    condition: Option<Condition>,
    is_consistent: bool,
    page_size: Option<usize>,
    /// The request, once a page was asked for. It is the same for every page.
    request: Option<ReadRequest>,
    next: Next,
}

/// The beginning of the next page.
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
            request: None,
            next: Next::Beginning,
        }
    }

    /// Goes on behind a position, in its segment.
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

    /// Returns only items that match this condition; given more than once, all must match. All
    /// items are read and paid for.
    pub fn filter(self, condition: Condition) -> Self {
        Self {
            condition: conditional::both(self.condition, Some(condition)),
            request: None,
            ..self
        }
    }

    /// Sees every write acknowledged before a page is asked for, for twice the read units.
    pub fn consistent(self) -> Self {
        Self {
            is_consistent: true,
            request: None,
            ..self
        }
    }

    /// Limits the items read by a request, before the filter; at least one. Without a limit,
    /// DynamoDB reads 1 MB.
    pub fn page_size(self, items: usize) -> Self {
        Self {
            page_size: Some(items.max(1)),
            ..self
        }
    }

    /// Returns the next page; `None` behind the last one. After an error the same page can be asked
    /// for again.
    ///
    /// # Errors
    /// Errors of the request.
    pub async fn next_page(&mut self) -> Result<Option<SegmentPage>, Error> {
        let start = match &self.next {
            Next::Beginning => None,
            Next::Behind(position) => Some(position.clone()),
            Next::End => return Ok(None),
        };
        let request = match self.request.take() {
            Some(request) => request,
            None => self.scan()?,
        };
        let request = &*self.request.insert(request);
        let evaluate = self.page_size;
        let page_request = PageRequest { start, evaluate };
        let quota = Quota::default();
        let fetched = request::read(&self.client, request, &Stored, page_request, quota).await?;
        // An item is bad only if the response is not DynamoDB JSON.
        if let Some(bad) = fetched.bad.into_iter().next() {
            return Err(bad.into());
        }
        let segment = self.segment;
        self.next = fetched.end.clone().map_or(Next::End, Next::Behind);
        Ok(Some(SegmentPage {
            items: fetched.items,
            end: (fetched.end).map(|position| SegmentPosition { segment, position }),
        }))
    }

    fn scan(&self) -> Result<ReadRequest, Error> {
        let table: Arc<str> = self.client.table_name(self.model.table.name).into();
        let target = ReadTarget {
            table: &table,
            model: self.model,
            index: None,
            selected: None,
            ascending: true,
            consistent: self.is_consistent,
        };
        ReadRequest::scan(target, self.condition.clone(), Some(self.segment))
    }
}
