//! Which steps of a migration may be made beside each other.
//!
//! They are made in one update of each item, which has no order, so no two steps change one attribute.
//! A step may be due on an item again when others are not, so it reads nothing that another one changes.
//! What is only removed at the end, when no program of before is left, can be read until then.

use super::{Added, InVariant, Step, StepKind, Target};
use crate::diagnostics::{Problems, catalogue};
use crate::expr::{Expression, ReadStep};

/// When an attribute is read or changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    /// While programs of before and after the migration run.
    Run,
    /// When only those of after it are left.
    Contract,
}

/// An attribute that a step reads or changes.
struct Touched {
    /// The stored names on the way to it, and its own.
    attributes: Vec<String>,
    /// The unions on the way to it.
    variants: Vec<InVariant>,
    /// What it is called.
    path: String,
    when: When,
}

impl Touched {
    fn of(target: &Target, when: When) -> Self {
        Self {
            attributes: target.attributes.clone(),
            variants: target.variants.clone(),
            path: target.path.clone(),
            when,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let mut both = self.attributes.iter().zip(&other.attributes);
        both.all(|(one, other)| one == other) && !self.excludes(other)
    }

    /// Returns `true` if two attributes with common parents are in different variants of a union: no item
    /// has both.
    fn excludes(&self, other: &Self) -> bool {
        let mut unions = self.variants.iter().zip(&other.variants);
        let other = unions.find(|(one, other)| one != other);
        other.is_some_and(|(one, other)| one.depth == other.depth && one.tag == other.tag)
    }
}

impl Step {
    /// Returns when the step is made; the removal of what is renamed is another time.
    fn when(&self) -> When {
        match self.kind {
            StepKind::Drop(_) => When::Contract,
            _ => When::Run,
        }
    }

    /// Returns the attributes that the step changes.
    fn changed(&self) -> Vec<Touched> {
        let targets = match &self.kind {
            StepKind::Add { target, .. }
            | StepKind::Set { target, .. }
            | StepKind::AddMembers { target, .. }
            | StepKind::RemoveMembers { target, .. }
            | StepKind::Drop(target) => vec![(target, self.when())],
            StepKind::Rename { from, to } => vec![(from, When::Contract), (to, When::Run)],
            StepKind::Copy { to, .. } => vec![(to, When::Run)],
        };
        let targets = targets.into_iter();
        targets.map(|(it, when)| Touched::of(it, when)).collect()
    }

    /// Returns the attributes that the step reads.
    fn read(&self) -> Vec<Touched> {
        let mut read = match &self.kind {
            StepKind::Rename { from, .. } | StepKind::Copy { from, .. } => {
                vec![Touched::of(from, When::Run)]
            }
            StepKind::Add {
                value: Added::Computed(value),
                ..
            }
            | StepKind::Set { value, .. } => read_by(value, When::Run),
            StepKind::Add { .. }
            | StepKind::AddMembers { .. }
            | StepKind::RemoveMembers { .. }
            | StepKind::Drop(_) => Vec::new(),
        };
        if let Some(filter) = &self.filter {
            read.extend(read_by(filter, self.when()));
        }
        read
    }
}

/// What an expression reads; of a list all of it.
fn read_by(expression: &Expression, when: When) -> Vec<Touched> {
    let paths = expression.reads().iter().map(|path| {
        let inside = path.inside.iter().map_while(|step| match step {
            ReadStep::Member(name) => Some(name.clone()),
            ReadStep::Item(_) => None,
        });
        Touched {
            attributes: std::iter::once(path.attribute.clone())
                .chain(inside)
                .collect(),
            // It reads them as a whole.
            variants: Vec::new(),
            path: path.to_string(),
            when,
        }
    });
    paths.collect()
}

pub(super) fn check(steps: &[Step], problems: &mut Problems) {
    for (position, step) in steps.iter().enumerate() {
        for earlier in &steps[..position] {
            if let Some(shared) = shared(earlier, step) {
                problems.push(catalogue::steps_overlap(step.span, earlier.span, &shared));
            }
        }
    }
}

impl Step {
    /// Returns what the step calls an attribute of the item, if it changes that, or something in it, at any
    /// time.
    pub fn name_of_changed(&self, attribute: &str) -> Option<String> {
        let changed = self.changed().into_iter();
        let mut changed =
            changed.filter(|it| it.attributes.first().is_some_and(|it| it == attribute));
        changed.next().map(|changed| changed.path)
    }
}

/// The attribute that one of two steps changes, and the other changes or reads at any time.
pub(super) fn shared_ever(one: &Step, other: &Step) -> Option<String> {
    changed_and(other, &one.changed(), |_, _| true)
        .or_else(|| changed_and(other, &one.read(), |_, _| true))
        .or_else(|| changed_and(one, &other.read(), |_, _| true))
}

/// The attribute that one of two steps changes, and the other changes, or reads too late.
fn shared(earlier: &Step, later: &Step) -> Option<String> {
    let is_late = |read: &Touched, changed: &Touched| read.when >= changed.when;
    changed_and(later, &earlier.changed(), |_, _| true)
        .or_else(|| changed_and(later, &earlier.read(), is_late))
        .or_else(|| changed_and(earlier, &later.read(), is_late))
}

/// An attribute that a step changes, and that is one of these.
fn changed_and(
    step: &Step,
    others: &[Touched],
    counts: impl Fn(&Touched, &Touched) -> bool,
) -> Option<String> {
    let changed = step.changed().into_iter().find(|changed| {
        let mut others = others.iter();
        others.any(|other| other.overlaps(changed) && counts(other, changed))
    });
    changed.map(|changed| changed.path)
}
