//! What counts in a migration file, and what does not.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::Checksum;

const FILE: &str = "\
# a comment
doc: What it is for.
model: User
steps:
  - rename: { from: name, to: full_name }   # another
  - add: { field: nick, value: '' }
  - add: { field: age, value: 5 }
";

fn checksum(text: &str) -> Checksum {
    Checksum::of(text).expect("YAML")
}

#[test]
fn the_form_is_frozen() {
    let text = "model: User\nsteps: [{ add: { field: age, value: 5 } }]";
    assert_eq!(
        checksum(text).to_string(),
        "19148d1de989ad4a64e475281d5d9a04ff70324eb0cc72a4cdace33a3bc2601f"
    );
}

#[test]
fn layout_and_documentation_do_not_count() {
    let same = [
        FILE.replace('\n', "\r\n"),
        FILE.replace("doc: What it is for.\n", "format: 1\n"),
        FILE.replace(
            "from: name, to: full_name",
            "to: \"full_name\", from: 'name'",
        ),
        FILE.replace(
            "{ field: nick, value: '' }",
            "\n      value: \"\"\n      field: nick",
        ),
        FILE.replace("model: User\n", "") + "model: User\n",
        FILE.replace("# a comment\n", "---\n"),
    ];
    for text in same {
        assert_eq!(checksum(&text), checksum(FILE), "{text}");
    }
}

#[test]
fn what_is_done_counts() {
    let others = [
        FILE.replace("value: 5", "value: 6"),
        FILE.replace("value: 5", "value: '5'"),
        FILE.replace("value: 5", "value: 5.0"),
        FILE.replace("value: ''", "value: null"),
        FILE.replace("value: ''", "value: []"),
        FILE.replace("value: ''", "value: {}"),
        FILE.replace("rename", "copy"),
        FILE.replace("model: User", "model: Users"),
        FILE.replace("  - add: { field: nick, value: '' }\n", ""),
        FILE.replace("doc: What it is for.", "format: 2"),
        FILE.replace("nick, value: ''", "doc, value: ''"),
    ];
    let mut seen = vec![checksum(FILE)];
    for text in others {
        let other = checksum(&text);
        assert!(!seen.contains(&other), "{text}");
        seen.push(other);
    }
}

#[test]
fn line_breaks_of_another_system_inside_text_do_not_count() {
    let text = "model: User\nsteps:\n  - set: |\n      first\n      second\n";
    assert_eq!(checksum(text), checksum(&text.replace('\n', "\r\n")));
}

#[test]
fn what_is_no_yaml_has_none() {
    for text in [
        "",
        "# nothing\n",
        "a: [",
        "<<<<<<< HEAD\na: 1\n=======\n",
        "a: 1\n---\nb: 1",
    ] {
        assert_eq!(Checksum::of(text), None, "{text}");
    }
}

/// A value of a migration file.
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Number(i32),
    Flag(bool),
    Null,
    Text(String),
    List(Vec<Tree>),
    Map(BTreeMap<String, Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(Tree::Number),
        any::<bool>().prop_map(Tree::Flag),
        Just(Tree::Null),
        "[a-zA-Z0-9 .:#'\"~-]{0,8}".prop_map(Tree::Text),
        "\\PC{0,4}".prop_map(Tree::Text),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
            prop::collection::btree_map("[a-z]{1,5}", inner, 0..4).prop_map(Tree::Map),
        ]
    })
}

/// Writes a tree in one of many layouts, which the numbers decide.
struct Layout<'c> {
    choices: &'c [u8],
    taken: usize,
}

