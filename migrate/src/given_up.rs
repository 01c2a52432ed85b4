//! Attributes of a migration that later ones have given up.

use dynamite_schema::migration::{StepKind, Target};

use crate::planned::Planned;
use crate::steps::comes_from;

/// Attributes that migrations have removed, or let another one take over, since an earlier one made them: programs
/// of their schemas leave them out, so the earlier one is not left to do where they are absent.
#[derive(Clone, Debug, Default)]
pub struct GivenUp {
    /// Nothing has their values.
    dropped: Vec<StoredIn>,
    /// Another attribute has them.
    replaced: Vec<StoredIn>,
}

/// An attribute of a table.
#[derive(Clone, Debug)]
struct StoredIn {
    table: String,
    target: Target,
}

impl StoredIn {
    /// Returns `true` if this is the attribute, or what it is in.
    fn holds(&self, table: &str, target: &Target) -> bool {
        let (own, other) = (&self.target, target);
        self.table == table
            && other.attributes.starts_with(&own.attributes)
            && other.variants.starts_with(&own.variants)
    }
}

impl GivenUp {
    /// Returns what migrations that were carried out have given up.
    pub fn by<'p>(later: impl IntoIterator<Item = &'p Planned>) -> Self {
        let mut all = Self::default();
        for planned in later {
            all.add(planned);
        }
        all
    }

    fn add(&mut self, planned: &Planned) {
        for of_model in &planned.migration.models {
            let table = planned.before.model(of_model.before).table;
            let table = &planned.before.table(table).name;
            for step in &of_model.steps {
                let (target, is_replaced) = match &step.kind {
                    StepKind::Rename { from, .. } => (from, true),
                    StepKind::Drop(dropped) if step.filter.is_none() => {
                        let mut others = of_model.steps.iter();
                        let has_taker = others.any(|it| comes_from(&it.kind, &dropped.attributes));
                        (dropped, has_taker)
                    }
                    _ => continue,
                };
                let stored = StoredIn {
                    table: table.clone(),
                    target: target.clone(),
                };
                let kind = if is_replaced {
                    &mut self.replaced
                } else {
                    &mut self.dropped
                };
                kind.push(stored);
            }
        }
    }

    /// Returns `true` if an attribute was removed.
    pub(crate) fn is_dropped(&self, table: &str, target: &Target) -> bool {
        self.dropped.iter().any(|it| it.holds(table, target))
    }

    /// Returns `true` if another attribute has taken the place of this one.
    pub(crate) fn is_replaced(&self, table: &str, target: &Target) -> bool {
        self.replaced.iter().any(|it| it.holds(table, target))
    }
}
