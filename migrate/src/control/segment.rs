//! The rows of segments: how far each is done.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamite::engine_support::{Changes, Condition, Segment, SegmentPosition};

use super::row::{Row, bytes, number, text};
use super::rows::{Control, Written, at, is, joined};
use super::worker::Hold;
use crate::error::{Error, Refusal};
use crate::report::Counts;

/// Beginning of the sort keys.
pub(super) const PREFIX: &str = "segment#";

/// A segment of a pass in a generation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentKey {
    pub(crate) generation: u64,
    /// The pass, from 0.
    pub(crate) pass: usize,
    pub(crate) segment: Segment,
}

/// The sort key. Its numbers have a fixed width, so rows stand in the order of the numbers.
impl fmt::Display for SegmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (generation, pass, number) = (self.generation, self.pass, self.segment.number());
        write!(f, "{PREFIX}{generation:010}#{pass:04}#{number:05}")
    }
}

/// How far a segment is done.
#[derive(Clone, Debug)]
pub(crate) struct SegmentRow {
    pub(crate) key: SegmentKey,
    /// Where to go on; `None` at the beginning.
    pub(crate) position: Option<SegmentPosition>,
    pub(crate) counts: Counts,
    pub(crate) is_done: bool,
    record_version: u64,
}

impl SegmentRow {
    fn of(key: SegmentKey, row: &Row) -> Result<Self, Error> {
        let stored = row.bytes("position")?;
        let position = stored.map(|stored| {
            let position = SegmentPosition::from_bytes(stored);
            let in_segment = position.filter(|it| it.segment() == key.segment);
            in_segment.ok_or_else(|| row.damaged("position"))
        });
        Ok(Self {
            key,
            position: position.transpose()?,
            counts: Counts {
                read: row.parsed("read")?,
                rewritten: row.parsed("rewritten")?,
                unchanged: row.parsed("unchanged")?,
                rejected: row.parsed("rejected")?,
            },
            is_done: row.is_set("done"),
            record_version: row.parsed("record_version")?,
        })
    }
}

/// Returns how far the segment of a row is done.
pub(super) fn of_row(row: &Row) -> Result<SegmentRow, Error> {
    let numbers = row.sort_key.strip_prefix(PREFIX);
    let mut numbers = numbers.unwrap_or_default().split('#');
    let mut number = || -> Option<u64> { numbers.next()?.parse().ok() };
    let (generation, pass, place) = (number(), number(), number());
    let total = row.parsed("total")?;
    let segment = place
        .and_then(|place| usize::try_from(place).ok())
        .and_then(|place| Segment::all(total).nth(place));
    let pass = pass.and_then(|pass| usize::try_from(pass).ok());
    match (generation, pass, segment) {
        (Some(generation), Some(pass), Some(segment)) => {
            let key = SegmentKey {
                generation,
                pass,
                segment,
            };
            SegmentRow::of(key, row)
        }
        _ => Err(row.damaged("total")),
    }
}

impl Control {
    /// Returns how far the segments of a pass are that were begun.
    pub(crate) async fn segments(
        &self,
        generation: u64,
        pass: usize,
    ) -> Result<Vec<SegmentRow>, Error> {
        let prefix = format!("{PREFIX}{generation:010}#{pass:04}#");
        let rows = self.read_all(&prefix).await?;
        rows.iter().map(of_row).collect()
    }

    /// Makes a worker the owner of a segment, so that checkpoints of earlier workers are refused.
    pub(crate) async fn claim_segment(
        &self,
        key: SegmentKey,
        known: Option<SegmentRow>,
        held: &Hold,
    ) -> Result<SegmentRow, Error> {
        let run = self.run().as_str();
        let written = match known {
            None => self.create(run, &key.to_string(), first(key, held)).await?,
            Some(known) => {
                let changes = joined([
                    at("owner").set(text(&*held.owner.id)),
                    at("epoch").set(number(held.epoch)),
                    at("record_version").set(number(known.record_version + 1)),
                ]);
                let is_known = is("record_version", number(known.record_version));
                self.update(run, &key.to_string(), changes, is_known)
                    .await?
            }
        };
        match written {
            Written::Done(row) => SegmentRow::of(key, &row),
            // Made by an earlier attempt.
            Written::Refused(Some(row)) if is_owned(&row, held)? => SegmentRow::of(key, &row),
            Written::Refused(_) => Err(self.error(Refusal::LeaseLost)),
        }
    }

    /// Records that a segment is done up to a position, or to its end, if the worker still owns it.
    pub(crate) async fn checkpoint(
        &self,
        from: &SegmentRow,
        end: Option<SegmentPosition>,
        page: Counts,
        held: &Hold,
    ) -> Result<SegmentRow, Error> {
        let key = from.key;
        let next = from.record_version + 1;
        let changes =
            reached(end.as_ref(), from.counts + page).and(&at("record_version").set(number(next)));
        let is_known = is("record_version", number(from.record_version));
        let condition = owned(held).and(is_known);
        let run = self.run().as_str();
        match self
            .update(run, &key.to_string(), changes, condition)
            .await?
        {
            Written::Done(row) => SegmentRow::of(key, &row),
            Written::Refused(Some(row)) if is_owned(&row, held)? => {
                let now = SegmentRow::of(key, &row)?;
                // Only this worker writes its name, so the next version is its own work.
                if now.record_version == next {
                    return Ok(now);
                }
                Err(self.error(Refusal::LeaseLost))
            }
            Written::Refused(_) => Err(self.error(Refusal::LeaseLost)),
        }
    }
}

fn first(key: SegmentKey, held: &Hold) -> [(&'static str, AttributeValue); 11] {
    [
        ("owner", text(&*held.owner.id)),
        ("epoch", number(held.epoch)),
        ("generation", number(key.generation)),
        ("record_version", number(1_u64)),
        ("pass", number(u64::try_from(key.pass).unwrap_or(u64::MAX))),
        ("number", number(key.segment.number())),
        ("total", number(key.segment.total())),
        ("read", number(0_u64)),
        ("rewritten", number(0_u64)),
        ("unchanged", number(0_u64)),
        ("rejected", number(0_u64)),
    ]
}

fn reached(end: Option<&SegmentPosition>, counts: Counts) -> Changes {
    let place = if let Some(end) = end {
        at("position").set(bytes(&end.to_bytes()))
    } else {
        let done = at("done").set(AttributeValue::Bool(true));
        at("position").removed().and(&done)
    };
    joined([
        place,
        at("read").set(number(counts.read)),
        at("rewritten").set(number(counts.rewritten)),
        at("unchanged").set(number(counts.unchanged)),
        at("rejected").set(number(counts.rejected)),
    ])
}

fn owned(held: &Hold) -> Condition {
    is("owner", text(&*held.owner.id))
        .and(is("epoch", number(held.epoch)))
        .and(is("generation", number(held.generation)))
}

fn is_owned(row: &Row, held: &Hold) -> Result<bool, Error> {
    Ok(row.text("owner")? == held.owner.id && row.parsed::<u64>("epoch")? == held.epoch)
}
