//! What readers of a page do not see: its head, scripts' stand-ins, pictures as markup, controls of forms.
//!
//! A pass over tags knows nothing of a tree, and pages leave elements open that HTML closes by itself: a `<head>` without
//! `</head>`, an `<option>` after an `<option>`, a forgotten `</button>`. What hides words must therefore end where a browser ends
//! it, or everything after it would be lost without a word.

use super::tokens::Tag;

/// How an element that hides its words ends, besides with its closing tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// `head`: where anything begins that no head may hold.
    AtBody,
    /// Its content is no markup to a browser that runs scripts: only its own closing tag ends it.
    Itself,
    /// It holds words and inline elements: a paragraph, a heading or a list cannot be in it.
    AtBlock,
    /// It holds anything: only the great parts of a page cannot be in it.
    AtPart,
}

/// The elements whose words are not shown, or are no text.
const HIDING: [(&str, Ends); 19] = [
    ("head", Ends::AtBody),
    ("noscript", Ends::Itself),
    ("iframe", Ends::Itself),
    ("noembed", Ends::Itself),
    ("noframes", Ends::Itself),
    ("template", Ends::AtPart),
    ("svg", Ends::AtBlock),
    ("math", Ends::AtBlock),
    ("select", Ends::AtBlock),
    ("option", Ends::AtBlock),
    ("datalist", Ends::AtBlock),
    ("button", Ends::AtBlock),
    ("canvas", Ends::AtPart),
    ("audio", Ends::AtPart),
    ("video", Ends::AtPart),
    ("object", Ends::AtPart),
    ("applet", Ends::AtPart),
    ("map", Ends::AtPart),
    ("dialog", Ends::AtPart),
];
/// What a head may hold.
const IN_HEAD: [&str; 10] =
    ["base", "basefont", "bgsound", "link", "meta", "title", "noscript", "style", "template", "script"];
/// The great parts of a page.
const PARTS: [&str; 4] = ["body", "main", "article", "h1"];
/// Elements that no control, picture or formula holds.
const BLOCKS: [&str; 20] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "blockquote",
    "figure",
    "hr",
    "pre",
];
/// Elements whose closing tag also closes what was left open in them.
const HOLDERS: [&str; 18] = [
    "html", "body", "main", "article", "section", "div", "ul", "ol", "li", "table", "tr", "td", "form", "nav",
    "header", "footer", "aside", "figure",
];
/// Elements of pictures and formulas within which the page's own markup goes on.
const ISLANDS: [&str; 3] = ["foreignobject", "annotation-xml", "desc"];
/// Elements without content.
const VOID: [&str; 14] =
    ["br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "base", "col", "embed", "track", "param"];

/// Whether an element never has content.
pub(super) fn is_void(name: &str) -> bool {
    is_one(&VOID, name)
}

fn is_one(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The hiding element that is open now, fed with the tags of a page in order.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    text: &'a str,
    open: Option<Open<'a>>,
    /// Where the last closing tag of each hiding element begins, as far as that was asked; 0 if there is none.
    last: [Option<usize>; HIDING.len()],
}

#[derive(Debug)]
struct Open<'a> {
    name: &'static str,
    ends: Ends,
    /// Names of the elements open in it.
    inside: Vec<&'a str>,
}

