//! A whole saved page: which of its blocks are the article, and what the page says of itself.

use super::blocks::Blocks;
use super::content::{self, Content};
use super::facts::{self, Facts};
use super::{dated, headline, saved};
use crate::model::article::BlockKind;
use crate::parsing::boilerplate::fold;
use crate::parsing::draft::Draft;
use crate::parsing::lines::ends_sentence;

/// Reads a page from byte `from` on: all its blocks, those around the article among them, and what it says of itself.
pub(in crate::parsing) fn read(text: &str, from: usize) -> (Draft, Facts) {
    let mut blocks = Blocks::new(text, Draft::default(), BlockKind::Paragraph, true);
    blocks.read(from..text.len());
    let (mut draft, around) = (blocks.draft, blocks.around);
    let mut facts = facts::read(text, from);
    let content = content::find(text, from);
    draft.outside = content.as_ref().map_or(around, |content| outside(&draft, content));
    if let Some(bar) = saved::bar(&text[from..]) {
        for (index, outside) in draft.outside.iter_mut().enumerate() {
            let start = draft.body.to_source(draft.body.blocks[index].span).start as usize;
            *outside |= bar.contains(&start.saturating_sub(from));
        }
    }
    headline::find(&mut draft, &mut facts);
    keep_standfirst(&mut draft, &facts);
    if let Some(content) = &content {
        keep_lead(&mut draft, content);
    }
    dated::find(&draft, &mut facts);
    (draft, facts)
}

/// How many blocks a standfirst stands from the headline, and its least letters.
const NEAR: usize = 8;
const STANDFIRST: usize = 40;

/// Keeps the paragraph between headline and text that the page describes itself with: the content finder takes it for a part of the
/// page's head.
fn keep_standfirst(draft: &mut Draft, facts: &Facts) {
    let Some(described) = facts.description.as_deref().map(fold) else { return };
    let Some(first) = draft.outside.iter().position(|outside| !outside) else { return };
    let headline = draft.body.blocks.iter().position(|block| block.kind == BlockKind::Heading(1));
    let from = headline.unwrap_or(first.saturating_sub(NEAR));
    let start: String = described.chars().take(STANDFIRST).collect();
    if start.chars().count() < STANDFIRST {
        return;
    }
    let near = draft.body.blocks.iter().enumerate().skip(from).take(NEAR);
    let found = near.filter(|(_, block)| !matches!(block.kind, BlockKind::Heading(1))).find(|(_, block)| {
        let words = fold(block.span.of(&draft.body.plain));
        words.starts_with(&start) || words.chars().count() >= STANDFIRST && described.starts_with(&words)
    });
    if let Some(index) = found.map(|(index, _)| index) {
        draft.outside[index] = false;
    }
}

/// Least bytes of a sentence that begins an article.
const LEAD: usize = 60;

/// Keeps the sentences between headline and text: where nothing else stands there, they are the article's beginning, although many
/// pages set them in a box of its own.
fn keep_lead(draft: &mut Draft, content: &Content) {
    let body = &draft.body;
    let Some(headline) = body.blocks.iter().position(|block| block.kind == BlockKind::Heading(1)) else { return };
    let runs = |index: usize| {
        let words = body.blocks[index].span.of(&body.plain);
        words.len() >= LEAD && ends_sentence(words) && body.blocks[index].kind == BlockKind::Paragraph
    };
    let after = headline + 1..body.blocks.len();
    let Some(text) = after.clone().find(|index| !draft.outside[*index] && runs(*index)) else { return };
    let apart = |index: usize| content.is_apart(body.to_source(body.blocks[index].span).range());
    // What stands beyond a heading belongs to that.
    let near = (after.start..text).rev().take(NEAR);
    let near = near.take_while(|index| !matches!(body.blocks[*index].kind, BlockKind::Heading(_)));
    let lead: Vec<usize> = near.filter(|index| draft.outside[*index] && runs(*index) && !apart(*index)).collect();
    for index in lead {
        draft.outside[index] = false;
    }
}

/// Share of a block's words that are links from which on it leads elsewhere.
const LINKS: (usize, usize) = (4, 5);

