//! Projections.

use dynamite::expr::{DocumentPath, Expressions};

use crate::model::{labels, lines, name};

fn projection(paths: &[DocumentPath], attributes: &[&'static str]) -> String {
    let mut expressions = Expressions::new();
    let text = expressions.projection(paths, attributes).unwrap();
    let (names, _) = expressions.finish().unwrap();
    let names = names.unwrap();
    text.split_inclusive(['.', ' '])
        .map(|part| {
            let placeholder = part.trim_end_matches(['.', ' ', ',']);
            part.replace(placeholder, &names[placeholder])
        })
        .collect()
}

#[test]
fn attributes_and_paths_become_placeholders() {
    let paths = [name().into(), labels().key("k").into()];
    let text = Expressions::new().projection(&paths, &["id"]).unwrap();
    assert_eq!(text, "#0, #1, #2.#3");
    assert_eq!(projection(&paths, &["id"]), "name, id, labels.k");
}

#[test]
fn what_is_wanted_twice_is_asked_for_once() {
    let paths = [name().into(), name().into(), labels().key("k").into()];
    assert_eq!(projection(&paths, &["name"]), "name, labels.k");
}

#[test]
fn of_paths_that_overlap_the_outer_one_is_asked_for() {
    let paths = [labels().key("k").into(), labels().into()];
    assert_eq!(projection(&paths, &[]), "labels");
}

#[test]
fn a_list_is_asked_for_as_a_whole() {
    let paths = [lines().at(3).sku().into(), lines().at(0).count().into()];
    assert_eq!(projection(&paths, &[]), "lines");
}
