//! Plays one fault on one request.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use hyper::StatusCode;
use serde_json::Value;
use tokio::time::sleep;

use super::answer::{Answer, Cut};
use super::backend::Backend;
use super::batch;
use super::call::Call;
use super::chaos::Chaos;
use super::errors;
use super::fault::Fault;
use super::ledger::EntryId;
use super::pages::{self, Pages};
use super::scripted_faults::{self, ActiveFault};

#[derive(Debug)]
pub(super) struct Player {
    plan: Mutex<Plan>,
    pages: Pages,
    pub(super) backend: Backend,
}

#[derive(Debug, Default)]
struct Plan {
    faults: Vec<ActiveFault>,
    chaos: Option<Chaos>,
}

impl Player {
    pub(super) fn new(engine: &str) -> Self {
        Self {
            plan: Mutex::default(),
            pages: Pages::default(),
            backend: Backend::new(engine),
        }
    }

    pub(super) fn add_fault(&self, fault: ActiveFault) {
        self.change(|plan| plan.faults.push(fault));
    }

    pub(super) fn set_chaos(&self, chaos: Chaos) {
        self.change(|plan| plan.chaos = Some(chaos));
    }

    pub(super) fn clear(&self) {
        self.change(|plan| *plan = Plan::default());
    }

    fn change<T>(&self, change: impl FnOnce(&mut Plan) -> T) -> T {
        // A panic of a test's predicate must not disable the other faults.
        change(&mut self.plan.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Responds to one request, or cuts its connection.
    pub(super) async fn answer(&self, call: Call) -> Result<Answer, Cut> {
        let fault = self.pick(&call);
        let entry = self.backend.ledger.open(&call, fault.clone());
        let answer = self.play(entry, &call, fault).await;
        self.backend.ledger.close(entry, answer.as_ref().ok());
        answer
    }

    fn pick(&self, call: &Call) -> Option<Fault> {
        let resumes = self.pages.resumes_empty(call);
        let applies =
            |fault: &Fault| fault.suits(call.operation) && !(resumes && fault.reshapes_pages());
        self.change(|plan| {
            let random = plan.chaos.as_mut().and_then(|chaos| chaos.pick(&applies));
            scripted_faults::pick(&mut plan.faults, call, &applies).or(random)
        })
    }

    async fn play(&self, entry: EntryId, call: &Call, fault: Option<Fault>) -> Result<Answer, Cut> {
        let Some(fault) = fault else {
            return Ok(self.forward(entry, call, &call.body).await);
        };
        if let Some(refusal) = errors::refusal(&fault, call) {
            return Ok(refusal);
        }
        on_the_way_in(&fault).await?;
        let answer = self.forward_reshaped(entry, call, &fault).await;
        on_the_way_out(&fault, answer).await
    }

    async fn forward_reshaped(&self, entry: EntryId, call: &Call, fault: &Fault) -> Answer {
        match fault {
            Fault::Unprocessed { applied } => {
                let split = batch::split_after(&call.body, *applied);
                self.backend.send_part(entry, call, split).await
            }
            Fault::ShortPage { limit } => {
                let body = pages::shortened(&call.body, *limit);
                self.forward(entry, call, &body).await
            }
            Fault::EmptyPage => self.pages.empty(&self.backend, entry, call).await,
            _ => self.forward(entry, call, &call.body).await,
        }
    }

    async fn forward(&self, entry: EntryId, call: &Call, body: &Value) -> Answer {
        if call.operation.is_paged() {
            self.pages.forward(&self.backend, entry, call, body).await
        } else {
            self.backend.send(entry, call, body).await
        }
    }
}

async fn on_the_way_in(fault: &Fault) -> Result<(), Cut> {
    match fault {
        Fault::CutBefore => return Err(Cut),
        Fault::DelayBefore(delay) => sleep(*delay).await,
        Fault::PauseBefore(pause) => pause.hold().await?,
        _ => {}
    }
    Ok(())
}

async fn on_the_way_out(fault: &Fault, mut answer: Answer) -> Result<Answer, Cut> {
    match fault {
        Fault::CutAfter => return Err(Cut),
        Fault::DelayAfter(delay) => sleep(*delay).await,
        Fault::PauseAfter(pause) => pause.hold().await?,
        Fault::TruncatedBody => answer.truncated = true,
        Fault::GarbageBody => {
            answer.status = StatusCode::OK;
            answer.replace_body(Bytes::from_static(b"\xff\xfe<html>{\"Item\": {\"id\""));
        }
        Fault::InternalServerError { applied: true } => {
            answer = errors::internal_server_error();
        }
        _ => {}
    }
    Ok(answer)
}
