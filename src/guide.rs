//! The Rust of the guide, as doc-tests: compiled and run against the models of `schemas/`.

#[doc = include_str!("../docs/src/errors.md")]
mod errors {}
#[doc = include_str!("../docs/src/getting-started.md")]
mod getting_started {}
#[doc = include_str!("../docs/src/introduction.md")]
mod introduction {}
#[doc = include_str!("../docs/src/operations/client.md")]
mod operations_client {}
#[doc = include_str!("../docs/src/operations/conditions.md")]
mod operations_conditions {}
#[doc = include_str!("../docs/src/operations/life-cycle.md")]
mod operations_life_cycle {}
#[doc = include_str!("../docs/src/operations/lost-answers.md")]
mod operations_lost_answers {}
#[doc = include_str!("../docs/src/operations/reading.md")]
mod operations_reading {}
#[doc = include_str!("../docs/src/operations/transactions.md")]
mod operations_transactions {}
#[doc = include_str!("../docs/src/operations/updates.md")]
mod operations_updates {}
#[doc = include_str!("../docs/src/operations/writing.md")]
mod operations_writing {}
#[doc = include_str!("../docs/src/schema/declared-types.md")]
mod schema_declared_types {}
#[doc = include_str!("../docs/src/values.md")]
mod values {}
