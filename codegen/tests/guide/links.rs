//! Links lead somewhere.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::pages::{Page, page, pages, repository};

#[test]
fn links_inside_the_guide_lead_to_pages_and_headings() {
    let all = pages();
    let mut followed = 0;
    for page in &all {
        for link in links(page) {
            if link.starts_with("https://") {
                continue;
            }
            followed += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = resolve(&page.path, path);
            let from = page.path.display();
            let found = all.iter().find(|it| it.path == target);
            let found = found.unwrap_or_else(|| panic!("{from}: no page for the link {link}"));
            assert!(
                anchor.is_empty() || anchors(found).contains(anchor),
                "{from}: no heading for the link {link}"
            );
        }
    }
    assert!(followed > 30, "only {followed} links were found");
}

#[test]
fn every_picture_is_there_and_says_what_it_shows() {
    let pages = pages();
    let pictures: Vec<_> = pages
        .iter()
        .flat_map(|page| page.prose().map(move |line| (page, line)))
        .filter(|(_, line)| line.starts_with("<img "))
        .collect();
    assert!(!pictures.is_empty());
    for (page, line) in pictures {
        let value = |name: &str| {
            let (_, rest) = line.split_once(&format!("{name}=\""))?;
            rest.split_once('"').map(|(value, _)| value)
        };
        let file = resolve(&page.path, value("src").expect("a file"));
        let file = repository("docs/src").join(file);
        assert!(file.is_file(), "there is no {}", file.display());
        assert!(value("alt").is_some_and(|text| text.len() > 20), "{line}");
    }
}

#[test]
fn every_page_is_in_the_summary_once() {
    let mut listed = links(&page("SUMMARY.md"));
    listed.sort_unstable();
    let pages = pages().into_iter().map(|page| page.path);
    let pages = pages.filter(|path| path != Path::new("SUMMARY.md"));
    let pages: BTreeSet<_> = pages.map(|path| path.display().to_string()).collect();
    assert_eq!(listed, pages.into_iter().collect::<Vec<_>>());
}

/// The targets of links outside of code.
fn links(page: &Page) -> Vec<String> {
    let prose = page.prose().collect::<Vec<_>>().join("\n");
    let starts = prose
        .match_indices("](")
        .map(|(at, opening)| at + opening.len());
    let ends = starts.filter_map(|start| {
        let target = &prose[start..];
        target.find(')').map(|end| target[..end].to_owned())
    });
    ends.collect()
}

/// The page that a link means, seen from another.
fn resolve(from: &Path, link: &str) -> PathBuf {
    if link.is_empty() {
        return from.to_path_buf();
    }
    let mut target = from.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in Path::new(link).components() {
        match part {
            Component::ParentDir => drop(target.pop()),
            other => target.push(other),
        }
    }
    target
}

/// The anchors that mdBook gives to the headings of a page.
fn anchors(page: &Page) -> BTreeSet<String> {
    let headings = page.prose().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}