/// Which blocks are not in the article.
fn outside(draft: &Draft, content: &Content) -> Vec<bool> {
    let body = &draft.body;
    let mut runs = body.runs.iter().peekable();
    let mut outside = Vec::with_capacity(body.blocks.len());
    for block in &body.blocks {
        let (mut all, mut kept, mut linked) = (0, 0, 0);
        while let Some(run) = runs.next_if(|run| run.plain.start < block.span.end) {
            let (in_article, in_links) = content.of(run.source.range());
            all += run.source.len();
            kept += in_article;
            linked += in_links;
        }
        let sentence = ends_sentence(block.span.of(&body.plain));
        let links = linked * LINKS.1 >= all * LINKS.0 && !sentence && block.kind != BlockKind::Heading(1);
        outside.push(kept * 2 <= all || links);
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The old bridge over the Velin opened again on Monday, two years after the flood that had \
        closed it, and the first lorries crossed before noon, watched by several hundred people on both banks.</p>\
        <p>“We have waited long enough,” said the mayor, Ana Ruiz, who cut the ribbon with her predecessor, and added that \
        the second bridge, which the county promised in 2019, would have to wait until the spring of next year.</p>\
        <p>The repairs cost four million crowns, of which the state paid half; the rest came from the county, two foundations \
        and a collection among the people of the town, which alone brought in three hundred thousand crowns.</p>";

    /// The words of a page that are in the article.
    fn kept(page: &str) -> String {
        let (draft, _) = read(page, 0);
        let blocks = draft.body.blocks.iter().zip(&draft.outside).filter(|(_, outside)| !**outside);
        blocks.map(|(block, _)| block.span.of(&draft.body.plain)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_the_page_repeats_elsewhere_is_not_kept_twice() {
        let page = format!(
            "<body><article><h1>Bridge opens</h1>{TEXT}</article><div class=mobile><ul><li>The old bridge over the Velin opened \
            again on Monday, two years after the flood that had closed it</li></ul></div></body>"
        );
        assert_eq!(kept(&page).matches("over the Velin opened").count(), 1);
    }

    #[test]
    fn no_element_left_open_loses_the_article() {
        for before in [
            "<head><title>t</title>",
            "<svg/>",
            "<button>Menu",
            "<select><option>a<option>b",
            "<svg><path d=x>",
            "<!-->",
        ] {
            let page = format!("<html>{before}<body><h1>Bridge opens</h1>{TEXT}</body>");
            assert!(kept(&page).contains("waited long enough"), "{before}");
            let page = format!("<html>{before}<h1>Bridge opens</h1>{TEXT}");
            assert!(kept(&page).contains("waited long enough"), "{before}");
        }
    }

    #[test]
    fn captions_teasers_and_forms_in_the_article_are_left_out() {
        let page = format!(
            "<body><article><h1>Bridge opens</h1><figure><img src=a.jpg><figcaption>Lorries in May</figcaption></figure>{TEXT}\
            <div class='related-posts'><p>Another story about the harbour and its cranes, told at some length here.</p></div>\
            <p><a href=/b>Read also: the harbour closes</a></p><p class=newsletterSignup>Get our letter every week, for nothing.</p>\
            </article></body>"
        );
        let kept = kept(&page);
        assert!(kept.contains("three hundred thousand"));
        for words in ["Lorries in May", "Another story", "Read also", "our letter"] {
            assert!(!kept.contains(words), "{words}");
        }
    }

    #[test]
    fn the_standfirst_that_the_page_describes_itself_with_is_kept() {
        let page = format!(
            "<head><title>Bridge opens</title><meta name=description content='After two years the county has found the money for it at last.'></head>\
             <body><header class=promo><h1>Bridge opens</h1><p>After two years the county has found the money for it at last.</p></header>\
             <article>{TEXT}</article></body>"
        );
        assert!(kept(&page).contains("found the money"), "{}", kept(&page));
    }

    #[test]
    fn sentences_between_headline_and_text_are_kept() {
        let page = |box_: &str| {
            let lead = "After two years the county has found the money for the old bridge over the Velin at last.";
            format!(
                "<body><div class=top><h1>Bridge opens</h1><div class={box_}><p>{lead}</p></div></div><div id=story>{TEXT}</div></body>"
            )
        };
        assert!(kept(&page("leader")).contains("found the money"));
        assert!(!kept(&page("newsletter")).contains("found the money"));
    }

    #[test]
    fn the_headline_is_told_from_archives_kickers_and_compounds() {
        let title = |head: &str, body: &str| {
            let page = format!("<html><head>{head}</head><body>{body}<div>{TEXT}</div></body></html>");
            read(&page, 0).1.title.unwrap_or_default()
        };
        assert_eq!(
            title("<title>Harbour Cat &raquo; Blog Archive &raquo; Ferries run again</title>", "<h1>Harbour Cat</h1>"),
            "Ferries run again"
        );
        let both = "<title>Harbour day: Old bridge over the Velin opens again</title>\
            <meta property=og:title content='Harbour day: Old bridge over the Velin opens again'>";
        assert_eq!(title(both, "<h1>Harbour day</h1>"), "Harbour day: Old bridge over the Velin opens again");
        let both = "<title>Harbour-fees: what boats must pay now</title>\
            <meta property=og:title content='Harbour-fees: what boats must pay now'>";
        assert_eq!(title(both, "<h1>How high are the fees in Lisse?</h1>"), "How high are the fees in Lisse?");
    }

    #[test]
    fn formulas_do_not_break_a_paragraph() {
        let (draft, _) = read("<body><p>Its length <math><mi>l</mi></math> is known.</p></body>", 0);
        assert_eq!(draft.body.plain, "Its length is known.");
    }
}
