//! Explains how items would be found.

use std::fmt;

use super::resolve::{Resolved, Returned};
use crate::planner::Access;

/// The plan that [`Find::explain`](crate::ops::Find::explain) returns: how items would be found.
/// `Display` prints it for people.
///
/// Conditions show `?` in place of each value, because values may come from sensitive fields.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessPlan {
    /// The model.
    pub model: &'static str,
    /// The table, with the client's prefix.
    pub table: String,
    /// The access path.
    pub access: PlannedAccess,
    /// The key condition, which decides the items that are read.
    pub key_condition: Option<String>,
    /// The filter that DynamoDB applies to the items it has read, which are paid for either way.
    pub filter: Option<String>,
    /// The condition checked on the items of the response, because DynamoDB takes no filter on the
    /// key that is queried, or cannot see the attribute in the index.
    pub checked: Option<String>,
    /// `true` if items are read by `BatchGetItem`, with keys from the index. The condition is then
    /// checked again: the index may be behind.
    pub fetches: bool,
    /// Number of attributes in each row of the index that gives the keys; `None` if no index does.
    pub row_attributes: Option<usize>,
    /// The attributes to read; `None` for all.
    pub projection: Option<Vec<String>>,
    /// The attribute that orders the items.
    pub order: Option<&'static str>,
    /// `true` for the smallest first.
    pub ascending: bool,
    /// `true` for strongly consistent reads, at twice the units.
    pub consistent: bool,
    /// A change that would avoid the scan.
    pub suggestion: Option<String>,
}

/// The access path to the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlannedAccess {
    /// One item, by its primary key.
    GetItem,
    /// Items by their primary keys.
    BatchGetItem {
        /// Number of keys.
        keys: usize,
    },
    /// A query of the primary key, or of an index.
    Query {
        /// The index; `None` for the primary key.
        index: Option<&'static str>,
    },
    /// The whole table.
    Scan,
}

/// Bytes read by half a unit, eventually consistent.
const UNIT_BYTES: u64 = 4096;

/// Assumed size of an attribute of an index in bytes, its name included: an id, a time, a name.
const ROW_ATTRIBUTE_BYTES: u64 = 64;

impl AccessPlan {
    /// Estimates the read units for this many items that the key condition matches (before filters;
    /// for a scan, all items of the table), each of this many bytes.
    ///
    /// A query and a scan cost half a unit for every 4 KB that they read in total, an item read by
    /// key half a unit for every 4 KB of its own; consistent reads cost twice that. If an index
    /// gives the keys, its rows are taken to have 64 bytes for each attribute that they hold, and
    /// at most the size of the items.
    #[expect(
        clippy::cast_precision_loss,
        reason = "it is an estimate, and units stay far below 2^52"
    )]
    pub fn read_units(&self, items: u64, bytes: u64) -> f64 {
        let row = self.row_attributes.map_or(bytes, |attributes| {
            let attributes = u64::try_from(attributes).unwrap_or(u64::MAX);
            bytes.min(attributes.saturating_mul(ROW_ATTRIBUTE_BYTES))
        });
        let together = items.saturating_mul(row).div_ceil(UNIT_BYTES).max(1);
        let by_key = items.saturating_mul(bytes.div_ceil(UNIT_BYTES).max(1));
        let halves = match self.access {
            PlannedAccess::GetItem | PlannedAccess::BatchGetItem { .. } => by_key,
            _ if self.fetches => together.saturating_add(by_key),
            _ => together,
        };
        let for_each = if self.consistent { 1.0 } else { 0.5 };
        halves as f64 * for_each
    }
}

