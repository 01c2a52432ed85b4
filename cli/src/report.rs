//! Results, in the requested format.

mod github;

use std::io::{self, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use dynamite_schema::diagnostics::{self, Diagnostics, RenderOptions, Severity};
use serde_json::{Value, json};

use crate::arguments::{Color, Format, Global};
use crate::failure::Failure;
use crate::outcome::Outcome;

/// The style of headings.
pub(crate) const HEADING: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const ADVICE: Style = AnsiColor::Cyan.on_default().bold();

/// The destination and the style of results.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    format: Format,
    color: ColorChoice,
    quiet: bool,
}

/// A finding about a file, or an action on it.
#[derive(Debug)]
pub(crate) struct FileEntry<'a> {
    /// A word or two, such as `written`.
    pub(crate) status: &'static str,
    pub(crate) path: &'a Path,
    /// `true` if it requires action.
    pub(crate) finding: bool,
    pub(crate) note: Option<String>,
    /// The remedy, for formats that show the entry alone.
    pub(crate) help: Option<&'a str>,
}

impl<'a> FileEntry<'a> {
    /// Returns the entry of an action that was done, or was not necessary.
    pub(crate) fn done(status: &'static str, path: &'a Path) -> Self {
        Self {
            status,
            path,
            finding: false,
            note: None,
            help: None,
        }
    }

    /// Returns the entry of a finding, with its remedy.
    pub(crate) fn finding(status: &'static str, path: &'a Path, help: &'a str) -> Self {
        Self {
            finding: true,
            help: Some(help),
            ..Self::done(status, path)
        }
    }

    /// Adds a note to the status.
    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }
}

/// Numbers of problems of a schema.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// `true` if these are only the first of thousands.
    pub(crate) has_more: bool,
}

impl Counts {
    /// Returns the sum.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            has_more: self.has_more || other.has_more,
        }
    }

    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        let errors = diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .count();
        Self {
            errors,
            warnings: diagnostics.len() - errors,
            has_more: diagnostics.has_more(),
        }
    }
}

impl Report {
    pub(crate) fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            format: global.format,
            color,
            quiet: global.quiet,
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a line of a list: its name and what is said of it, or an object.
    pub(crate) fn entry(&self, name: &str, text: &str, object: &Value) -> Result<(), Failure> {
        match self.format {
            Format::Json => print_json(object),
            _ => self.advice(name, text),
        }
    }

