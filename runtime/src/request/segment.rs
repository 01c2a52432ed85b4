//! Segments of a parallel scan.

/// A part of a table. The segments of one total are disjoint, and together they are the table.
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

    /// Returns the segments of a table that is divided into this many; at least one.
    pub fn all(total: u16) -> impl Iterator<Item = Self> {
        let total = total.max(1);
        (0..total).map(move |number| Self { number, total })
    }

    /// Returns the segment with this number, if there are so many.
    pub fn of(number: u16, total: u16) -> Option<Self> {
        (number < total).then_some(Self { number, total })
    }

    /// Returns its number, from 0.
    pub fn number(self) -> u16 {
        self.number
    }

    /// Returns the number of segments.
    pub fn total(self) -> u16 {
        self.total
    }
}
