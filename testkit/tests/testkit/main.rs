//! The testkit itself, over bare HTTP. Runs on the selected engine.

mod batches;
mod capacity;
mod chaos;
mod client;
mod connections;
mod counts;
mod engines;
mod features;
mod lost_answers;
mod pages;
mod pauses;
mod refusals;
mod scripted_faults;
mod with_dynamodb_local;
