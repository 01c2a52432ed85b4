//! Migrations of DynamoDB tables while clients read and write them.
//!
//! A [`Run`] is a list of [passes](Pass), each of which asks a [`Rewrite`] what to do with every
//! item of a model's table. An [`Engine`] carries it out: it reads the table in segments, writes
//! each item on a condition, and records after each page how far it came. Whatever stops it, the
//! next engine goes on from there, in this process or another.
//!
//! ```
//! # use std::sync::Arc;
//! # use dynamite::engine_support::{Attribute, KeyAttributeDescriptor};
//! # use dynamite::engine_support::{ModelDescriptor, TableDescriptor};
//! use dynamite::StoredItem;
//! use dynamite_migrate::{Engine, Options, Pass, Reject, Rewrite, Run, RunId, Write};
//! # static USERS: TableDescriptor = TableDescriptor {
//! #     name: "users",
//! #     partition: KeyAttributeDescriptor::string("id"),
//! #     sort: None,
//! #     indexes: &[],
//! #     second_indexes: &[],
//! #     ttl: None,
//! # };
//! # static USER: ModelDescriptor = ModelDescriptor::new("User", &USERS, &["id", "mail"]);
//! # static TABLES: &[&TableDescriptor] = &[&USERS];
//!
//! /// Gives the attribute `mail` the name `email`.
//! struct RenameMail;
//!
//! impl Rewrite for RenameMail {
//!     fn rewrite(&self, item: &StoredItem) -> Result<Option<Write>, Reject> {
//!         let (old, new) = (Attribute::named("mail"), Attribute::named("email"));
//!         let is_due = item.attributes().contains_key("mail");
//!         Ok(is_due.then(|| Write {
//!             changes: new.copied_from(&old).and(&old.removed()),
//!             condition: old.exists(),
//!         }))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let db = dynamite::Client::embedded()?;
//! # db.sync(TABLES).await?;
//! let passes = vec![Pass {
//!     name: "rename mail".to_owned(),
//!     model: &USER,
//!     rewrite: Arc::new(RenameMail),
//! }];
//! let run = Run::new(RunId::new("0001_email")?, passes, b"rename mail to email".to_vec());
//! let engine = Engine::new(db, run, Options::default());
//! let report = engine.run().await?;
//! println!("{} items rewritten", report.total().rewritten);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

mod clients;
mod control;
mod descriptor;
mod engine;
mod error;
mod forms;
mod gate;
mod hash;
mod later_migrations;
mod lease;
mod literals;
mod migrator;
mod models;
mod options;
mod owner;
mod plan;
mod planned;
mod progress;
mod report;
mod rewrite;
mod run;
mod scan;
mod steps;
mod stop;
mod survey;
mod table_changes;
mod values;
mod verify;
mod words;
mod worker;

pub use clients::{ClientPhase, Clients};
pub use control::{CONTROL_TABLE, FORMAT, history, reach};
pub use engine::{Engine, ItemsAre};
pub use error::{Error, Refusal};
pub use gate::{Gate, GateState};
pub use later_migrations::LaterMigrations;
pub use migrator::{Contracting, Damage, Migrator, PassState, State, Work, states, tables};
pub use options::{Options, WhenHeld, WhenPaused};
pub use owner::Owner;
pub use plan::{
    BadPrices, Cost, CostLine, ModelPlan, Plan, PlanOptions, Prices, StepPlan, TablePlan,
};
pub use planned::Planned;
pub use progress::{Event, Progress};
pub use report::{Counts, Ending, PassReport, Report};
pub use rewrite::{Inspection, Reject, Rewrite, Write};
pub use run::{
    BadRunId, Direction, HistoryEntry, Pass, PlanHash, Precondition, Run, RunId, Status,
};
pub use steps::{BadConstant, PassOptions, Passes, Renamed, WhenChanged};
pub use stop::Stop;
pub use survey::{Found, Survey};
pub use verify::Verification;
