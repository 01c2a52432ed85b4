//! `dynamite-gen generate`.

use super::Outcome;
use crate::arguments::Generate;
use crate::config::Config;
use crate::failure::Failure;
use crate::report::Report;

pub(crate) fn run(
    options: &Generate,
    config: &Config,
    report: &Report,
) -> Result<Outcome, Failure> {
    let _ = (options, config, report);
    Ok(Outcome::Clean)
}
