//! What a step would overwrite in an item that no run has changed yet, and if it could be taken back.
//!
//! There is no record of what items were before a run. A step can be taken back if its inverse follows
//! from the item alone: an attribute that programs with the former schema do not know, and that no item
//! had before, is removed.

use dynamite::engine_support::{is_same_value, stored_bytes};
use dynamite_schema::migration::{self, StepKind, Target};

use super::place::{Found, Place};
use super::{Due, Filtered, Renamed};
use crate::rewrite::{Inspection, Reject};
use crate::values::Item;

/// What is asked about a step of a run.
#[derive(Clone, Debug)]
pub(super) enum Inspect {
    /// It gives a value to an attribute that programs with the former schema do not know.
    Made {
        to: Place,
        /// `true` if it replaces another value.
        replaces: bool,
    },
    /// It is written by programs beside the former attribute, which alone is read.
    Mirrored {
        from: Place,
        to: Place,
        /// `true` if each item has the field: programs cannot clear it.
        is_required: bool,
    },
    /// It lets an attribute have the value of another.
    Followed { from: Place, to: Place },
    /// It changes what programs with the former schema know.
    Changed(Place),
}

impl Inspect {
    pub(super) fn of(step: &migration::Step, made: &Filtered) -> Self {
        let to = made.step.place().clone();
        if step.class.is_invertible {
            let replaces = matches!(step.kind, StepKind::Set { .. });
            Self::Made { to, replaces }
        } else {
            Self::Changed(to)
        }
    }

    /// What is asked about a field that gets another type or stored form.
    pub(super) fn of_retype(from: &Target, made: &Filtered, renamed: Renamed) -> Self {
        match renamed {
            Renamed::Mirrored => Self::Mirrored {
                from: Place::of(from),
                to: made.step.place().clone(),
                is_required: !from.may_be_absent(),
            },
            Renamed::Unknown | Renamed::Nobody => Self::Made {
                to: made.step.place().clone(),
                replaces: true,
            },
        }
    }

    pub(super) fn of_rename(from: &Target, to: &Target, renamed: Renamed) -> Self {
        match renamed {
            Renamed::Mirrored => Self::Mirrored {
                from: Place::of(from),
                to: Place::of(to),
                is_required: !from.may_be_absent(),
            },
            Renamed::Unknown | Renamed::Nobody => Self::Followed {
                from: Place::of(from),
                to: Place::of(to),
            },
        }
    }

    /// Inspects an item for a step, which may be due.
    pub(super) fn item(
        step: &Filtered,
        item: &Item<'_>,
        due: Result<Option<Due<'_>>, Reject>,
    ) -> Inspection {
        let is_due = matches!(due, Ok(Some(_)));
        let growth = match &due {
            Ok(Some(due)) => step.growth(due, item),
            Ok(None) | Err(_) => 0,
        };
        let found = match &step.inspect {
            Some(Self::Mirrored {
                from,
                to,
                is_required: true,
            }) => mirrored(from, to, item),
            Some(Self::Mirrored { .. }) | None => Inspection::default(),
            Some(Self::Followed { from, to }) => followed(from, to, item),
            Some(Self::Changed(place)) => Inspection {
                without_way_back: is_due
                    .then(|| place.reject("programs with the former schema know what is changed")),
                ..Inspection::default()
            },
            Some(Self::Made { to, replaces }) => made(to, *replaces, item, is_due),
        };
        Inspection {
            due: due.map(|due| due.is_some()),
            growth,
            cleared: (is_due && step.may_be_cleared)
                .then(|| cleared(step, item))
                .flatten(),
            ..found
        }
    }
}

/// Where there is nothing, programs may have cleared the field.
fn cleared(step: &Filtered, item: &Item<'_>) -> Option<Reject> {
    let to = step.step.place();
    let is_nothing = matches!(to.find(item.attributes), Ok(Found::Nothing));
    is_nothing.then(|| to.reject("there is nothing, and programs may have cleared it"))
}

fn made(to: &Place, replaces: bool, item: &Item<'_>, is_due: bool) -> Inspection {
    if !matches!(to.stored(item.attributes), Ok(Some(_))) {
        return Inspection::default();
    }
    let reason = match (is_due, replaces) {
        (true, true) => "it has another value there already",
        (true, false) => "it has `NULL` there, which is replaced",
        (false, _) => "it has a value there already",
    };
    let reject = to.reject(reason);
    Inspection {
        overwritten: (is_due && replaces).then(|| reject.clone()),
        without_way_back: Some(reject),
        ..Inspection::default()
    }
}

/// What is there was written beside the former attribute, which alone is read. Where a required one is absent, it may be
/// what the contract of a migration has left of which nothing is recorded any more.
fn mirrored(from: &Place, to: &Place, item: &Item<'_>) -> Inspection {
    let item = item.attributes;
    match (from.stored(item), to.stored(item)) {
        (Ok(None), Ok(Some(_))) => Inspection {
            overwritten: Some(to.reject("it has a value there, and none under the former name")),
            ..Inspection::default()
        },
        _ => Inspection::default(),
    }
}

fn followed(from: &Place, to: &Place, item: &Item<'_>) -> Inspection {
    let item = item.attributes;
    let (Ok(old), Ok(new)) = (from.stored(item), to.stored(item)) else {
        // It is rejected by the step itself.
        return Inspection::default();
    };
    let reason = match (old, new) {
        (Some(old), Some(new)) if !is_same_value(old, new) => "it has another value there already",
        (None, Some(_)) => "it has a value there, and none under the former name",
        (Some(_), Some(_)) => "it has the same value there already",
        (_, None) => return Inspection::default(),
    };
    let is_lost = !matches!((old, new), (Some(old), Some(new)) if is_same_value(old, new));
    let reject: Reject = to.reject(reason);
    Inspection {
        overwritten: is_lost.then(|| reject.clone()),
        without_way_back: Some(reject),
        ..Inspection::default()
    }
}

impl Filtered {
    /// Bytes by which an item grows at most if the step is made.
    fn growth(&self, due: &Due<'_>, item: &Item<'_>) -> usize {
        let name = self.step.place().name_size();
        if due.written_bytes > 0 {
            return name + due.written_bytes;
        }
        let given = self.step.given(item).ok().flatten();
        given.map_or(0, |value| name + stored_bytes(&value))
    }
}
