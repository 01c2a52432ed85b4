//! English plurals: a few rules that are right for most names, and `plural:` for the rest.

/// Words whose plural follows no rule, or would follow a wrong one.
const IRREGULAR: [(&str, &str); 16] = [
    ("Person", "People"),
    ("Child", "Children"),
    ("Man", "Men"),
    ("Woman", "Women"),
    ("Mouse", "Mice"),
    ("Foot", "Feet"),
    ("Tooth", "Teeth"),
    ("Goose", "Geese"),
    ("Leaf", "Leaves"),
    ("Half", "Halves"),
    ("Shelf", "Shelves"),
    ("Life", "Lives"),
    ("Knife", "Knives"),
    ("Quiz", "Quizzes"),
    ("Hero", "Heroes"),
    ("Potato", "Potatoes"),
];

/// Words that have no plural of their own.
const UNCOUNTABLE: [&str; 14] = [
    "News",
    "Series",
    "Species",
    "Data",
    "Metadata",
    "Media",
    "Information",
    "Equipment",
    "Software",
    "Feedback",
    "Money",
    "Sheep",
    "Fish",
    "Deer",
];

/// Returns the plural of a name, which is the name itself if it has none.
pub(super) fn plural(name: &str) -> String {
    let last_word = name.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    let (before, word) = name.split_at(last_word);
    if UNCOUNTABLE.contains(&word) {
        return name.to_owned();
    }
    match IRREGULAR.iter().find(|(one, _)| *one == word) {
        Some((_, many)) => format!("{before}{many}"),
        None => format!("{before}{}", regular(word)),
    }
}

fn regular(word: &str) -> String {
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| word.ends_with(suffix));
    if let Some(stem) = word.strip_suffix("sis") {
        format!("{stem}ses")
    } else if ends(&["s", "x", "z", "ch", "sh"]) {
        format!("{word}es")
    } else if let Some(stem) = word
        .strip_suffix('y')
        .filter(|stem| ends_in_consonant(stem))
    {
        format!("{stem}ies")
    } else {
        format!("{word}s")
    }
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.ends_with(|c: char| c.is_ascii_lowercase() && !"aeiou".contains(c))
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn follows_english() {
        for (one, many) in [
            ("User", "Users"),
            ("OrderLine", "OrderLines"),
            ("Category", "Categories"),
            ("Day", "Days"),
            ("Box", "Boxes"),
            ("Bus", "Buses"),
            ("Address", "Addresses"),
            ("Branch", "Branches"),
            ("Analysis", "Analyses"),
            ("Person", "People"),
            ("SalesPerson", "SalesPeople"),
            ("API", "APIs"),
            ("UserData", "UserData"),
            ("News", "News"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
