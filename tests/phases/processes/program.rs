//! The process of a program.

use std::io::Read as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dynamite::Outcome;

use super::{told, write_of};
use crate::program::of_phase;

/// How often a write is attempted that others interfere with.
const ATTEMPTS: u32 = 50;

/// Becomes `true` once nobody can write to this process any more.
fn ends() -> Arc<AtomicBool> {
    let ends = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&ends);
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        told.store(true, Ordering::Relaxed);
    });
    ends
}

/// Writes, reads, and says the number of each write that was acknowledged, until it is told to end. As a test of its
/// own it does nothing.
#[tokio::test]
async fn program_process() {
    let Some((db, phase, who)) = told() else {
        return;
    };
    let (program, ends) = (of_phase(&phase, &db), ends());
    let mut number = 0;
    while !ends.load(Ordering::Relaxed) {
        let command = write_of(&who, number);
        let mut attempts = 0..ATTEMPTS;
        while let Err(error) = program.run(&command).await {
            let may_be_again = error.outcome() == Outcome::NotApplied && attempts.next().is_some();
            assert!(may_be_again, "{error}");
        }
        println!("\n@{number}");
        if number.is_multiple_of(4) {
            program.read().await.expect("travellers");
            program.find("n", 1).await.expect("travellers");
        }
        number += 1;
    }
    println!("\n@end");
}
