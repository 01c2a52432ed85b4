//! What a migration costs: units, by what takes them.

use super::{ModelPlan, Prices};
use crate::gate::Gate;
use crate::planned::Planned;

/// Bytes that a read unit reads consistently.
const READ_UNIT: f64 = 4096.0;

/// What a migration costs.
#[derive(Clone, Debug)]
pub struct Cost {
    /// What takes units, in the order in which it happens.
    pub lines: Vec<CostLine>,
    /// The prices that the money was computed with.
    pub prices: Prices,
    /// Records in streams of tables: other programs are called for each.
    pub stream_records: f64,
}

/// Something that takes units.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// What it is.
    pub what: String,
    /// Read units.
    pub read_units: f64,
    /// Write units.
    pub write_units: f64,
}

impl Cost {
    /// Estimates the cost of a migration from what was found in some or all items.
    pub(super) fn of(planned: &Planned, models: &[ModelPlan], prices: &Prices) -> Self {
        let mut lines = Vec::new();
        let of_runs = models.iter().filter(|model| model.run_passes > 0);
        let reads = total(of_runs.map(ModelPlan::read_units));
        let run_reads = total(models.iter().map(ModelPlan::run_read_units));
        let writes = total(models.iter().map(ModelPlan::write_units));
        let copies: f64 = models.iter().map(ModelPlan::copies).fold(1.0, f64::max);
        // Those until the contract.
        let verifications = Gate::Switch.verifications() + Gate::Contract.verifications();
        let mut line = |what: String, read_units: f64, write_units: f64| {
            lines.push(CostLine {
                what,
                read_units,
                write_units: write_units * copies,
            });
        };
        line("survey before the first change".to_owned(), reads, 0.0);
        line("run".to_owned(), run_reads, writes);
        for (what, write_units) in of_indexes(planned, models) {
            line(what, 0.0, write_units);
        }
        line(
            "verifications for the gates".to_owned(),
            reads * f64::from(verifications),
            0.0,
        );
        if planned.has_removals() {
            let reads = total(models.iter().map(ModelPlan::read_units));
            let writes = total(models.iter().map(ModelPlan::items_units));
            line("contract, at most".to_owned(), reads, writes);
        }
        let streams = models.iter().filter(|model| model.has_stream());
        Self {
            stream_records: streams.map(ModelPlan::due).fold(0.0, |all, due| all + due),
            lines,
            prices: prices.clone(),
        }
    }

    /// Returns all units: of reads and of writes.
    pub fn units(&self) -> (f64, f64) {
        let reads = total(self.lines.iter().map(|line| line.read_units));
        let writes = total(self.lines.iter().map(|line| line.write_units));
        (reads, writes)
    }

    /// Returns what the units cost.
    pub fn money(&self) -> f64 {
        let (reads, writes) = self.units();
        self.prices.of(reads, writes)
    }
}

/// What is written into indexes: of items that change, and of all items that a new index takes in.
fn of_indexes(planned: &Planned, models: &[ModelPlan]) -> Vec<(String, f64)> {
    let written = models.iter().flat_map(|model| model.index_writes(planned));
    let written = written.map(|index| (index.what, index.write_units));
    let filled = models.iter().flat_map(|model| {
        let filled = model.tables.iter().filter_map(|it| it.filled.as_ref());
        filled.map(|index| {
            (
                format!("index {index}, filled, at most"),
                model.items_units(),
            )
        })
    });
    written.chain(filled).collect()
}

impl ModelPlan {
    /// How many items there are for each that was looked at.
    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    fn scale(&self) -> f64 {
        match self.survey.read {
            0 => 0.0,
            read => self.items as f64 / read as f64,
        }
    }

    /// Items that are changed.
    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    pub fn due(&self) -> f64 {
        self.survey.due as f64 * self.scale()
    }

    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    fn read_units(&self) -> f64 {
        (self.survey.bytes as f64 * self.scale() / READ_UNIT).ceil()
    }

    /// Read units of a run: each of its passes reads the table once.
    fn run_read_units(&self) -> f64 {
        self.read_units() * f64::from(self.run_passes)
    }

    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    fn write_units(&self) -> f64 {
        self.survey.write_units as f64 * self.scale()
    }

    /// Write units of one change of each item.
    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    fn items_units(&self) -> f64 {
        let average = self.survey.bytes as f64 / self.survey.read.max(1) as f64;
        self.items as f64 * (average / 1024.0).ceil().max(1.0)
    }

    /// Tables that each write goes to: replicas are written too.
    #[expect(clippy::cast_precision_loss, reason = "there are few replicas")]
    fn copies(&self) -> f64 {
        let replicas = self.facts.as_ref().map_or(0, |facts| facts.replicas.len());
        1.0 + replicas as f64
    }

    fn has_stream(&self) -> bool {
        self.facts.as_ref().is_some_and(|facts| facts.has_stream)
    }

    /// What the indexes take that hold an attribute which is changed.
    fn index_writes(&self, planned: &Planned) -> Vec<CostLine> {
        let changed = planned.changed_attributes(&self.model);
        let indexes = self.facts.iter().flat_map(|facts| &facts.indexes);
        let concerned = indexes.filter(|index| changed.iter().any(|it| index.holds(it)));
        concerned
            .map(|index| CostLine {
                what: format!("run, index {}", index.name),
                read_units: 0.0,
                write_units: self.write_units(),
            })
            .collect()
    }
}

/// The sum of numbers of units. That of none is 0, where `Sum` would make it -0.
fn total(units: impl Iterator<Item = f64>) -> f64 {
    units.fold(0.0, |all, one| all + one)
}