impl Resolved<'_> {
    pub(super) fn explain(self) -> AccessPlan {
        let projection = self.selected();
        let keys = self.keys();
        let Self {
            path,
            condition,
            settings,
            ..
        } = self;
        let by_key = path.fetches.then(|| condition.describe()).flatten();
        let mut plan = AccessPlan {
            model: self.model.name,
            table: self.table.to_string(),
            access: PlannedAccess::Scan,
            key_condition: None,
            filter: path.filter.describe(),
            checked: by_key.or_else(|| path.checked.describe()),
            fetches: false,
            row_attributes: None,
            projection,
            order: None,
            ascending: settings.ascending,
            consistent: settings.consistent,
            suggestion: None,
        };
        match path.access {
            Access::Keys { .. } if keys == 1 => plan.access = PlannedAccess::GetItem,
            Access::Keys { order, .. } => {
                plan.access = PlannedAccess::BatchGetItem { keys };
                plan.order = order;
            }
            Access::Query { index, key, order } => {
                plan.access = PlannedAccess::Query {
                    index: index.map(|index| index.name),
                };
                plan.key_condition = key.describe();
                plan.order = order;
                plan.fetches = path.fetches;
                let index = index.filter(|_| path.fetches);
                plan.row_attributes = index.map(|index| index.held_by_rows(self.model));
            }
            Access::Scan { suggestion } => plan.suggestion = suggestion,
        }
        plan
    }

    /// Returns the number of distinct keys given.
    fn keys(&self) -> usize {
        match &self.path.access {
            Access::Keys { keys, .. } => self.distinct(keys).len(),
            Access::Query { .. } | Access::Scan { .. } => 0,
        }
    }

    fn selected(&self) -> Option<Vec<String>> {
        match self.returned {
            Returned::All => None,
            Returned::Paths(paths) => Some(paths.iter().map(ToString::to_string).collect()),
            Returned::Nothing => Some(Vec::new()),
        }
    }
}

impl fmt::Display for AccessPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.access, self.table)?;
        line(f, "key condition", self.key_condition.as_deref())?;
        line(f, "filter", self.filter.as_deref())?;
        if self.fetches {
            line(f, "then", Some("BatchGetItem with the keys that it gives"))?;
        }
        line(f, "checked on the answer", self.checked.as_deref())?;
        let projection = self.projection.as_ref().map(|paths| paths.join(", "));
        line(f, "projection", projection.as_deref())?;
        let order = match (self.order, self.access) {
            (None, PlannedAccess::BatchGetItem { .. }) if !self.ascending => {
                Some("that of the keys")
            }
            (order, _) => order,
        };
        if let Some(order) = order {
            let direction = if self.ascending { "" } else { ", descending" };
            line(f, "order", Some(&format!("{order}{direction}")))?;
        }
        let consistent = self.consistent.then_some("consistent");
        line(f, "reads", consistent)?;
        line(f, "read units", Some(self.formula()))?;
        line(f, "instead", self.suggestion.as_deref())
    }
}

impl AccessPlan {
    /// Returns the formula of the units.
    fn formula(&self) -> &'static str {
        match (self.access, self.fetches, self.consistent) {
            (PlannedAccess::GetItem | PlannedAccess::BatchGetItem { .. }, _, false) => {
                "0.5 for every 4 KB of each item"
            }
            (PlannedAccess::GetItem | PlannedAccess::BatchGetItem { .. }, _, true) => {
                "1 for every 4 KB of each item"
            }
            (PlannedAccess::Query { .. }, false, false) => {
                "0.5 for every 4 KB that the key condition matches"
            }
            (PlannedAccess::Query { .. }, false, true) => {
                "1 for every 4 KB that the key condition matches"
            }
            (PlannedAccess::Query { .. }, true, false) => {
                "0.5 for every 4 KB of rows that the key condition matches, and 0.5 for every 4 KB of \
                 each item"
            }
            (PlannedAccess::Query { .. }, true, true) => {
                "1 for every 4 KB of rows that the key condition matches, and 1 for every 4 KB of \
                 each item"
            }
            (PlannedAccess::Scan, _, false) => "0.5 for every 4 KB of the table",
            (PlannedAccess::Scan, _, true) => "1 for every 4 KB of the table",
        }
    }
}

impl fmt::Display for PlannedAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GetItem => f.write_str("GetItem"),
            Self::BatchGetItem { keys } => write!(f, "BatchGetItem of {keys} keys"),
            Self::Query { index: None } => f.write_str("Query of the primary key"),
            Self::Query { index: Some(index) } => write!(f, "Query of index {index}"),
            Self::Scan => f.write_str("Scan"),
        }
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, text: Option<&str>) -> fmt::Result {
    match text {
        Some(text) => write!(f, "\n  {name}: {text}"),
        None => Ok(()),
    }
}
