//! Runs of migrations, on the selected engine.

#[cfg(test)]
mod again;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod computed;
#[cfg(test)]
mod conditions;
#[cfg(test)]
mod cost;
#[cfg(test)]
mod crash_points;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod generations;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod late_requests;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod other_tables;
#[cfg(test)]
mod preconditions;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod rejects;
#[cfg(test)]
mod repairs;
#[cfg(test)]
mod retyped;
#[cfg(test)]
mod runs;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod units;
#[cfg(test)]
mod variants;
#[cfg(test)]
mod verifications;
#[cfg(test)]
mod without_phases;
#[cfg(test)]
mod words;
#[cfg(test)]
mod writers;
