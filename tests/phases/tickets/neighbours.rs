//! Programs of neighbouring phases write the same tickets, in turn.

use dynamite::Client;
use dynamite_testkit::Engine;

use super::copy;
use super::program::{Program, of_phase};
use super::ticket::{self, Command, Generator, Tickets};
use crate::models;

/// How many commands the programs of two phases carry out together.
const COMMANDS: usize = 40;

/// A table, what should be in it, and the source of commands.
struct Table {
    db: Client,
    tickets: Tickets,
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
            tickets: Tickets::new(),
            generator: Generator::new(seed),
            _engine: engine,
        }
    }

    /// Lets programs of these phases carry out commands in turn. The error says what has gone wrong
    /// first; `are_equal` says that both attributes always have to hold the same value.
    async fn share(&mut self, phases: &[&str], are_equal: bool) -> Result<(), String> {
        let programs: Vec<_> = phases.iter().map(|it| of_phase(it, &self.db)).collect();
        for _ in 0..COMMANDS {
            let program = &programs[self.generator.one_of(programs.len())];
            let command = self.generator.command(program.adds());
            let told = |what: String| {
                let phase = program.phase();
                format!("{what}\nafter {command:?} of a program in `{phase}`, among {phases:?}")
            };
            self.carry_out(&**program, &command).await.map_err(told)?;
            for reader in &programs {
                self.read(&**reader).await.map_err(told)?;
            }
            if are_equal {
                let unequal = copy::unequal(&self.db).await;
                if !unequal.is_empty() {
                    return Err(told(unequal.join("\n")));
                }
            }
        }
        Ok(())
    }

    async fn carry_out(&mut self, program: &dyn Program, command: &Command) -> Result<(), String> {
        match (
            program.run(command).await,
            ticket::after(command, &self.tickets),
        ) {
            (Ok(()), Some(after)) => self.tickets = after,
            (Err(_), None) => {}
            (Ok(()), None) => return Err("carried out although it cannot be".to_owned()),
            (Err(error), Some(_)) => return Err(format!("refused: {error}")),
        }
        Ok(())
    }

    async fn read(&mut self, program: &dyn Program) -> Result<(), String> {
        let phase = program.phase();
        let read = program.read().await;
        let read = read.map_err(|error| format!("`{phase}` cannot read: {error}"))?;
        if read != self.tickets {
            let expected = &self.tickets;
            return Err(format!(
                "`{phase}` reads\n{read:#?}\ninstead of\n{expected:#?}"
            ));
        }
        let Some(like) = self.tickets.values().next() else {
            return Ok(());
        };
        let found = program.find(like).await;
        let found = found.map_err(|error| format!("`{phase}` cannot find: {error}"))?;
        let is_it = |it: &ticket::Value| {
            (it.state == like.state && it.seats == like.seats) || it.sold_at < like.sold_at
        };
        let expected = self.tickets.iter().filter(|(_, it)| is_it(it));
        let expected: Vec<_> = expected.map(|(key, _)| key.clone()).collect();
        if found != expected {
            return Err(format!("`{phase}` finds {found:?} instead of {expected:?}"));
        }
        Ok(())
    }
}

/// The whole way of the change, with programs of two phases in each deployment.
async fn retyped(seed: u64) -> Result<(), String> {
    let mut table = Table::new(seed).await;
    table.share(&["before"], false).await?;
    table.share(&["before", "expand"], false).await?;
    copy::copy(&table.db).await;
    // And back again, and once more.
    table.share(&["expand"], true).await?;
    table.share(&["expand", "before"], false).await?;
    copy::copy(&table.db).await;
    table.share(&["expand", "switch"], true).await?;
    table.share(&["switch"], true).await?;
    table.share(&["switch", "contract"], false).await?;
    table.share(&["contract"], false).await?;
    copy::remove_former(&table.db).await;
    table.share(&["contract", "after"], false).await?;
    table.share(&["after"], false).await?;
    let items = copy::all(&table.db).await;
    let mut former = copy::RETYPED.iter().map(|(former, ..)| former);
    if former.any(|name| items.iter().any(|item| item.contains_key(*name))) {
        return Err("a former attribute is back".to_owned());
    }
    Ok(())
}

#[tokio::test]
async fn no_write_is_lost_and_no_reader_fails_while_a_stored_form_changes() {
    for seed in crate::seeds() {
        if let Err(problem) = retyped(seed).await {
            panic!("seed {seed}: {problem}");
        }
    }
}

/// The tests would not miss a form that is not kept: programs without phases lose writes.
#[tokio::test]
async fn programs_without_phases_lose_writes_of_the_other_form() {
    for phases in [
        ["before", "after"],
        ["before", "switch"],
        ["expand", "contract"],
    ] {
        let mut table = Table::new(1).await;
        table.share(&["expand"], true).await.expect("one program");
        let shared = table.share(&phases, false).await;
        shared.expect_err("programs that know different attributes");
    }
    let mut table = Table::new(1).await;
    let problem = table.share(&["before"], true).await;
    let problem = problem.expect_err("a program that writes one attribute");
    assert!(problem.contains("places and seats are"), "{problem}");
}
