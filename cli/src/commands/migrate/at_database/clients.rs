//! The programs that read and write the tables meanwhile, as the operator and the schema say.

use dynamite_migrate::{ClientPhase, Clients};
use dynamite_schema::ir::Schema;

use super::database::Database;
use crate::arguments::{ClientsThatRun, Phase};
use crate::commands::current_schema;
use crate::failure::Failure;

impl Database {
    /// The programs that run, as the operator says. What is not said of the newest ones, the phase in the
    /// schema says. What is said must fit to that.
    pub(super) fn clients(&self, place: usize, said: ClientsThatRun) -> Result<Clients, Failure> {
        if said.exclusive {
            return Ok(Clients::None);
        }
        let (oldest, newest) = (said.oldest_client.map(phase), said.newest_client.map(phase));
        if let (Some(oldest), Some(newest)) = (oldest, newest)
            && oldest > newest
        {
            let what = format!(
                "no program can be of phase `{oldest}` or later and of phase `{newest}` or earlier at once"
            );
            return Err(Failure::new(what).remedy("say which programs run"));
        }
        let in_schema = match (newest, oldest) {
            (Some(_), None) => None,
            _ => self.phase_in_schema(place)?,
        };
        if let (Some(oldest), Some(in_schema)) = (oldest, in_schema)
            && oldest > in_schema
        {
            return Err(other_than_schema(in_schema));
        }
        Ok(Clients::Between(oldest, newest.or(in_schema)))
    }

    /// Refuses a contract while programs with the schema read what it removes.
    pub(super) fn check_clients_before_contract(&self, place: usize) -> Result<(), Failure> {
        match self.phase_in_schema(place)? {
            Some(phase) if phase < ClientPhase::Contract => Err(other_than_schema(phase)),
            _ => Ok(()),
        }
    }

    /// The phase of programs with the schema of the project; `None` if it is not here, or the migration has
    /// nothing that phases are about.
    fn phase_in_schema(&self, place: usize) -> Result<Option<ClientPhase>, Failure> {
        if !self.migrations[place].follows_former() {
            return Ok(None);
        }
        let Some(schema) = self.schema_now()? else {
            return Ok(None);
        };
        let phase = one_phase(self.migrations[place].phases_in(schema))?;
        // A schema that a later migration of the same fields leads to is not the one before this one.
        let is_later = phase == Some(ClientPhase::Before) && self.is_built_upon(place);
        Ok(if is_later {
            Some(ClientPhase::After)
        } else {
            phase
        })
    }

    /// The schema of the project as it is now; `None` if it is not here.
    pub(super) fn schema_now(&self) -> Result<Option<&Schema>, Failure> {
        let Some(folder) = &self.schema else {
            return Ok(None);
        };
        if let Some(schema) = self.schema_now.get() {
            return Ok(Some(schema));
        }
        match current_schema(folder, &self.report)? {
            Some(schema) => Ok(Some(self.schema_now.get_or_init(|| schema))),
            None => Err(
                Failure::new("the schema says which programs may run, and has problems")
                    .remedy("solve them"),
            ),
        }
    }
}

/// What is said of programs does not fit to the schema beside the migrations.
fn other_than_schema(phase: ClientPhase) -> Failure {
    Failure::new(format!(
        "programs with the schema here are of phase `{phase}`"
    ))
    .remedy(
        "if none of them runs any more, do it from the revision of the project that is deployed",
    )
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
