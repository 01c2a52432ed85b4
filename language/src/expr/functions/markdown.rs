//! The functions as Markdown, for the guide.

use super::{FAMILIES, Function};

/// Returns the list of all functions, which is part of the guide.
pub fn functions_markdown() -> String {
    let mut text = String::new();
    for family in FAMILIES {
        text.extend(["## ", family.title, "\n\n", family.doc, "\n\n"]);
        for function in family.functions {
            write_function(&mut text, function);
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn write_function(text: &mut String, function: &Function) {
    text.extend(["### ", function.name, "\n\n```text\n"]);
    for signature in function.signatures_text() {
        text.extend([&signature, "\n"]);
    }
    text.extend(["```\n\n", function.doc, "\n\n```text\n"]);
    for (expression, value) in function.examples {
        text.extend([*expression, " = ", value, "\n"]);
    }
    text.push_str("```\n\n");
}
