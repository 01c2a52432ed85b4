//! Finding by a condition: which way is taken, and that it finds what a scan would.

mod counting;
mod equivalence;
mod fetching;
mod hidden;
mod orders;
mod paging;
mod paths;
mod plans;
mod refusals;

use dynamite::model::TableDescriptor;
use dynamite::{Client, Timestamp, Ulid};
use dynamite_sample::models::{
    Measurements, NewMeasurement, NewTicket, Ticket, TicketState, Tickets, tables,
};
use dynamite_testkit::Operation;

use crate::support::Proxied;

static FOUND: &[&TableDescriptor] = &[&tables::TICKETS, &tables::MEASUREMENTS];
static DOCUMENTS: &[&TableDescriptor] = &[&tables::NOTES, &tables::CHAPTERS];

fn id(number: u64) -> Ulid {
    Ulid::from_parts(number, 0)
}

fn due(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn new_ticket(number: u64, project: &str, reporter: &str) -> NewTicket {
    NewTicket {
        project: project.to_owned(),
        title: format!("ticket {number}"),
        reporter: reporter.to_owned(),
    }
}

/// Twelve tickets of two projects and three reporters. Every third is assigned, every fourth due,
/// every second started.
async fn tickets(db: &Client) -> Tickets {
    let tickets = Tickets::new(db);
    for number in 0..12 {
        let project = ["compass", "anchor"][usize::from(number % 2 == 1)];
        let reporter = ["ada", "bob", "eve"][usize::try_from(number % 3).unwrap()];
        let mut new = new_ticket(number, project, reporter)
            .id(id(number))
            .priority(u32::try_from(number).unwrap() / 2)
            .points(number.into())
            .text("long");
        if number % 3 == 0 {
            new = new.assignee("zoe");
        }
        if number % 4 == 0 {
            new = new.due(due(i64::try_from(number).unwrap()));
        }
        if number % 2 == 0 {
            new = new.state(TicketState::Started);
        }
        tickets.create(new).await.unwrap();
    }
    tickets
}

/// Ten measurements of a sensor, whose values fall.
async fn measurements(db: &Client) -> Measurements {
    let measurements = Measurements::new(db);
    for at in 0..10 {
        let new = NewMeasurement {
            sensor: "roof".to_owned(),
            at,
            value: 9 - i64::try_from(at).unwrap(),
        };
        measurements.create(new.note("dry")).await.unwrap();
    }
    measurements
}

/// The numbers that tickets were made of, in the order of the tickets.
fn numbers(tickets: &[Ticket]) -> Vec<u64> {
    tickets.iter().map(|it| it.id.timestamp_ms()).collect()
}

/// Tickets behind a proxy that counts.
async fn behind_a_proxy() -> (Proxied, Tickets) {
    let bed = Proxied::with(FOUND).await;
    tickets(&bed.direct).await;
    let tickets = Tickets::new(&bed.db);
    (bed, tickets)
}

/// How many requests of these kinds were sent: `Query`, `Scan`, `GetItem`, `BatchGetItem`.
fn requests(bed: &Proxied) -> [u64; 4] {
    let counts = bed.proxy.counts();
    let operations = [
        Operation::Query,
        Operation::Scan,
        Operation::GetItem,
        Operation::BatchGetItem,
    ];
    operations.map(|operation| counts.requests_of(operation))
}
