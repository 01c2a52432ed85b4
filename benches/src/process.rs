//! What other programs cost, and how much memory this one takes. As Linux tells it.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::Fallible;

/// Runs a command to its end and returns its standard output, its standard error, and the CPU
/// time of it and of all that it started.
///
/// # Errors
/// If it cannot be started, or fails.
pub fn run(command: &mut Command) -> Fallible<(String, String, Duration)> {
    let before = children_cpu()?;
    let output = command.output()?;
    let cpu = children_cpu()?.saturating_sub(before);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("{command:?}: {}\n{errors}", output.status).into());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok((text, errors, cpu))
}

/// The most memory that this process has held so far, in KiB.
///
/// # Errors
/// If the system does not tell.
pub fn peak_memory() -> Fallible<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB"));
    Ok(peak
        .ok_or("no VmHWM in /proc/self/status")?
        .trim()
        .parse()?)
}

/// CPU time of the threads of this process so far. Unlike [`process_cpu`](crate::measure::process_cpu) it can be
/// asked for under valgrind.
///
/// # Errors
/// If the system does not tell.
pub fn cpu() -> Fallible<Duration> {
    let mut cpu = Duration::ZERO;
    for thread in fs::read_dir("/proc/self/task")? {
        let times = fs::read_to_string(thread?.path().join("schedstat"))?;
        let on_cpu = times.split(' ').next().ok_or("an empty schedstat")?;
        cpu += Duration::from_nanos(on_cpu.parse()?);
    }
    Ok(cpu)
}

/// CPU time, user and system, of all processes that this one has waited for, and of theirs.
fn children_cpu() -> Fallible<Duration> {
    /// Positions of `cutime` and `cstime`, counted behind the name of the program.
    const FIELDS: std::ops::RangeInclusive<usize> = 13..=14;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name is in parentheses, and may have spaces in it.
    let (_, fields) = stat.rsplit_once(") ").ok_or("an odd /proc/self/stat")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let times = fields.get(FIELDS).ok_or("a short /proc/self/stat")?;
    let mut ticks = 0;
    for time in times {
        ticks += time.parse::<u64>()?;
    }
    let a_second = rustix::param::clock_ticks_per_second();
    Ok(Duration::from_millis(ticks * 1000 / a_second))
}