    /// Prints something that requires action: a line, an object, or an annotation of a workflow.
    pub(crate) fn finding(&self, name: &str, text: &str, object: &Value) -> Result<(), Failure> {
        match self.format {
            Format::Github => {
                let text = github::data(&format!("{name}: {text}"));
                print(&format!("::error::{text}\n"))
            }
            _ => self.entry(name, text, object),
        }
    }

    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// Prints text, with colours if they are enabled.
    pub(crate) fn styled(&self, text: &str) -> Result<(), Failure> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.color);
        let result = stream.write_all(text.as_bytes());
        written(result.and_then(|()| stream.flush()))
    }

    /// Prints the problems of the schema in this folder.
    pub(crate) fn diagnostics(
        &self,
        diagnostics: &Diagnostics,
        folder: &Path,
    ) -> Result<(), Failure> {
        let format = match self.format {
            Format::Human => diagnostics::Format::Human,
            Format::Short => diagnostics::Format::Short,
            Format::Json => diagnostics::Format::Json,
            Format::Github => diagnostics::Format::Github,
        };
        let prefix = folder.to_string_lossy();
        let options = RenderOptions {
            prefix: &prefix,
            color: self.color != ColorChoice::Never,
        };
        print(&diagnostics.render(format, &options))
    }

    /// Prints the entry of a file. With `--quiet`, files without findings are omitted.
    pub(crate) fn file(&self, entry: &FileEntry<'_>) -> Result<(), Failure> {
        if self.quiet && !entry.finding {
            return Ok(());
        }
        let FileEntry {
            status,
            path,
            finding,
            note,
            help,
        } = entry;
        let path = path.strip_prefix(".").unwrap_or(path).display().to_string();
        let remark = note
            .as_deref()
            .map_or_else(String::new, |note| format!(" ({note})"));
        match (self.format, help) {
            (Format::Json, _) => print_json(&json!({
                "kind": "file", "status": status, "path": path,
                "finding": finding, "note": note, "help": help,
            })),
            (Format::Github, Some(help)) => {
                let (path, text) = (
                    github::property(&path),
                    github::data(&format!("{status}{remark}; {help}")),
                );
                print(&format!("::error file={path}::{text}\n"))
            }
            (Format::Human, _) => {
                let style = if *finding { BAD } else { GOOD };
                self.styled(&format!("{style}{status:>12}{style:#} {path}{remark}\n"))
            }
            (Format::Short | Format::Github, _) => print(&format!("{path}: {status}{remark}\n")),
        }
    }

    /// Prints the result as the last line.
    pub(crate) fn summary(&self, sentence: &str, numbers: Value) -> Result<(), Failure> {
        match self.format {
            Format::Json => {
                let mut object = json!({ "kind": "summary" });
                if let (Some(object), Value::Object(numbers)) = (object.as_object_mut(), numbers) {
                    object.extend(numbers);
                }
                print_json(&object)
            }
            _ if self.quiet => Ok(()),
            _ => print(&format!("{sentence}\n")),
        }
    }

    /// Prints what is good to know after success, such as the commands to type next.
    pub(crate) fn hint(&self, kind: &str, text: &str) -> Result<(), Failure> {
        if self.quiet {
            return Ok(());
        }
        self.advice(kind, text)
    }

    /// Says what results are about: to standard error, or as an object among the results.
    pub(crate) fn aside(&self, kind: &str, text: &str) -> Result<(), Failure> {
        if self.format == Format::Json {
            return print_json(&json!({ "kind": kind, "text": text }));
        }
        if !self.quiet {
            // If standard error is closed, there is nobody to tell.
            let _ = writeln!(io::stderr(), "{kind}: {text}");
        }
        Ok(())
    }

    /// Prints a step left to the user.
    pub(crate) fn advice(&self, kind: &str, text: &str) -> Result<(), Failure> {
        match self.format {
            Format::Json => print_json(&json!({ "kind": kind, "text": text })),
            Format::Human => self.styled(&format!(
                "{ADVICE}{kind:>12}{ADVICE:#} {}\n",
                indented(text)
            )),
            Format::Short | Format::Github => print(&format!("{kind}: {text}\n")),
        }
    }
}

/// Prints text that is itself the result, unchanged.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stream = io::stdout().lock();
    let result = stream.write_all(text.as_bytes());
    // Text left in the buffer at the end would be lost silently.
    written(result.and_then(|()| stream.flush()))
}

/// Shows help or the version. There is one command and one version; clap would name each subcommand
/// as a program.
pub(crate) fn help(help: &clap::Error) -> Result<Outcome, Failure> {
    if help.kind() == clap::error::ErrorKind::DisplayVersion {
        print(concat!("dynamite-gen ", env!("CARGO_PKG_VERSION"), "\n"))?;
    } else {
        written(help.print().and_then(|()| io::stdout().flush()))?;
    }
    Ok(Outcome::Clean)
}

/// Prints a JSON object on a line of its own.
pub(crate) fn print_json(object: &Value) -> Result<(), Failure> {
    print(&format!("{object}\n"))
}

/// Returns a number with its noun: `1 file`, `2 files`.
pub(crate) fn plural(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// Indents continuation lines, so that they start right of the column of words.
fn indented(text: &str) -> String {
    text.replace('\n', &format!("\n{:13}", ""))
}

/// Ignores a closed pipe: a reader that has seen enough, such as `head`, is no failure.
fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
            "cannot write to standard output: {error}"
        ))
        .remedy("see to it that there is room where it goes to, and run the command again")),
        _ => Ok(()),
    }
}

/// Prints a failure to standard error.
pub(crate) fn failure(failure: &Failure, global: &Global) {
    let (what, remedy) = failure.parts();
    let color = match global.color {
        Color::Auto => AutoStream::choice(&io::stderr()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let mut stream = AutoStream::new(io::stderr().lock(), color);
    // If standard error is closed, the failure cannot be reported; the exit code stays.
    let _ = match global.format {
        Format::Json => {
            writeln!(
                stream,
                "{}",
                json!({ "kind": "failure", "message": what, "help": remedy })
            )
        }
        Format::Github => writeln!(stream, "::error::{}", github::data(&failure.to_string())),
        Format::Short => writeln!(stream, "error: {failure}"),
        Format::Human => {
            let remedy = remedy.map_or_else(String::new, |remedy| {
                format!("\n{ADVICE}help{ADVICE:#}: {remedy}")
            });
            writeln!(stream, "{BAD}error{BAD:#}: {what}{remedy}")
        }
    };
}
