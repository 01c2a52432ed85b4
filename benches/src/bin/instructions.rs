//! Instructions of one get, create and update, of a transaction of 25 creates, of finding 25 items
//! through an index, and of reading an item with 1,000 others: Dynamite against the SDK by hand,
//! counted by callgrind. Every operation is run a few times and many times, and the difference is
//! what counts, so that nothing of the start is in it. Needs `valgrind`.

use std::path::Path;

use dynamite_benches::Fallible;
use dynamite_benches::beside::program;
use dynamite_benches::callgrind::instructions;

const RUNS: usize = 3;

/// What is measured, and how often it is run at first and more often after.
const OPERATIONS: [(&str, u64, u64); 6] = [
    ("get", 50, 550),
    ("create", 50, 550),
    ("update", 50, 550),
    ("transaction", 10, 60),
    ("find", 20, 120),
    ("include", 2, 7),
];

fn main() -> Fallible<()> {
    let program = program("operations")?;
    let folder = tempfile::tempdir()?;
    println!("instructions of one operation, SDK by hand = 1, the worst of {RUNS} runs");
    for (operation, few, many) in OPERATIONS {
        let times = [few, many];
        let mut worst = 0.0_f64;
        for _ in 0..RUNS {
            let dynamite = each(&program, "dynamite", operation, times, folder.path())?;
            let by_hand = each(&program, "by-hand", operation, times, folder.path())?;
            worst = worst.max(dynamite / by_hand);
        }
        println!("{operation:11} {worst:.3}");
    }
    Ok(())
}

/// Instructions of one operation.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn each(
    program: &Path,
    side: &str,
    operation: &str,
    [few, many]: [u64; 2],
    folder: &Path,
) -> Fallible<f64> {
    let counted = |times: u64| {
        let times = times.to_string();
        instructions(program, &[side, operation, &times], folder)
    };
    let (least, most) = (counted(few)?, counted(many)?);
    Ok(most.saturating_sub(least) as f64 / (many - few) as f64)
}