impl<'a> Hidden<'a> {
    /// Nothing is hidden yet.
    pub(super) fn new(text: &'a str) -> Hidden<'a> {
        Hidden { text, open: None, last: [None; HIDING.len()] }
    }

    /// Whether words here are hidden.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Takes an opening tag that ends at byte `end`; whether readers see the element.
    pub(super) fn opens(&mut self, tag: &Tag<'a>, end: usize) -> bool {
        if let Some(open) = &mut self.open {
            if !open.is_ended_by(tag.name) {
                if !is_void(tag.name) && !tag.closes_itself() {
                    open.inside.push(tag.name);
                }
                return false;
            }
            self.open = None;
        }
        let Some(index) = HIDING.iter().position(|(name, _)| tag.name.eq_ignore_ascii_case(name)) else {
            return true;
        };
        let (name, ends) = HIDING[index];
        if !tag.closes_itself() && (ends == Ends::AtBody || self.is_closed(index, end)) {
            self.open = Some(Open { name, ends, inside: Vec::new() });
        }
        false
    }

    /// Takes a closing tag; whether it belongs to what readers see.
    pub(super) fn closes(&mut self, name: &str) -> bool {
        let Some(open) = &mut self.open else {
            return !HIDING.iter().any(|(hiding, _)| name.eq_ignore_ascii_case(hiding));
        };
        if let Some(at) = open.inside.iter().rposition(|inner| inner.eq_ignore_ascii_case(name)) {
            open.inside.truncate(at);
            return false;
        }
        let around = open.ends != Ends::Itself && is_one(&HOLDERS, name);
        if around || name.eq_ignore_ascii_case(open.name) {
            self.open = None;
        }
        around
    }

    /// Whether the element that begins at `from` is closed at all: one that never is hides nothing.
    fn is_closed(&mut self, index: usize, from: usize) -> bool {
        let (name, ends) = HIDING[index];
        let bytes = self.text.as_bytes();
        if ends != Ends::Itself {
            let closing = || memchr::memchr_iter(b'<', bytes).rev().find(|at| closes(&bytes[*at..], name)).unwrap_or(0);
            return *self.last[index].get_or_insert_with(closing) >= from;
        }
        // Such elements do not nest: if the next one begins before this one ends, this one was left open.
        let mut tags = memchr::memchr_iter(b'<', &bytes[from..]).map(|at| &bytes[from + at..]);
        tags.find_map(|tag| match () {
            () if closes(tag, name) => Some(true),
            () if is_named(&tag[1..], name) => Some(false),
            () => None,
        })
        .unwrap_or(false)
    }
}

/// Whether a closing tag of this name begins here.
fn closes(tag: &[u8], name: &str) -> bool {
    tag.get(1) == Some(&b'/') && is_named(&tag[2..], name)
}

/// Whether a tag's name begins here, and it is this one.
fn is_named(bytes: &[u8], name: &str) -> bool {
    let found = bytes.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
    found && bytes.get(name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
}

impl Open<'_> {
    /// Whether an element cannot be inside.
    fn is_ended_by(&self, name: &str) -> bool {
        let part = is_one(&PARTS, name);
        let island = self.inside.iter().any(|inner| is_one(&ISLANDS, inner));
        match self.ends {
            Ends::Itself => false,
            Ends::AtBody => {
                let nested = self.inside.iter().any(|inner| is_one(&["noscript", "template", "svg"], inner));
                part || !nested && !is_one(&IN_HEAD, name)
            }
            Ends::AtPart => {
                part && self.name != "dialog" && self.name != "template" || name.eq_ignore_ascii_case("body")
            }
            Ends::AtBlock => {
                let again = self.name == "button" && name.eq_ignore_ascii_case("button");
                let apart = ["svg", "math"].contains(&self.name) && is_one(&["div", "li"], name);
                !island && (part || again || apart || is_one(&BLOCKS, name))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parsing::html::tokens::{Token, Tokens};

    fn seen(html: &str) -> String {
        let mut hidden = Hidden::new(html);
        let mut tokens = Tokens::new(html, 0..html.len());
        let mut words = String::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Open(tag) => _ = hidden.opens(&tag, tokens.position()),
                Token::Close(name) => _ = hidden.closes(name),
                Token::Text(range) if !hidden.is_open() => words.push_str(&html[range]),
                Token::Text(_) | Token::Raw(..) => {}
            }
        }
        words
    }

    #[test]
    fn what_hides_words_ends_where_a_browser_ends_it() {
        for html in [
            "<head><meta charset=utf-8><title>t</title><p>text",
            "<html><head>h<body>text",
            "<select><option>a<option>b</select><div>text</div>",
            "<div><select><option>a<option>b</div><p>text<select></select>",
            "<svg/><p>text</p><svg>a</svg>",
            "<svg><path d=x><p>text</p><svg></svg>",
            "<div><svg><path></div>text<svg></svg>",
            "<button>Menu<h1>text</h1><button>x</button>",
            "<li><button>Menu</li>text<button>x</button>",
            "<button>a<button>b</button>text",
            "<canvas/>text<canvas></canvas>",
            "<video>a<article>text</article><video></video>",
            "<noscript>text",
            "<iframe src=x>text<iframe>a</iframe>",
            "<template>a<div>b</div></template>text",
            "<dialog><h1>a</h1></dialog>text",
            "<svg><foreignObject><p>a</p></foreignObject></svg>text",
            "<video><p>a</p></video>text",
            "<noscript><div></span>a</div></noscript>text",
        ] {
            assert_eq!(seen(html).trim(), "text", "{html}");
        }
    }
}