impl Layout<'_> {
    fn choose(&mut self, of: u8) -> u8 {
        self.taken += 1;
        self.choices[self.taken % self.choices.len()] % of
    }

    fn scalar(&mut self, tree: &Tree) -> Option<String> {
        Some(match tree {
            Tree::Number(number) => number.to_string(),
            Tree::Flag(flag) => flag.to_string(),
            Tree::Null => ["null", "~", "NULL", "Null"][usize::from(self.choose(4))].to_owned(),
            Tree::Text(text) => self.text(text),
            Tree::List(_) | Tree::Map(_) => return None,
        })
    }

    fn text(&mut self, text: &str) -> String {
        let mut letters = text.chars();
        let is_word = !text.is_empty()
            && letters.all(|letter| letter.is_ascii_alphabetic())
            && !["null", "true", "false"].contains(&text.to_ascii_lowercase().as_str());
        match self.choose(3) {
            0 if is_word => text.to_owned(),
            1 => format!("'{}'", text.replace('\'', "''")),
            _ => serde_json::to_string(text).expect("JSON"),
        }
    }

    fn flow(&mut self, tree: &Tree) -> String {
        if let Some(scalar) = self.scalar(tree) {
            return scalar;
        }
        match tree {
            Tree::Map(entries) => {
                let entries = self.in_some_order(entries);
                let entries = entries
                    .into_iter()
                    .map(|(key, value)| format!("{}: {}", self.text(key), self.flow(value)));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
            Tree::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", items.join(","))
            }
            _ => unreachable!("a scalar"),
        }
    }

    fn in_some_order<'t>(
        &mut self,
        entries: &'t BTreeMap<String, Tree>,
    ) -> Vec<(&'t String, &'t Tree)> {
        let mut entries: Vec<_> = entries.iter().collect();
        if !entries.is_empty() {
            let by = usize::from(self.choose(4)) % entries.len();
            entries.rotate_left(by);
        }
        entries
    }

    /// The rest of a line behind a key or a dash, and the lines below.
    fn block(&mut self, tree: &Tree, indent: usize) -> String {
        let comment = ["", " # comment", "  # : {"][usize::from(self.choose(3))];
        let is_empty = match tree {
            Tree::Map(entries) => entries.is_empty(),
            Tree::List(items) => items.is_empty(),
            _ => true,
        };
        if is_empty || self.choose(3) == 0 {
            return format!(" {}{comment}\n", self.flow(tree));
        }
        let deeper = indent + 1 + usize::from(self.choose(3));
        let lines: Vec<_> = match tree {
            Tree::Map(entries) => self
                .in_some_order(entries)
                .into_iter()
                .map(|(key, value)| format!("{:deeper$}{key}:{}", "", self.block(value, deeper)))
                .collect(),
            Tree::List(items) => items
                .iter()
                .map(|item| format!("{:deeper$}-{}", "", self.block(item, deeper)))
                .collect(),
            _ => unreachable!("a scalar is in a line"),
        };
        format!("{comment}\n{}", lines.concat())
    }

    fn file(&mut self, tree: &Tree) -> String {
        let text = format!("steps:{}", self.block(tree, 0));
        match self.choose(2) {
            0 => text.replace('\n', "\r\n"),
            _ => text,
        }
    }
}

fn written(tree: &Tree, choices: &[u8]) -> String {
    Layout { choices, taken: 0 }.file(tree)
}

fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..40)
}

proptest! {
    #[test]
    fn a_tree_has_one_checksum_in_every_layout(tree in tree(), one in choices(), other in choices()) {
        let (one, other) = (written(&tree, &one), written(&tree, &other));
        prop_assert_eq!(checksum(&one), checksum(&other), "{}\n{}", one, other);
    }

    #[test]
    fn two_trees_have_two_checksums(one in tree(), other in tree(), choices in choices()) {
        let same = checksum(&written(&one, &choices)) == checksum(&written(&other, &choices));
        prop_assert_eq!(same, one == other);
    }

    /// One leaf of a tree is changed, and the rest stays.
    #[test]
    fn every_change_of_a_scalar_counts(tree in tree(), at in any::<prop::sample::Index>(), choices in choices()) {
        let leaves = leaves(&tree);
        prop_assume!(leaves > 0);
        let mut changed = tree.clone();
        change(&mut changed, &mut at.index(leaves));
        let (one, other) = (written(&tree, &choices), written(&changed, &choices));
        prop_assert_ne!(checksum(&one), checksum(&other), "{}\n{}", one, other);
    }
}

fn leaves(tree: &Tree) -> usize {
    match tree {
        Tree::List(items) => items.iter().map(leaves).sum(),
        Tree::Map(entries) => entries.values().map(leaves).sum(),
        _ => 1,
    }
}

/// Changes the leaf at this position; counts it down to there.
fn change(tree: &mut Tree, at: &mut usize) {
    match tree {
        Tree::List(items) => items.iter_mut().for_each(|item| change(item, at)),
        Tree::Map(entries) => entries.values_mut().for_each(|item| change(item, at)),
        leaf if *at == 0 => {
            *leaf = match leaf {
                Tree::Number(number) => Tree::Text(number.to_string()),
                Tree::Text(text) => Tree::Text(format!("{text}x")),
                Tree::Flag(flag) => Tree::Flag(!*flag),
                _ => Tree::Text("null".to_owned()),
            };
            *at = usize::MAX;
        }
        _ => *at = at.wrapping_sub(1),
    }
}
