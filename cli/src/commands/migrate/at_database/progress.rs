//! Progress of work on items: a bar on a terminal, lines in a log, JSON for a dashboard.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dynamite_migrate::{Counts, Event, Progress};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::report::{Report, print_json};

/// The time between two lines of a log.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Shows what happens, as the format and the terminal allow.
pub(super) fn shown(report: &Report, items: BTreeMap<String, u64>) -> Arc<dyn Progress> {
    match report.format() {
        Format::Json => Arc::new(Json),
        _ if report.is_quiet() => Arc::new(|_: &Event<'_>| ()),
        _ if std::io::stderr().is_terminal() => Arc::new(Bar::of(items)),
        _ => Arc::new(Lines::of(items)),
    }
}

/// Work on a pass, as it goes on.
#[derive(Debug)]
struct Pace {
    /// Number of items of each pass, as DynamoDB counts them.
    items: BTreeMap<String, u64>,
    began: Instant,
    /// Items of the pass that were done before.
    before: u64,
    /// What became of the items of each segment.
    segments: BTreeMap<u16, Counts>,
    /// The last line.
    last: Option<Instant>,
}

impl Pace {
    fn of(items: BTreeMap<String, u64>) -> Self {
        Self {
            items,
            began: Instant::now(),
            before: 0,
            segments: BTreeMap::new(),
            last: None,
        }
    }

    fn begin(&mut self, counts: Counts) {
        self.began = Instant::now();
        self.before = counts.read;
        self.segments.clear();
        self.last = None;
    }

    fn page(&mut self, segment: u16, counts: Counts) -> Counts {
        self.segments.insert(segment, counts);
        self.segments.values().copied().sum()
    }

    /// Items a second, and the time that is left if the table has as many items as DynamoDB counts.
    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    fn rate(&self, pass: &str, read: u64) -> (f64, Option<Duration>) {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let rate = read.saturating_sub(self.before) as f64 / seconds;
        let left = self.items.get(pass).map(|all| all.saturating_sub(read));
        let left = left.filter(|left| *left > 0 && rate > 0.0);
        let left = left.map(|left| left as f64 / rate);
        (
            rate,
            left.and_then(|left| Duration::try_from_secs_f64(left).ok()),
        )
    }

    fn is_due(&mut self) -> bool {
        let is_due = self.last.is_none_or(|last| last.elapsed() >= BETWEEN_LINES);
        if is_due {
            self.last = Some(Instant::now());
        }
        is_due
    }
}

/// What became of items, in words.
fn counted(counts: Counts) -> String {
    let Counts {
        read,
        rewritten,
        unchanged: _,
        rejected,
    } = counts;
    match rejected {
        0 => format!("{read} items read, {rewritten} changed"),
        _ => format!("{read} items read, {rewritten} changed, {rejected} rejected"),
    }
}

/// A bar on a terminal.
struct Bar {
    bar: ProgressBar,
    pace: Mutex<Pace>,
}

impl Bar {
    fn of(items: BTreeMap<String, u64>) -> Self {
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {prefix}: {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self {
            bar,
            pace: Mutex::new(Pace::of(items)),
        }
    }
}

impl Progress for Bar {
    fn event(&self, event: &Event<'_>) {
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::PassStarted { pass, counts } => {
                pace.begin(*counts);
                self.bar.set_prefix((*pass).to_owned());
            }
            Event::PageDone {
                pass,
                segment,
                counts,
                consumed,
                ..
            } => {
                let counts = pace.page(*segment, *counts);
                let (rate, left) = pace.rate(pass, counts.read);
                let units = format!("{:.0} units", consumed.read_units + consumed.write_units);
                let left = left.map_or_else(String::new, |left| {
                    format!(", about {} left", indicatif::HumanDuration(left))
                });
                let counts = counted(counts);
                self.bar
                    .set_message(format!("{counts}, {rate:.0}/s, {units}{left}"));
                self.bar.tick();
            }
            Event::PassDone { .. } => self.bar.set_message("done"),
            other => {
                if let Some(line) = line(other) {
                    self.bar.suspend(|| eprintln!("{line}"));
                }
            }
        }
    }
}

/// Lines in a log.
struct Lines(Mutex<Pace>);

impl Lines {
    fn of(items: BTreeMap<String, u64>) -> Self {
        Self(Mutex::new(Pace::of(items)))
    }
}

impl Progress for Lines {
    fn event(&self, event: &Event<'_>) {
        let mut pace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::PassStarted { pass, counts } => {
                pace.begin(*counts);
                let before = match counts.read {
                    0 => String::new(),
                    _ => format!(" (before: {})", counted(*counts)),
                };
                eprintln!("{pass}: begins{before}");
            }
            Event::PageDone {
                pass,
                segment,
                counts,
                ..
            } => {
                let counts = pace.page(*segment, *counts);
                if pace.is_due() {
                    let (rate, _) = pace.rate(pass, counts.read);
                    eprintln!("{pass}: {}, {rate:.0}/s", counted(counts));
                }
            }
            Event::PassDone { pass, counts } => eprintln!("{pass}: done, {}", counted(*counts)),
            other => {
                if let Some(line) = line(other) {
                    eprintln!("{line}");
                }
            }
        }
    }
}

