//! Files and YAML.

use std::io;
use std::path::Path;

use super::quote;
use crate::diagnostics::{Diagnostic, code};
use crate::source::{Span, Spanned};

pub(crate) fn unreadable_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let message = format!(
        "the schema folder `{}` cannot be read: {error}",
        folder.display()
    );
    Diagnostic::error(code::UNREADABLE, message)
        .help("name a folder that holds schema files (`*.yaml` or `*.yml`)")
}

pub(crate) fn unreadable_file(name: &str, error: &io::Error) -> Diagnostic {
    let message = format!("the schema file {} cannot be read: {error}", quote(name));
    Diagnostic::error(code::UNREADABLE, message)
}

pub(crate) fn no_schema_files(folder: &Path) -> Diagnostic {
    let message = format!(
        "the schema folder `{}` holds no schema files",
        folder.display()
    );
    Diagnostic::error(code::NO_FILES, message)
        .help("add a file that ends in `.yaml` or `.yml`; files that start with a dot are not read")
}

pub(crate) fn file_too_large(name: &str, limit: u64) -> Diagnostic {
    let mib = limit / (1024 * 1024);
    let message = format!("the schema file {} is larger than {mib} MiB", quote(name));
    Diagnostic::error(code::TOO_LARGE, message)
        .help("split it; all files of a folder form one schema")
}

pub(crate) fn too_many_values(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        code::TOO_LARGE,
        format!("this file holds more than {limit} keys and values"),
    )
    .at(at, "reading stops here")
    .help("split it; all files of a folder form one schema")
}

pub(crate) fn not_text(at: Span, byte: u8) -> Diagnostic {
    Diagnostic::error(
        code::NOT_TEXT,
        format!("this file is not UTF-8 text: it holds the byte {byte:#04x}"),
    )
    .at(at, "here")
    .help("save it as UTF-8, or move it out of the schema folder")
}

pub(crate) fn empty_file(at: Span) -> Diagnostic {
    Diagnostic::error(code::EMPTY_FILE, "this file declares nothing")
        .at(at, "expected `models:` or `types:`")
        .help("declare something, or delete the file")
}

pub(crate) fn invalid_yaml(at: Span, reason: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        code::INVALID_YAML,
        format!("invalid YAML: {}", reason.trim()),
    );
    let diagnostic = diagnostic.at(at, "");
    match YAML_HELP.iter().find(|(part, _)| reason.contains(part)) {
        Some((_, help)) => diagnostic.help(*help),
        None => diagnostic,
    }
}

/// A common mistake, for which there is a better message than the YAML parser's reason.
pub(crate) fn usual_mistake(at: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(code::INVALID_YAML, format!("invalid YAML: {message}"))
        .at(at, "")
        .help(help)
}

/// Help for the YAML parser's reasons, by a part of their text.
const YAML_HELP: [(&str, &str); 13] = [
    ("tab", "YAML is indented with spaces, never with tabs"),
    (
        "unknown escape",
        "in double quotes a `\\` begins an escape; in single quotes it is itself",
    ),
    (
        "unexpected character",
        "text that begins with this character needs quotes",
    ),
    ("mapping values", "text with `: ` in it needs quotes"),
    (
        "expected ','",
        "put a comma in between, a bracket at the end, or quotes around text with `: ` in it",
    ),
    (
        "single-quoted",
        "in single quotes, a quote is written twice: `''`",
    ),
    ("expected key", "indent all keys of a map alike"),
    (
        "anchor or alias",
        "text that begins with `*` or `&` needs quotes",
    ),
    (
        "unclosed bracket",
        "close it, or remove it: it is open to the end of the file",
    ),
    (
        "simple key",
        "a key has a colon and a blank behind it: `name: string`",
    ),
    (
        "block scalar",
        "what `|` and `>` stand for begins in the next line; text that begins with them needs quotes",
    ),
    (
        "document start",
        "a schema file is one map: `models:` in its first column, and the rest indented below",
    ),
    (
        "unclosed quote",
        "end the text with the quote that it begins with",
    ),
];

pub(crate) fn duplicate_key(key: &Spanned<String>, again: Span) -> Diagnostic {
    Diagnostic::error(
        code::DUPLICATE_KEY,
        format!("the key {} is given twice", quote(key)),
    )
    .at(again, "given again here")
    .at(key.span, "first given here")
    .help("remove one of them, or give it another name")
}

pub(crate) fn merge_key(at: Span) -> Diagnostic {
    Diagnostic::error(code::MERGE_KEY, "merge keys (`<<`) are not read")
        .at(at, "this was dropped from YAML 1.2")
        .help("write the keys out, or declare a nested type for what is shared")
}

pub(crate) fn tag(at: Span, tag: &str) -> Diagnostic {
    Diagnostic::error(
        code::TAG,
        format!("the YAML tag {} is not read", quote(tag)),
    )
    .at(at, "")
    .help("remove the tag; quotes are enough to make a value text")
}

pub(crate) fn several_documents(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::SEVERAL_DOCUMENTS,
        "a schema file holds one YAML document",
    )
    .at(at, "a second one starts here")
    .help("move it to a file of its own; all files of a folder form one schema")
}

pub(crate) fn too_many_aliases(at: Span, limit: usize) -> Diagnostic {
    let message = format!("the aliases of this file expand to more than {limit} values");
    Diagnostic::error(code::ALIASES, message)
        .at(at, "the limit is passed here")
        .help("write the values out, or declare a nested type for what is shared")
}

pub(crate) fn alias_of_itself(at: Span) -> Diagnostic {
    Diagnostic::error(
        code::ALIASES,
        "an alias stands inside the value that it repeats",
    )
    .at(at, "this would go on for ever")
    .help("write the value out")
}

pub(crate) fn too_deep(at: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        code::TOO_DEEP,
        format!("values are nested more than {limit} deep"),
    )
    .at(at, "the limit is passed here")
    .help("no part of a schema is nested as deeply; a bracket may be missing further up")
}

pub(crate) fn key_not_text(at: Span, found: &str) -> Diagnostic {
    Diagnostic::error(code::KEY_NOT_TEXT, "a key must be text")
        .at(at, found)
        .help("write a name in front of the colon; one that starts with `{` or `[` needs quotes")
}

pub(crate) fn null_key(at: Span, text: &str) -> Diagnostic {
    let message = format!("{} is nothing to YAML, and no name", quote(text));
    Diagnostic::error(code::KEY_NOT_TEXT, message)
        .at(at, "a key must be text")
        .help(format!("put quotes around it: `\"{text}\"`"))
}

pub(crate) fn misleading_text(at: Span, c: char) -> Diagnostic {
    if matches!(c, '\n' | '\r') {
        return Diagnostic::error(code::MISLEADING_TEXT, "this text holds a line break")
            .at(at, "expected one line")
            .help("write it in one line; behind `|` and `>` a text ends with a line break");
    }
    let message = format!(
        "this text holds the invisible character U+{:04X}",
        u32::from(c)
    );
    Diagnostic::error(code::MISLEADING_TEXT, message)
        .at(at, "it does not read as it is stored")
        .help("remove the character")
}
