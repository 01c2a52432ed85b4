//! What is expected of other runs when a run begins.

use std::collections::BTreeSet;

use super::{HistoryEntry, Status};

/// What is expected of other runs when a run begins, is taken back or contracted: that those on the same tables
/// are as the [history](crate::history) had them when it was decided that this one may.
///
/// Migrations of the same attributes have an order. Who looks at it and then begins would not see what another
/// process begins between: the engine looks again in the write that makes it known.
#[derive(Clone, Debug, Default)]
pub struct Precondition {
    /// `None` if nothing is expected.
    history: Option<Vec<HistoryEntry>>,
    independent: BTreeSet<String>,
}

impl Precondition {
    /// Expects other runs to be as they were, except independent ones.
    pub fn new(history: Vec<HistoryEntry>, independent: impl IntoIterator<Item = String>) -> Self {
        Self {
            history: Some(history),
            independent: independent.into_iter().collect(),
        }
    }

    /// Returns `true` if another run matters to this one: it is on a table of it, and not independent.
    pub(crate) fn concerns(&self, own: &HistoryEntry, other: &HistoryEntry) -> bool {
        other.run != own.run
            && !self.independent.contains(&other.run)
            && other.tables.iter().any(|it| own.tables.contains(it))
    }

    /// Returns one of the runs that matter that is not as it was; `None` if all are.
    pub(crate) fn missed<'o>(
        &self,
        own: &HistoryEntry,
        now: &'o [HistoryEntry],
    ) -> Option<&'o HistoryEntry> {
        let expected = self.history.as_ref()?;
        let is_as_it_was = |other: &HistoryEntry| {
            expected.iter().any(|it| {
                let has_ended =
                    it.status == Status::Contracting && other.status == Status::Contracted;
                (&it.run, it.generation) == (&other.run, other.generation)
                    && (it.status == other.status || has_ended)
            })
        };
        let mut others = now.iter().filter(|it| self.concerns(own, it));
        others.find(|it| !is_as_it_was(it))
    }
}

#[cfg(test)]
mod tests {
    use dynamite::Timestamp;

    use super::super::{HistoryEntry, Status};
    use super::Precondition;

    fn entry(run: &str, status: Status, generation: u64, table: &str) -> HistoryEntry {
        HistoryEntry {
            run: run.to_owned(),
            status,
            generation,
            at: Timestamp::UNIX_EPOCH,
            plan_hash: String::new(),
            checksum: None,
            tables: vec![table.to_owned()],
        }
    }

    #[test]
    fn other_runs_on_the_same_table_have_to_be_as_they_were() {
        let own = entry("b", Status::Running, 1, "users");
        let before = entry("a", Status::Applied, 1, "users");
        let expected = Precondition::new(vec![before.clone()], ["free".to_owned()]);
        let is_held = |now: &[HistoryEntry]| expected.missed(&own, now).is_none();
        assert!(is_held(std::slice::from_ref(&before)));
        let reverting = entry("a", Status::Reverting, 2, "users");
        let missed = expected.missed(&own, std::slice::from_ref(&reverting));
        assert_eq!(missed.map(|it| &*it.run), Some("a"));
        assert!(Precondition::default().missed(&own, &[reverting]).is_none());
        // Done again since.
        assert!(!is_held(&[entry("a", Status::Applied, 3, "users")]));
        assert!(!is_held(&[
            before.clone(),
            entry("c", Status::Running, 1, "users")
        ]));
        let others = [
            entry("c", Status::Running, 1, "orders"),
            entry("free", Status::Running, 1, "users"),
            entry("b", Status::Reverted, 4, "users"),
        ];
        assert!(is_held(&[&[before][..], &others].concat()));
    }
}
