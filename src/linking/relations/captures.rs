//! Several captures of one article: front matter's `supersedes` names the earlier file.
//!
//! Both stay in the archive, linked to each other and compared on a page of their own, and what both say counts once.

use super::references::ArticleNames;
use crate::linking::summary::LinkClues;
use crate::model::archive::{Archive, ArticleId};
use crate::text::diagnostic::{Diagnostic, Problems};

/// Links every article with the earlier capture that it names, and reports those that name none.
pub(super) fn link(archive: &mut Archive, clues: &[LinkClues], problems: &mut Problems) {
    if clues.iter().all(|clues| clues.supersedes.is_none()) {
        return;
    }
    let names = ArticleNames::new(archive);
    let mut tried = 0;
    let mut chains = Chains((0..archive.articles.len()).collect());
    for (index, clues) in clues.iter().enumerate() {
        let Some((name, place)) = &clues.supersedes else { continue };
        let path = archive.articles[index].path.clone();
        let later = ArticleId::from(index);
        let problem = match names.find(name, folder_of(&path)) {
            Some(earlier) => match refusal(archive, &mut chains, earlier, later) {
                None => {
                    archive.articles[later.index()].supersedes = Some(earlier);
                    archive.articles[earlier.index()].superseded_by = Some(later);
                    chains.0[earlier.index()] = later.index();
                    continue;
                }
                Some(problem) => problem,
            },
            None => {
                let problem = Diagnostic::error("supersedes-nothing", format!("there is no article `{name}`"));
                match names.near(name, &mut tried).as_slice() {
                    [] => problem.hint("write the name of its file, or its slug"),
                    near => problem.hint(format!("did you mean `{}`?", near.join("` or `"))),
                }
            }
        };
        let mut problem = problem.label("this is left out").in_file(path);
        if let Some(place) = place {
            problem.place = Some(place.clone());
        }
        problems.push(problem);
    }
    for index in 0..archive.articles.len() {
        let latest = chains.end(index);
        archive.articles[index].latest = Some(ArticleId::from(latest)).filter(|_| latest != index);
    }
}

/// For each article a later capture, or itself: the ways to the latest ones, shortened as they are gone.
struct Chains(Vec<usize>);

impl Chains {
    /// The latest capture of an article.
    fn end(&mut self, mut article: usize) -> usize {
        while self.0[article] != article {
            let next = self.0[article];
            self.0[article] = self.0[next];
            article = next;
        }
        article
    }
}

/// Why one article cannot take the place of another.
fn refusal(archive: &Archive, chains: &mut Chains, earlier: ArticleId, later: ArticleId) -> Option<Diagnostic> {
    if let Some(other) = archive[earlier].superseded_by {
        let message = format!("`{}` is superseded by `{}` already", archive[earlier].path, archive[other].path);
        let hint = format!("did you mean `{}`?", archive[other].path);
        return Some(Diagnostic::error("superseded-twice", message).hint(hint));
    }
    (chains.end(later.index()) == earlier.index()).then(|| {
        let message = format!("`{}` is this article itself, or supersedes it", archive[earlier].path);
        Diagnostic::error("supersedes-itself", message).hint("only the later of two captures names the other")
    })
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
