//! How diagnostics are shown.

use dynamite_schema::diagnostics::{Format, RenderOptions};

use crate::support::diagnostics_of;

const SCHEMA: &str = "\
models:
  User:
    key: id
    fields:
      id: ulid
      größe: { type: strin, rust_name: size }
      a: i8
      b: i8
      c: i8
      d: i8
      e: i8
      role: { type: string, attribute: id }
";

fn shown(format: Format, color: bool) -> String {
    diagnostics_of(SCHEMA).render(
        format,
        &RenderOptions {
            prefix: "schemas",
            color,
        },
    )
}

#[test]
fn for_people_with_the_source_line_marked() {
    assert_eq!(
        shown(Format::Human, false),
        "\
error[DM301]: there is no type `strin`
 --> schemas/schema.yaml:6:22
  |
6 |       größe: { type: strin, rust_name: size }
  |                      ^^^^^ unknown type
  |
  = help: did you mean `string`?

error[DM311]: two fields of `User` are stored as `id`
  --> schemas/schema.yaml:12:7
   |
12 |       role: { type: string, attribute: id }
   |       ^^^^ this one
   |
  ::: schemas/schema.yaml:5:7
   |
 5 |       id: ulid
   |       -- and this one
   |
   = help: store one of them under another name with `attribute:`

"
    );
}

#[test]
fn line_breaks_of_windows_are_not_shown() {
    let shown = |text: &str| -> Vec<String> {
        let shown = diagnostics_of(text).render(Format::Human, &RenderOptions::default());
        let lines = shown.split('\n').map(|line| line.trim_end_matches(' '));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(shown(&SCHEMA.replace('\n', "\r\n")), shown(SCHEMA));
    // Those of a Mac of old.
    assert_eq!(shown(&SCHEMA.replace('\n', "\r")), shown(SCHEMA));
}

#[test]
fn lines_are_counted_whatever_they_end_in() {
    let shown = |end: &str| {
        let text = SCHEMA.replace('\n', end);
        diagnostics_of(&text).render(Format::Short, &RenderOptions::default())
    };
    assert!(shown("\n").contains(":12:7: "));
    assert_eq!(shown("\r\n"), shown("\n"));
    assert_eq!(shown("\r"), shown("\n"));
}

#[test]
fn for_people_in_colour() {
    let shown = shown(Format::Human, true);
    assert!(
        shown.contains("\u{1b}[") && shown.contains("there is no type"),
        "{shown}"
    );
}

#[test]
fn briefly() {
    assert_eq!(
        shown(Format::Short, false),
        "schemas/schema.yaml:6:22: error[DM301]: there is no type `strin`\n\
         schemas/schema.yaml:12:7: error[DM311]: two fields of `User` are stored as `id`\n"
    );
}

#[test]
fn for_programs() {
    let first = "{\"kind\":\"diagnostic\",\"severity\":\"error\",\"code\":\"DM301\",\"message\":\"there is no type `strin`\",\
        \"labels\":[{\"file\":\"schemas/schema.yaml\",\"line\":6,\"column\":22,\"end_line\":6,\
        \"end_column\":27,\"text\":\"unknown type\"}],\"help\":\"did you mean `string`?\"}";
    assert_eq!(shown(Format::Json, false).lines().next(), Some(first));
}

#[test]
fn for_github() {
    let first = "::error file=schemas/schema.yaml,line=6,endLine=6,col=22,endColumn=27,title=DM301::\
        there is no type `strin`%0Ahelp: did you mean `string`?";
    assert_eq!(shown(Format::Github, false).lines().next(), Some(first));
}

#[test]
fn a_line_too_long_to_read_is_named_and_not_shown() {
    let fields: String = (0..1_000)
        .map(|field| ["a", &field.to_string(), ": i8, "].concat())
        .collect();
    let text = format!("types: {{ A: {{ {fields}b: strin }} }}\n");
    let shown = diagnostics_of(&text).render(Format::Human, &RenderOptions::default());
    assert!(
        shown.contains("--> schema.yaml:1:9908") && shown.len() < 500,
        "{shown}"
    );
}

#[test]
fn the_first_of_thousands_of_problems_are_shown() {
    let text = format!("types: {{ A: {{ {} }} }}\n", "a: i8, ".repeat(2_011));
    let problems = diagnostics_of(&text);
    assert_eq!((problems.len(), problems.has_more()), (2_000, true));
    let shown = problems.render(Format::Human, &RenderOptions::default());
    assert!(shown.ends_with("\nand more: these are the first\n"));
}
