//! What an annotation is on: a page, and the words on it.

use super::json::{id, list, text, types};
use serde_json::Value;

/// A page and the place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// Address of the page, or the id of another annotation.
    pub(super) page: &'a str,
    pub(super) place: Place<'a>,
}

/// The place on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// The page as a whole.
    Page,
    /// Words, given by a TextQuoteSelector.
    Words { exact: &'a str, prefix: &'a str, suffix: &'a str },
    /// Something that notes cannot say: what it is called.
    Unknown(String),
}

/// The targets of an annotation. An annotation on several things is on each of them.
pub(super) fn targets(json: &Value) -> Vec<Target<'_>> {
    let uri = text(json, "uri");
    let mut found = Vec::new();
    for target in list(json.get("target")) {
        collect(target, uri, &mut found);
    }
    if found.is_empty() {
        found.extend(uri.map(|page| Target { page, place: Place::Page }));
    }
    found
}

fn collect<'a>(target: &'a Value, uri: Option<&'a str>, found: &mut Vec<Target<'a>>) {
    let kinds = types(target);
    // `Independents` are targets of their own; of a list or a choice the words are known, their connection is not.
    if let Some(items) = target.get("items").filter(|_| target.get("source").is_none()) {
        if kinds.contains(&"Independents") {
            list(Some(items)).into_iter().for_each(|item| collect(item, uri, found));
        } else if let Some(page) = list(Some(items)).into_iter().find_map(page_of).or(uri) {
            let place = Place::Unknown(kinds.first().copied().unwrap_or("several targets").to_owned());
            found.push(Target { page, place });
        }
        return;
    }
    let Some(page) = page_of(target).or(uri) else { return };
    let mut selectors = Vec::new();
    flatten(target.get("selector"), &mut selectors);
    let quote = selectors.iter().find_map(|selector| {
        let exact = text(selector, "exact").map(str::trim).filter(|exact| !exact.is_empty())?;
        let beside = |key| text(selector, key).unwrap_or_default().trim();
        let is_quote = types(selector).contains(&"TextQuoteSelector");
        is_quote.then(|| Place::Words { exact, prefix: beside("prefix"), suffix: beside("suffix") })
    });
    let place = match quote {
        Some(words) => words,
        None if !selectors.is_empty() => Place::Unknown(names(&selectors)),
        // Where the page was annotated as a whole, an address as given by a browser may have a fragment of its own.
        None if uri.is_none() && page.contains('#') => Place::Unknown("a part of the page, by its address".to_owned()),
        None => Place::Page,
    };
    found.push(Target { page, place });
}

/// The page of a target: the target itself, or its source.
fn page_of(target: &Value) -> Option<&str> {
    let source = list(target.get("source")).into_iter().next();
    target.as_str().or_else(|| source?.as_str()).or_else(|| id(source?)).or_else(|| id(target))
}

/// All selectors, those that refine others too. The ends of a range are no selectors of their own.
fn flatten<'a>(json: Option<&'a Value>, selectors: &mut Vec<&'a Value>) {
    for selector in list(json) {
        if types(selector).contains(&"Choice") || selector.get("type").is_none() && selector.get("items").is_some() {
            flatten(selector.get("items"), selectors);
        } else {
            selectors.push(selector);
            flatten(selector.get("refinedBy"), selectors);
        }
    }
}

/// What selectors are called, each once.
fn names(selectors: &[&Value]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for selector in selectors {
        let name = types(selector).first().copied().unwrap_or("a selector without a type");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn places(json: &Value) -> Vec<Place<'_>> {
        targets(json).into_iter().map(|target| target.place).collect()
    }

    #[test]
    fn words_are_found_among_all_selectors() {
        let words = || vec![Place::Words { exact: "in May", prefix: "open", suffix: "" }];
        let quote = json!({"type": "TextQuoteSelector", "exact": " in May ", "prefix": "open "});
        for selector in [
            quote.clone(),
            json!([{"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 1, "end": 2}, quote]),
            json!({"type": "FragmentSelector", "value": "p3", "refinedBy": quote}),
            json!({"@type": ["oa:TextQuoteSelector"], "exact": "in May", "prefix": "open"}),
            json!({"type": "Choice", "items": [{"type": "SvgSelector"}, quote]}),
        ] {
            assert_eq!(
                places(&json!({"target": {"source": "http://a/", "selector": selector}})),
                words(),
                "{selector}"
            );
        }
    }

    #[test]
    fn what_notes_cannot_say_is_never_taken_for_the_whole_page() {
        let quote = |exact: &str| json!({"type": "TextQuoteSelector", "exact": exact});
        for (target, name) in [
            (
                json!({"source": "http://a/", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}}),
                "TextPositionSelector",
            ),
            (
                json!({"source": "http://a/", "selector": [{"type": "SvgSelector"}, {"type": "CssSelector"}]}),
                "SvgSelector, CssSelector",
            ),
            (
                json!({"source": "http://a/", "selector": {"type": "RangeSelector", "startSelector": quote("a"), "endSelector": quote("b")}}),
                "RangeSelector",
            ),
            (json!({"source": "http://a/", "selector": quote(" ")}), "TextQuoteSelector"),
            (json!({"source": "http://a/", "selector": "http://a/selectors/1"}), "a selector without a type"),
            (json!("http://a/#xywh=1,2,3,4"), "a part of the page, by its address"),
            (json!({"type": "Composite", "items": ["http://a/", "http://b/"]}), "Composite"),
        ] {
            assert_eq!(places(&json!({"target": target})), [Place::Unknown(name.to_owned())], "{target}");
        }
    }

    #[test]
    fn a_page_may_be_annotated_as_a_whole_and_several_at_once() {
        assert_eq!(places(&json!({"target": "http://a/"})), [Place::Page]);
        assert_eq!(places(&json!({"uri": "http://a/#c", "target": [{"source": "http://a/#c"}]})), [Place::Page]);
        assert_eq!(places(&json!({"target": ["http://a/", "http://b/"]})), [Place::Page, Place::Page]);
        let both = json!({"target": {"type": "Independents", "items": ["http://a/", {"source": {"id": "http://b/"}}]}});
        assert_eq!(targets(&both)[1], Target { page: "http://b/", place: Place::Page });
        assert_eq!(targets(&json!({"body": "x"})), []);
    }
}
