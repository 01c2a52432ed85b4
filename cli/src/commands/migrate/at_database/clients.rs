//! The programs that read and write the tables meanwhile, as the operator and the schema say.

use dynamite_migrate::{ClientPhase, Clients};

use super::database::Database;
use crate::arguments::{ClientsThatRun, Phase};
use crate::commands::current_schema;
use crate::failure::Failure;
use crate::report::Report;

impl Database {
    /// The programs that run, as the operator says. What is not said of the newest ones, the phase in the
    /// schema says.
    pub(super) fn clients(
        &self,
        place: usize,
        said: ClientsThatRun,
        report: &Report,
    ) -> Result<Clients, Failure> {
        if said.exclusive {
            return Ok(Clients::None);
        }
        let oldest = said.oldest_client.map(phase);
        let newest = match (said.newest_client, &self.schema) {
            (Some(newest), _) => Some(phase(newest)),
            (None, Some(folder)) => match current_schema(folder, report)? {
                Some(schema) => one_phase(self.migrations[place].phases_in(&schema))?,
                None => {
                    return Err(Failure::new("the schema says in which phase programs are")
                        .remedy("solve its problems, or say it with `--newest-client`"));
                }
            },
            (None, None) => None,
        };
        Ok(Clients::Between(oldest, newest))
    }
}

fn phase(said: Phase) -> ClientPhase {
    match said {
        Phase::Before => ClientPhase::Before,
        Phase::Expand => ClientPhase::Expand,
        Phase::Switch => ClientPhase::Switch,
        Phase::Contract => ClientPhase::Contract,
        Phase::After => ClientPhase::After,
    }
}

/// Returns the phase that programs are in, by the fields of a migration. If two fields are in different ones,
/// nothing that could be said of the programs holds for both.
fn one_phase(phases: Vec<(String, ClientPhase)>) -> Result<Option<ClientPhase>, Failure> {
    let mut phases = phases.into_iter();
    let Some((first, phase)) = phases.next() else {
        return Ok(None);
    };
    match phases.find(|(_, other)| *other != phase) {
        None => Ok(Some(phase)),
        Some((other, its)) => Err(Failure::new(format!(
            "in the schema, programs are in phase `{phase}` of `{first}` and in phase `{its}` of `{other}`, \
             so what they write of one of the two would be overwritten"
        ))
        .remedy(
            "give both the same phase, or write two migrations; a field without phases is changed while no \
             program runs: `--exclusive`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use dynamite_migrate::ClientPhase as P;

    use super::one_phase;

    #[test]
    fn fields_of_a_migration_are_in_one_phase() {
        let of = |fields: &[(&str, P)]| {
            let fields = fields
                .iter()
                .map(|(name, phase)| ((*name).to_owned(), *phase));
            one_phase(fields.collect())
        };
        assert!(matches!(of(&[]), Ok(None)));
        let same = of(&[("User.a", P::Expand), ("User.b", P::Expand)]);
        assert!(matches!(same, Ok(Some(P::Expand))));
        let Err(failure) = of(&[("User.a", P::Expand), ("User.home.b", P::After)]) else {
            panic!("two phases");
        };
        let message = failure.to_string();
        assert!(message.contains("`expand` of `User.a`"), "{message}");
        assert!(message.contains("`after` of `User.home.b`"), "{message}");
    }
}
