//! What the guide says of a migration and its items.

use aws_sdk_dynamodb::types::AttributeValue as V;

use super::parts::{Part, Writes};
use super::random::Case;
use crate::support::{Item, sorted};

/// What a survey finds in an item.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) is_rejected: bool,
    pub(super) is_overwritten: bool,
    pub(super) is_without_way_back: bool,
}

/// Why a run is refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Obstacle {
    Irreversible,
    Rejects,
    Overwrites,
    NoWayBack,
}

impl Case {
    pub(super) fn changes_former(&self) -> bool {
        self.parts.iter().any(|part| part.writes == Writes::Former)
    }

    /// Returns `true` if one of the items could not be restored as it was.
    pub(super) fn has_no_way_back(&self) -> bool {
        let mut found = self.items.iter().map(|item| self.survey(item));
        found.any(|found| found.is_without_way_back)
    }

    /// The number of items that the run leaves as they are, although it should change them.
    pub(super) fn rejected(&self) -> usize {
        let found = self.items.iter().map(|item| self.survey(item));
        found.filter(|found| found.is_rejected).count()
    }

    /// Why a run of the migration is refused.
    pub(super) fn obstacle(&self) -> Option<Obstacle> {
        let has = |what: fn(&Found) -> bool| {
            let mut found = self.items.iter().map(|item| self.survey(item));
            found.any(|found| what(&found))
        };
        if self.changes_former() && !self.without_rollback {
            Some(Obstacle::Irreversible)
        } else if has(|found| found.is_rejected) && !self.may_reject {
            Some(Obstacle::Rejects)
        } else if has(|found| found.is_overwritten) && !self.may_overwrite {
            Some(Obstacle::Overwrites)
        } else if has(|found| found.is_without_way_back) && !self.without_rollback {
            Some(Obstacle::NoWayBack)
        } else {
            None
        }
    }

    pub(super) fn survey(&self, item: &Item) -> Found {
        let mut all = Found::default();
        for part in &self.parts {
            let made = made(part, item);
            all.is_rejected |= made.is_none();
            let is_changed = |path: &[&str]| {
                let made = made.as_ref();
                made.is_some_and(|made| at(made, path) != at(item, path))
            };
            let mut places = places(part).filter(|path| at(item, path).is_some());
            match part.writes {
                Writes::New => all.is_without_way_back |= places.next().is_some(),
                Writes::Any | Writes::Renamed => {
                    for path in places {
                        all.is_without_way_back = true;
                        all.is_overwritten |= is_changed(path);
                    }
                }
                Writes::Former => {
                    all.is_without_way_back |= made.as_ref().is_some_and(|made| made != item);
                }
                Writes::Nothing => {}
            }
        }
        all
    }

    /// The item after the run; one that is rejected stays as it is.
    pub(super) fn run(&self, item: &Item) -> Item {
        let mut made = item.clone();
        for part in &self.parts {
            if (part.run)(item, &mut made).is_err() {
                return item.clone();
            }
        }
        sorted(made)
    }

    /// The item after the contract of a run that has rejected nothing; `None` if it is rejected then.
    pub(super) fn contract(&self, item: &Item) -> Option<Item> {
        let mut made = self.run(item);
        for part in &self.parts {
            (part.contract)(&mut made).ok()?;
        }
        Some(made)
    }
}

/// The item after the run of one step; `None` if it is rejected.
fn made(part: &Part, item: &Item) -> Option<Item> {
    let mut made = item.clone();
    (part.run)(item, &mut made).ok()?;
    Some(sorted(made))
}

/// The places that a step writes: one inside a map, or attributes.
fn places(part: &Part) -> impl Iterator<Item = &'static [&'static str]> {
    let length = if part.to.first() == Some(&"home") {
        2
    } else {
        1
    };
    part.to.chunks(length)
}

fn at<'i>(item: &'i Item, path: &[&str]) -> Option<&'i V> {
    match (path, item.get(path[0])?) {
        ([_], value) => Some(value),
        ([_, inside], V::M(map)) => map.get(*inside),
        _ => None,
    }
}