/// What has happened besides the passes, in a line.
fn line(event: &Event<'_>) -> Option<String> {
    Some(match event {
        Event::Waiting { holder, left } => format!(
            "waiting for {holder}: unless it gives a sign of life, this goes on in {} s",
            left.as_secs()
        ),
        Event::SurveyStarted { pass } => {
            format!("{pass}: all items are surveyed before the first is changed")
        }
        Event::SurveyDone { pass, survey } => {
            format!(
                "{pass}: {} items read, {} to be changed",
                survey.read, survey.due
            )
        }
        Event::Rejected { reject, .. } => format!("rejected: {reject}"),
        Event::WaitingForTable { change, what } => format!("{change}: waiting: {what}"),
        Event::TableChanged { change } => format!("{change}: done"),
        Event::WaitingForRequests { left } => format!(
            "waiting: a request that had no response, or of a process that died, may still arrive for {} s",
            left.as_secs()
        ),
        Event::Paused => "paused: the run has the attribute `pause`".to_owned(),
        Event::Resumed => "the pause is over".to_owned(),
        _ => return None,
    })
}

/// A JSON object for each event.
struct Json;

impl Progress for Json {
    fn event(&self, event: &Event<'_>) {
        // A closed pipe is no reason to stop the work.
        let _ = print_json(&object(event));
    }
}

fn object(event: &Event<'_>) -> Value {
    let numbers = |counts: Counts| {
        json!({
            "read": counts.read, "rewritten": counts.rewritten,
            "unchanged": counts.unchanged, "rejected": counts.rejected,
        })
    };
    match event {
        Event::Waiting { holder, left } => json!({
            "kind": "waiting", "host": holder.host, "pid": holder.pid,
            "seconds_left": left.as_secs(),
        }),
        Event::WaitingForRequests { left } => {
            json!({ "kind": "waiting_for_requests", "seconds_left": left.as_secs() })
        }
        Event::SurveyStarted { pass } => json!({ "kind": "survey_started", "pass": pass }),
        Event::SurveyDone { pass, survey } => json!({
            "kind": "survey_done", "pass": pass, "read": survey.read, "due": survey.due,
            "rejected": survey.rejected.items, "overwritten": survey.overwritten.items,
            "without_way_back": survey.without_way_back.items, "cleared": survey.cleared.items,
        }),
        Event::PassStarted { pass, counts } => {
            json!({ "kind": "pass_started", "pass": pass, "counts": numbers(*counts) })
        }
        Event::PageDone {
            pass,
            segment,
            page,
            counts,
            consumed,
        } => json!({
            "kind": "page_done", "pass": pass, "segment": segment, "page": numbers(*page),
            "counts": numbers(*counts), "read_units": consumed.read_units,
            "write_units": consumed.write_units,
        }),
        Event::Rejected { pass, reject } => json!({
            "kind": "rejected", "pass": pass, "key": reject.key, "step": reject.step,
            "reason": reject.reason,
        }),
        Event::PassDone { pass, counts } => {
            json!({ "kind": "pass_done", "pass": pass, "counts": numbers(*counts) })
        }
        Event::WaitingForTable { change, what } => {
            json!({ "kind": "waiting_for_table", "change": change, "what": what })
        }
        Event::TableChanged { change } => json!({ "kind": "table_changed", "change": change }),
        Event::Paused => json!({ "kind": "paused" }),
        Event::Resumed => json!({ "kind": "resumed" }),
        _ => json!({ "kind": "other" }),
    }
}
