use crate::sandbox::Sandbox;

#[test]
fn a_code_is_explained_however_it_is_written() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["explain", "DM101"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.starts_with("# DM101: "), "{run:?}");
    assert!(
        run.out.contains("\nWrong:\n") && run.out.contains("\nRight:\n"),
        "{run:?}"
    );
    for code in [
        &["dm101"][..],
        &["101"],
        &["DM 101"],
        &["DM", "101"],
        &["error[DM101]"],
    ] {
        let same = sandbox.run(&[&["explain"], code].concat());
        assert_eq!(same.out, run.out, "{code:?}");
    }
}

#[test]
fn an_unknown_code_exits_with_2_and_a_suggestion() {
    let run = Sandbox::new().run(&["explain", "DN101"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.out, "");
    assert!(
        run.err.contains("\"DN101\"") && run.err.contains("did you mean DM101?"),
        "{run:?}"
    );
}

#[test]
fn without_a_code_all_are_listed_with_their_titles() {
    let run = Sandbox::new().run(&["explain", "--format", "short"]);
    assert_eq!(run.code, 0);
    let lines: Vec<_> = run.out.lines().collect();
    assert!(lines.len() > 40, "{run:?}");
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("DM") && line.contains(": ")),
        "{run:?}"
    );
    assert!(lines.is_sorted(), "{run:?}");
}

#[test]
fn json_holds_every_part_of_an_explanation() {
    let sandbox = Sandbox::new();
    let all = sandbox.run(&["explain", "--format", "json"]).json();
    let one = sandbox
        .run(&["explain", "DM101", "--format", "json"])
        .json();
    assert_eq!(one.len(), 1);
    assert!(all.contains(&one[0]));
    assert_eq!(one[0]["code"], "DM101");
    for part in ["title", "meaning", "wrong", "right"] {
        assert!(one[0][part].is_string(), "{part}: {one:?}");
    }
}

#[test]
fn paragraphs_fit_into_80_columns_and_examples_are_as_they_are() {
    let sandbox = Sandbox::new();
    for code in ["DM203", "DM307", "DM506"] {
        let shown = sandbox.run(&["explain", code]).out;
        let json = sandbox.run(&["explain", code, "--format", "json"]).json();
        let part = |name: &str| json[0][name].as_str().expect(name).to_owned();
        assert!(shown.contains(&part("wrong")), "{shown}");
        assert!(shown.contains(&part("right")), "{shown}");
        let (paragraphs, _) = shown.split_once("Wrong:").expect("examples");
        assert!(
            paragraphs.lines().all(|line| line.chars().count() <= 80),
            "{shown}"
        );
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert!(
            words(paragraphs).ends_with(&words(&part("meaning"))),
            "{shown}"
        );
    }
}
