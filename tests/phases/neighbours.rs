//! Programs of neighbouring phases write the same travellers, in turn.

use dynamite::Client;
use dynamite_testkit::Engine;

use crate::command::{Command, Items, Value};
use crate::generate::Generator;
use crate::program::{Program, of_phase};
use crate::{models, oracle, stored};

/// How many commands the programs of two phases carry out together.
const COMMANDS: usize = 40;

/// A table, what should be in it, and the source of commands.
struct Table {
    db: Client,
    items: Items,
    generator: Generator,
    _engine: Engine,
}

impl Table {
    async fn new(seed: u64) -> Self {
        let engine = Engine::selected().await;
        let db = crate::client(engine.endpoint(), engine.access_key());
        db.sync(models::before::TABLES).await.expect("tables");
        Self {
            db,
            items: Items::new(),
            generator: Generator::new(seed),
            _engine: engine,
        }
    }

    /// Lets programs of these phases carry out commands in turn. The error says what has gone wrong
    /// first; `are_equal` says that former and new attributes always have to be equal.
    async fn share(&mut self, phases: &[&str], are_equal: bool) -> Result<(), String> {
        let programs: Vec<_> = phases.iter().map(|it| of_phase(it, &self.db)).collect();
        for _ in 0..COMMANDS {
            let program = &programs[self.generator.one_of(programs.len())];
            let command = self.generator.command();
            let told = |what: String| {
                let phase = program.phase();
                format!("{what}\nafter {command:?} of a program in `{phase}`, among {phases:?}")
            };
            self.carry_out(&**program, &command).await.map_err(told)?;
            for reader in &programs {
                self.read(&**reader).await.map_err(told)?;
            }
            if are_equal {
                let unequal = stored::unequal(&self.db).await;
                if !unequal.is_empty() {
                    return Err(told(unequal.join("\n")));
                }
            }
        }
        Ok(())
    }

    async fn carry_out(&mut self, program: &dyn Program, command: &Command) -> Result<(), String> {
        let expected = oracle::apply(command, &mut self.items);
        match (program.run(command).await, expected) {
            (Ok(()), Ok(())) | (Err(_), Err(())) => Ok(()),
            (Ok(()), Err(())) => Err("carried out although it cannot be".to_owned()),
            (Err(error), Ok(())) => Err(format!("refused: {error}")),
        }
    }

    async fn read(&mut self, program: &dyn Program) -> Result<(), String> {
        let phase = program.phase();
        let read = program.read().await;
        let read = read.map_err(|error| format!("`{phase}` cannot read: {error}"))?;
        if read != self.items {
            return Err(format!(
                "`{phase}` reads\n{read:#?}\ninstead of\n{:#?}",
                self.items
            ));
        }
        let (name, visits) = (self.generator.letter(), 1);
        let found = program.find(&name, visits).await;
        let found = found.map_err(|error| format!("`{phase}` cannot find: {error}"))?;
        let expected = self.items.iter().filter(|(_, it)| {
            it.full_name.starts_with(&name) || it.home.is_none() || it.visits == visits
        });
        let expected: Vec<_> = expected
            .map(|(key, it)| (key.clone(), it.full_name.clone()))
            .collect();
        if found != expected {
            return Err(format!("`{phase}` finds {found:?} instead of {expected:?}"));
        }
        self.query(program).await
    }

    /// Queries both indexes for one of the travellers.
    async fn query(&mut self, program: &dyn Program) -> Result<(), String> {
        if self.items.is_empty() {
            return Ok(());
        }
        let (phase, one) = (program.phase(), self.generator.one_of(self.items.len()));
        let Some(Value {
            full_name, nick, ..
        }) = self.items.values().nth(one)
        else {
            return Ok(());
        };
        let refused = |error| format!("`{phase}` cannot query: {error}");
        let named: Vec<_> = (self.items.iter())
            .filter(|(_, it)| it.full_name == *full_name)
            .collect();
        let found = program.by_name(full_name).await.map_err(refused)?;
        let journals = named.iter().map(|(key, it)| (*key, &it.journal));
        if !journals.eq(found.iter().map(|(key, journal)| (key, journal))) {
            return Err(format!("`{phase}` finds {found:?} by {full_name}"));
        }
        let found = program.by_nick(nick, full_name).await.map_err(refused)?;
        let of_nick = named.iter().filter(|(_, it)| it.nick == *nick);
        let pairs = of_nick.map(|(key, it)| (*key, &it.full_name));
        if !pairs.eq(found.iter().map(|(key, name)| (key, name))) {
            return Err(format!("`{phase}` finds {found:?} by {nick}"));
        }
        Ok(())
    }
}

/// The whole way of a rename, with programs of two phases in each deployment.
async fn renamed(seed: u64) -> Result<(), String> {
    let mut table = Table::new(seed).await;
    table.share(&["before"], false).await?;
    table.share(&["before", "expand"], false).await?;
    stored::copy(&table.db).await;
    // And back again, and once more.
    table.share(&["expand"], true).await?;
    table.share(&["expand", "before"], false).await?;
    stored::copy(&table.db).await;
    stored::build_indexes(&table.db).await;
    table.share(&["expand", "switch"], true).await?;
    table.share(&["switch"], true).await?;
    table.share(&["switch", "contract"], false).await?;
    table.share(&["contract"], false).await?;
    stored::drop_former_indexes(&table.db).await;
    stored::remove_former(&table.db).await;
    table.share(&["contract", "after"], false).await?;
    table.share(&["after"], false).await?;
    let items = stored::all(&table.db).await;
    if items.into_iter().any(stored::has_former) {
        return Err("a former attribute is back".to_owned());
    }
    Ok(())
}

#[tokio::test]
async fn no_write_is_lost_and_no_reader_fails_on_the_way_of_a_rename() {
    for seed in crate::seeds() {
        if let Err(problem) = renamed(seed).await {
            panic!("seed {seed}: {problem}");
        }
    }
}

/// The tests would not miss a mirror that is not kept: programs without phases lose writes.
#[tokio::test]
async fn programs_without_phases_lose_writes_of_each_other() {
    for phases in [
        ["before", "after"],
        ["before", "switch"],
        ["expand", "contract"],
    ] {
        let mut table = Table::new(1).await;
        stored::build_indexes(&table.db).await;
        table.share(&["expand"], true).await.expect("one program");
        let shared = table.share(&phases, false).await;
        shared.expect_err("programs that know different attributes");
    }
    let mut table = Table::new(1).await;
    let problem = table.share(&["before"], true).await;
    let problem = problem.expect_err("a program that writes one attribute");
    assert!(problem.contains("name and full_name are"), "{problem}");
}
