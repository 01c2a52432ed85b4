//! Programs of neighbouring phases write the same tickets while responses are lost.

use dynamite::Outcome;
use dynamite_testkit::{Engine, Fault, FaultProxy};

use super::copy;
use super::program::of_phase;
use super::ticket::{self, Generator, Tickets};
use crate::models;

/// How many commands are carried out.
const COMMANDS: usize = 80;

#[tokio::test]
async fn both_forms_hold_the_same_value_whatever_responses_are_lost() {
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
        let (mut tickets, mut generator) = (Tickets::new(), Generator::new(seed));
        for number in 0..COMMANDS {
            let program = &programs[number % 2];
            let command = generator.command(program.adds());
            let after = ticket::after(&command, &tickets);
            let carried_out = program.run(&command).await;
            let now = reader.read().await.expect("tickets");
            match carried_out {
                Ok(()) => assert_eq!(Some(&now), after.as_ref(), "{command:?}"),
                Err(error) if error.outcome() == Outcome::Unknown => {
                    let is_one = now == tickets || Some(&now) == after.as_ref();
                    assert!(is_one, "{command:?}: {error}");
                    unknown += 1;
                }
                Err(error) => assert_eq!(now, tickets, "{command:?}: {error}"),
            }
            tickets = now;
            let unequal = copy::unequal(&direct).await;
            assert_eq!(unequal, Vec::<String>::new(), "{command:?}");
        }
        assert!(proxy.counts().all_faults() > 0);
    }
    assert!(unknown > 0, "no response was lost for good");
}
