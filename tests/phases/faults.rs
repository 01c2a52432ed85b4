//! Programs of neighbouring phases write the same travellers while responses are lost.

use dynamite::Outcome;
use dynamite_testkit::{Engine, Fault, FaultProxy};

use crate::command::{Command, Items};
use crate::generate::Generator;
use crate::program::{Program, of_phase};
use crate::{models, oracle, stored};

/// How many commands are carried out.
const COMMANDS: usize = 80;

/// Whether a command is done as a whole or not at all.
fn is_atomic(command: &Command) -> bool {
    !matches!(command, Command::PutMany(_) | Command::Everywhere(..))
}

/// Carries out a command, which may take place or not if its response is lost. Returns whether it
/// cannot be known.
async fn carry_out(
    program: &dyn Program,
    reader: &dyn Program,
    command: &Command,
    items: &mut Items,
) -> bool {
    let before = items.clone();
    let expected = oracle::apply(command, items);
    let carried_out = program.run(command).await;
    let now = reader.read().await.expect("travellers");
    match carried_out {
        Ok(()) => {
            expected.expect("refused");
            assert_eq!(now, *items, "{command:?}");
            false
        }
        Err(error) if error.outcome() == Outcome::Unknown => {
            assert!(now == *items || now == before, "{command:?}: {error}");
            *items = now;
            true
        }
        Err(error) => {
            assert_eq!(now, before, "{command:?}: {error}");
            *items = before;
            false
        }
    }
}

#[tokio::test]
async fn both_attributes_are_equal_whatever_responses_are_lost() {
    let mut unknown = 0;
    for seed in crate::seeds() {
        let engine = Engine::selected().await;
        let direct = crate::client(engine.endpoint(), engine.access_key());
        direct.sync(models::before::TABLES).await.expect("tables");
        let proxy = FaultProxy::start(&engine).await;
        let db = crate::client(proxy.endpoint(), proxy.access_key());
        let faults = [
            Fault::CutAfter,
            Fault::CutBefore,
            Fault::TransactionConflict,
        ];
        proxy.chaos(seed, 0.3, faults);
        let programs = ["expand", "switch"].map(|phase| of_phase(phase, &db));
        let reader = of_phase("switch", &direct);
        let (mut items, mut generator) = (Items::new(), Generator::new(seed));
        let commands = (0..COMMANDS).map(|_| generator.command());
        let commands: Vec<_> = commands.filter(is_atomic).collect();
        for (number, command) in commands.iter().enumerate() {
            let program = &programs[number % 2];
            let is_unknown = carry_out(&**program, &*reader, command, &mut items).await;
            unknown += usize::from(is_unknown);
            let unequal = stored::unequal(&direct).await;
            assert_eq!(unequal, Vec::<String>::new(), "{command:?}");
        }
        assert!(proxy.counts().all_faults() > 0);
    }
    assert!(unknown > 0, "no response was lost for good");
}
