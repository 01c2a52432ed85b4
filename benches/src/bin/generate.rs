//! From YAML text to formatted Rust, in one process: schemas of 100, 1,000 and 10,000 models of
//! 20 fields. What a model costs must not grow with the number of models.
//!
//! Then as a build script does it, which cargo builds without optimisation: the first time, and
//! after an edit of one field, against a check of the same schema.

use std::fs;
use std::process::Command;

use dynamite_benches::build_script::BuildScript;
use dynamite_benches::measure::{median, process_cpu};
use dynamite_benches::{Fallible, large_schema, process};
use dynamite_codegen::generate::Layout;
use dynamite_schema::diagnostics::{Format, RenderOptions};

const FIELDS: usize = 20;
/// How many models, and how often that is measured.
const SIZES: [(u32, usize); 3] = [(100, 9), (1000, 3), (10_000, 1)];

/// How many models a build script has, and how often that is measured.
const IN_BUILD_SCRIPT: (usize, usize) = (1000, 5);
/// A file of theirs, and a field in it.
const EDITED: (&str, &str) = ("models_00500.yaml", "      field_3:");

/// What a model costs.
struct Cost {
    seconds: f64,
    memory: f64,
}

fn main() -> Fallible<()> {
    // Peaks must not mix, so every measurement is a process of its own.
    if let Some(models) = std::env::args().nth(1) {
        return measure(models.parse()?);
    }
    let mut first = None;
    println!("{FIELDS} fields; of a model, relative to the smallest schema");
    for (models, runs) in SIZES {
        let cost = cost(models, runs)?;
        let first = first.get_or_insert(Cost { ..cost });
        println!(
            "{models:6} models: CPU {:.2}, peak memory {:.2}",
            cost.seconds / first.seconds,
            cost.memory / first.memory
        );
    }
    in_build_script()
}

/// What a build script costs, relative to a check of the same schema.
fn in_build_script() -> Fallible<()> {
    let (models, rounds) = IN_BUILD_SCRIPT;
    let script = BuildScript::new(&large_schema::sources(models, FIELDS))?;
    let file = script.path("schemas").join(EDITED.0);
    let (mut first, mut nothing, mut edited) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let check = script.check()?.as_secs_f64();
        script.clean()?;
        first.push(script.generate()?.as_secs_f64() / check);
        nothing.push(script.generate()?.as_secs_f64() / check);
        let text = fs::read_to_string(&file)?;
        let other = format!("      edited_{round}: string\n{}", EDITED.1);
        fs::write(&file, text.replacen(EDITED.1, &other, 1))?;
        edited.push(script.generate()?.as_secs_f64() / check);
    }
    println!("{models} models in a build script, without optimisation, relative to a check: CPU");
    println!("    the first time        {:.2}", median(first));
    println!("    after no edit         {:.2}", median(nothing));
    println!("    after one of a field  {:.2}", median(edited));
    Ok(())
}

/// Medians over some runs.
fn cost(models: u32, runs: usize) -> Fallible<Cost> {
    let (mut seconds, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let mut command = Command::new(std::env::current_exe()?);
        let (output, ..) = process::run(command.arg(models.to_string()))?;
        let (cpu, peak) = output.trim().split_once(' ').ok_or("a run told nothing")?;
        seconds.push(cpu.parse::<f64>()? / f64::from(models));
        memory.push(peak.parse::<f64>()? / f64::from(models));
    }
    Ok(Cost {
        seconds: median(seconds),
        memory: median(memory),
    })
}

/// Generates once, and prints CPU seconds and the KiB that it took.
fn measure(models: usize) -> Fallible<()> {
    let sources = large_schema::sources(models, FIELDS);
    let (cpu, memory) = (process_cpu(), process::peak_memory()?);
    let checked = dynamite_schema::check(sources)
        .map_err(|problems| problems.render(Format::Short, &RenderOptions::default()))?;
    let files = dynamite_codegen::generate::generate(&checked.schema, Layout::CheckedIn)?;
    let seconds = process_cpu().saturating_sub(cpu).as_secs_f64();
    let memory = process::peak_memory()?.saturating_sub(memory);
    if files.len() < models {
        return Err("fewer files than models".into());
    }
    println!("{seconds} {memory}");
    Ok(())
}
