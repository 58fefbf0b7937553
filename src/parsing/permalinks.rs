//! Reads permalinks.yaml. An entry that cannot be used is reported and left out, the others stay.

use crate::model::permalinks::{Permalink, is_statement};
use crate::parsing::authorities::Places;
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Place, Problems};
use crate::text::slug;
use crate::text::source::Source;
use std::collections::BTreeSet;

/// The entries of the file that can be used, in order; of several on one old id or address the first.
pub(crate) fn read(source: &Source, problems: &mut Problems) -> Vec<Permalink> {
    let items = match yaml::read(source) {
        Ok(Node { value: Value::Null, .. }) => return Vec::new(),
        Ok(Node { value: Value::List(items), .. }) => items,
        Ok(root) => {
            let message = format!("permalinks should be a list, this is {}", root.describe());
            problems.push(Diagnostic::error("wrong-type", message).at(source, root.span));
            return Vec::new();
        }
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let (mut seen, mut places) = (BTreeSet::new(), Places::new(source));
    let mut permalinks = Vec::new();
    for item in &items {
        let Some(permalink) = entry(source, item, places.of(item.span), problems) else { continue };
        if seen.insert(permalink.was.clone()) {
            permalinks.push(permalink);
        } else {
            let message = format!("`{}` is listed twice", permalink.was);
            problems.push(Diagnostic::error("permalink", message).at_place(&permalink.place).label("the first counts"));
        }
    }
    permalinks
}

fn entry(source: &Source, item: &Node, place: Place, problems: &mut Problems) -> Option<Permalink> {
    let fields = Fields::new(source, item, "permalink", &["was", "now"], problems)?;
    let (was, now) = (fields.required("was", problems)?, fields.required("now", problems)?);
    let mut wrong = |message: String, hint: &str| {
        problems.push(Diagnostic::error("permalink", message).at_place(&place).hint(hint));
    };
    let trimmed = |address: &str| address.trim().trim_start_matches('/').to_owned();
    let (was, now) = (trimmed(&was), trimmed(&now));
    if is_statement(&was) != is_statement(&now) {
        wrong(
            "one of the two is the id of a statement, the other an address".to_owned(),
            "write two ids, `s-` and digits, or two addresses such as `articles/bridge.html`",
        );
        return None;
    }
    let page = now.split('#').next().unwrap_or_default();
    for address in [was.as_str(), page].into_iter().filter(|_| !is_statement(&was)) {
        if let Some(why) = slug::fault(address) {
            wrong(format!("`{address}` is no address of a page: {why}"), "write it from the site's root on");
            return None;
        }
        if !is_page(address) {
            wrong(format!("`{address}` is no address of a page"), "addresses of pages end in `.html`");
            return None;
        }
    }
    Some(Permalink { was, now, place })
}

fn is_page(address: &str) -> bool {
    address.ends_with(".html") && !address.contains(['#', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut problems = Problems::default();
        let read = read(&Source::new("permalinks.yaml", text), &mut problems);
        let read = read.into_iter().map(|permalink| (permalink.was, permalink.now)).collect();
        (read, problems.0.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn ids_and_addresses_are_read() {
        let (read, problems) = of("- {was: s-01, now: s-02}\n- {was: /articles/a.html, now: 'articles/b.html#s-02'}\n");
        let expected = [("s-01", "s-02"), ("articles/a.html", "articles/b.html#s-02")];
        assert_eq!(read, expected.map(|(was, now)| (was.to_owned(), now.to_owned())));
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn what_is_neither_is_reported_and_left_out() {
        let text = "- {was: s-01, now: articles/b.html}\n- {was: ../a.html, now: b.html}\n- {was: a, now: b.html}\n\
                    - {was: c.html, now: d.html}\n- {was: c.html, now: e.html}\n";
        let (read, problems) = of(text);
        assert_eq!(read, [("c.html".to_owned(), "d.html".to_owned())]);
        assert_eq!(problems.len(), 4, "{problems:?}");
    }
}
