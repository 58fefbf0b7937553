//! Reads review.yaml.

use crate::model::review::{Aspect, Judgement};
use crate::parsing::yaml::{self, Fields, Node, Value};
use crate::text::diagnostic::{Diagnostic, Problems};
use crate::text::source::Source;

const KEYS: [&str; 7] = ["statement", "seed", "size", "wrong", "reading", "author", "date"];

/// The entries of the file that can be used, in order.
pub fn read(source: &Source, problems: &mut Problems) -> Vec<Judgement> {
    match yaml::read(source) {
        Ok(Node { value: Value::Null, .. }) => Vec::new(),
        Ok(Node { value: Value::List(items), .. }) => {
            items.iter().filter_map(|item| judgement(source, item, problems)).collect()
        }
        Ok(root) => {
            let message = format!("a review should be a list, this is {}", root.describe());
            problems.push(Diagnostic::error("wrong-type", message).at(source, root.span));
            Vec::new()
        }
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    }
}

fn judgement(source: &Source, item: &Node, problems: &mut Problems) -> Option<Judgement> {
    let fields = Fields::new(source, item, "review", &KEYS, problems)?;
    let mut number = |key: &str| {
        let text = fields.required(key, problems)?;
        let read = text.parse::<u64>().ok();
        if read.is_none() {
            let at = fields.get(key).map_or(fields.span(), |node| node.span);
            problems.push(Diagnostic::error("bad-value", format!("`{key}` should be a number")).at(source, at));
        }
        read
    };
    let (seed, size) = (number("seed")?, number("size")?);
    let mut wrong = Vec::new();
    for (text, node) in fields.texts("wrong", problems).iter().zip(fields.items("wrong")) {
        match Aspect::ALL.into_iter().find(|aspect| aspect.name() == text) {
            Some(aspect) => wrong.push(aspect),
            None => {
                let problem = Diagnostic::error("bad-value", format!("`{text}` is nothing that can be wrong"));
                problems.push(problem.at(source, node.span).hint("write `words`, `speaker` or `day`"));
                return None;
            }
        }
    }
    Some(Judgement {
        statement: fields.required("statement", problems)?,
        seed,
        size: usize::try_from(size).ok()?,
        wrong,
        reading: fields.text("reading", problems).unwrap_or_default(),
        date: fields.when("date", problems),
    })
}
