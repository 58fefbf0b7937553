//! What Markdown of clippers and site generators has that CommonMark has not: wikilinks, highlights, comments, shortcodes.
//!
//! They are cut out of the text before it is parsed, and every place in what is parsed leads back to the file. Cut and listed are
//! tags that stand for something (`{{< figure >}}`, `{% include %}`, `![[picture.png]]`); cut without a word are the marks around
//! words (`[[`, `==`) and an editor's own comments between `%%`.

use crate::parsing::names::is_person;
use crate::text::source::Span;

/// Shortest name of a paragraph that links lead to, in bytes.
const SHORTEST_NAME: usize = 4;
/// Longest tag, in bytes.
const LONGEST: usize = 4096;

/// A text without the marks, and the way back.
#[derive(Debug, Default)]
pub(super) struct Unmarked {
    /// What is left.
    pub(super) text: String,
    /// The stretches that were cut, in the file, in order, each with the reason if it is to be listed.
    pub(super) cuts: Vec<(Span, Option<&'static str>)>,
    /// Where the first byte of `text` stands in the file.
    start: usize,
    /// For each cut, where it was in `text`, and how many bytes were cut up to there.
    removed: Vec<(usize, usize)>,
}

/// Cuts the marks out of `text` from byte `from` on.
pub(super) fn unmarked(text: &str, from: usize) -> Unmarked {
    let mut cuts = Cuts { text, found: Vec::new() };
    let mut fence: Option<&str> = None;
    let facts = from + facts_of_joplin(&text[from..]).unwrap_or(text.len() - from);
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim();
        if start >= facts {
            cuts.cut(start, start + line.trim_end_matches(['\n', '\r']).len(), Some("label of a database"));
            continue;
        }
        let mark = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark));
        match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, Some(mark)) => fence = Some(mark),
            _ => {}
        }
        if fence.is_some() || mark.is_some() || start < cuts.end() {
            continue;
        }
        cuts.line(start, line);
    }
    let cuts = cuts.found;
    let text_left = String::with_capacity(text.len() - from);
    let mut unmarked = Unmarked { text: text_left, start: from, ..Unmarked::default() };
    let (mut at, mut removed) = (from, 0);
    for (cut, _) in &cuts {
        unmarked.text.push_str(&text[at..cut.start as usize]);
        at = cut.end as usize;
        removed += cut.len();
        unmarked.removed.push((unmarked.text.len(), removed));
    }
    unmarked.cuts = cuts;
    unmarked.text.push_str(&text[at..]);
    unmarked
}

impl Unmarked {
    /// The names in full of links that show a surname: `[[Ana Ruiz|Ruiz]]`.
    pub(super) fn named(&self, file: &str) -> Vec<String> {
        let targets = self.cuts.iter().filter_map(|(cut, _)| {
            let target = cut.of(file).strip_prefix("[[")?.strip_suffix('|')?;
            let target = target.rsplit('/').next().unwrap_or(target);
            let shown = file[cut.end as usize..].split(']').next()?.trim();
            let surname = target.strip_suffix(shown).is_some_and(|first| first.ends_with(' '));
            (surname && is_person(target)).then(|| target.to_owned())
        });
        targets.collect()
    }

    /// The stretches of the file that a stretch of what is left comes from, in order: one, or more where something was cut.
    pub(super) fn stretches(&self, span: Span) -> Vec<Span> {
        let mut stretches = Vec::new();
        let mut at = self.after_cuts(span.start as usize);
        let mut left = span.len();
        let next = self.cuts.partition_point(|(cut, _)| (cut.start as usize) < at);
        for (cut, _) in &self.cuts[next..] {
            let room = (cut.start as usize).saturating_sub(at);
            if room >= left {
                break;
            }
            if room > 0 {
                stretches.push(Span::new(at, at + room));
                left -= room;
            }
            at = cut.end as usize;
        }
        stretches.push(Span::new(at, at + left));
        stretches
    }

    /// Where a byte of what is left stands in the file; at a cut, after it.
    fn after_cuts(&self, at: usize) -> usize {
        let cuts = self.removed.partition_point(|(place, _)| *place <= at);
        let removed = cuts.checked_sub(1).map_or(0, |last| self.removed[last].1);
        self.start + at + removed
    }
}

/// Where the facts begin that Joplin writes below a note: `id: 8f14…`, one a line, to `type_: 1`.
fn facts_of_joplin(text: &str) -> Option<usize> {
    let end = text.trim_end();
    let start = end.rfind("\n\n").map_or(0, |gap| gap + 2);
    let facts = &end[start..];
    let id = facts.strip_prefix("id: ")?.lines().next()?;
    let key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    (id.len() == 32
        && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        && facts.lines().all(key)
        && facts.lines().next_back()?.starts_with("type_:"))
    .then_some(start)
}

/// Whether a line is nothing but tags: "#harbour #vote".
fn is_tags(words: &str) -> bool {
    let tag = |word: &str| word.strip_prefix('#').is_some_and(|name| name.starts_with(char::is_alphabetic));
    !words.is_empty() && words.split_whitespace().all(tag)
}

/// Where the name begins by which Obsidian links to a paragraph, at the end of its last line: "… on Tuesday. ^1a2b3c".
fn name_of_block(words: &str) -> Option<usize> {
    let at = words.trim_end().rfind(" ^")?;
    let name = words[at + 2..].trim_end();
    let fits = name.len() >= SHORTEST_NAME && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fits.then_some(at)
}

struct Cuts<'a> {
    text: &'a str,
    found: Vec<(Span, Option<&'static str>)>,
}

impl Cuts<'_> {
    /// Where the last cut ends.
    fn end(&self) -> usize {
        self.found.last().map_or(0, |(cut, _)| cut.end as usize)
    }

    fn cut(&mut self, start: usize, end: usize, why: Option<&'static str>) {
        if start >= self.end() && end > start {
            self.found.push((Span::new(start, end), why));
        }
    }

    fn line(&mut self, start: usize, line: &str) {
        let words = line.trim_end_matches(['\n', '\r']);
        // To readers a line of no-break spaces is a blank one.
        if !words.is_empty()
            && !words.is_ascii()
            && words.chars().all(|letter| letter.is_whitespace() || letter == '\u{200b}')
        {
            return self.cut(start, start + words.len(), None);
        }
        let bare = words.trim();
        if bare.starts_with(":::") || bare.starts_with("{:") && bare.ends_with('}') {
            return self.cut(start, start + words.len(), Some("tag of another program"));
        }
        // Lists of highlights lead back to the program that they were made in.
        let leads_back = ["[Read on Omnivore](", "[Read Original]("].iter().any(|link| bare.starts_with(link));
        if is_tags(bare) || leads_back && bare.ends_with(')') {
            return self.cut(start, start + words.len(), Some("tag of another program"));
        }
        let named = name_of_block(words);
        let whole = words;
        let words = &words[..named.unwrap_or(words.len())];
        let mut at = 0;
        // "> [!NOTE] Editor's note": the mark of a callout.
        let quoted = words.trim_start_matches(['>', ' ']);
        if quoted.len() < words.len()
            && quoted.starts_with("[!")
            && let Some(close) = quoted.find(']')
        {
            let open = words.len() - quoted.len();
            let end = open + close + 1;
            let end = end + usize::from(words[end..].starts_with(['-', '+']));
            self.cut(start + open, start + end, None);
            at = end;
        }
        while let Some(next) = words[at..].find(['`', '[', '!', '{', '=', '%']) {
            let here = at + next;
            at = here + self.mark(start + here).unwrap_or(1);
            if at >= words.len() {
                break;
            }
            while !words.is_char_boundary(at) {
                at += 1;
            }
        }
        if let Some(at) = named {
            self.cut(start + at, start + whole.len(), None);
        }
    }

    /// Cuts the mark that begins at a byte of the file; how many bytes are done with.
    fn mark(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let within = |open: &str, close: &str| -> Option<usize> {
            let inner = rest.strip_prefix(open)?;
            let end = inner.find(close).filter(|end| *end < LONGEST)?;
            // A paragraph's end closes whatever is open.
            (!inner[..end].contains("\n\n")).then_some(open.len() + end + close.len())
        };
        if rest.starts_with('`') {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            return rest[ticks..].find(&rest[..ticks]).map(|end| 2 * ticks + end).or(Some(ticks));
        }
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")] {
            if let Some(length) = within(open, close) {
                self.cut(at, at + length, Some("tag of another program"));
                return Some(length);
            }
        }
        // "([View Highlight](https://…))"
        for link in ["[View Highlight](", "[⤴️]("] {
            if let Some(length) = within(link, ")") {
                let in_brackets = self.text[..at].ends_with('(') && rest[length..].starts_with(')');
                self.cut(at - usize::from(in_brackets), at + length + usize::from(in_brackets), None);
                return Some(length + usize::from(in_brackets));
            }
        }
        // A citation of a reference manager: "[@ruiz2021, p. 3]".
        if let Some(length) = within("[@", "]").filter(|length| !rest[*length..].starts_with('(')) {
            self.cut(at, at + length, Some("tag of another program"));
            return Some(length);
        }
        if let Some(length) = within("![[", "]]") {
            self.cut(at, at + length, Some("file of another program"));
            return Some(length);
        }
        if let Some(length) = within("[[", "]]").filter(|length| !rest[..*length].contains('\n')) {
            let inner = &rest[2..length - 2];
            let words = inner.rfind('|').map_or(0, |bar| bar + 1);
            if inner[words..].trim().is_empty() {
                return Some(length);
            }
            self.cut(at, at + 2 + words, None);
            self.cut(at + length - 2, at + length, None);
            return Some(length);
        }
        if let Some(length) = within("%%", "%%") {
            self.cut(at, at + length, None);
            return Some(length);
        }
        if let Some(length) = within("==", "==") {
            let inner = &rest[2..length - 2];
            let marks = !inner.is_empty() && !inner.starts_with(['=', ' ']) && !inner.ends_with([' ', '=']);
            if marks {
                self.cut(at, at + 2, None);
                self.cut(at + length - 2, at + length, None);
            }
            return Some(length);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_and_places_lead_back() {
        let text = "Mayor [[Ana Ruiz]] met [[Bo Lind|Lind]]. {{% note %}}==Ready== they `[[said]]`.{{% /note %}} %% mine %%\n![[a.png]]\n";
        let left = unmarked(text, 0);
        assert_eq!(left.text, "Mayor Ana Ruiz met Lind. Ready they `[[said]]`. \n\n");
        let at = left.text.find("Lind").expect("it is there");
        assert_eq!(left.stretches(Span::new(at, at + 4)), [Span::new(33, 37)]);
        assert_eq!(&text[33..37], "Lind");
        let listed: Vec<&str> =
            left.cuts.iter().filter(|(_, why)| why.is_some()).map(|(cut, _)| cut.of(text)).collect();
        assert_eq!(left.named(text), ["Bo Lind"]);
        assert_eq!(listed, ["{{% note %}}", "{{% /note %}}", "![[a.png]]"]);
        let whole: Vec<&str> = left.stretches(Span::new(0, 24)).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(whole, ["Mayor ", "Ana Ruiz", " met ", "Lind", "."]);
    }

    #[test]
    fn blank_looking_lines_are_blank_and_code_stays() {
        let left = unmarked("A.\n\u{a0}\u{a0}\nB {{x}}.\n```\n{{ code }}\n```\n", 0);
        assert_eq!(left.text, "A.\n\nB .\n```\n{{ code }}\n```\n");
    }

    #[test]
    fn what_collectors_of_highlights_and_notes_add_is_cut() {
        let cases = [
            ("- The quay goes ([View Highlight](https://r.example/1))\n", "- The quay goes \n"),
            ("> The quay goes. [⤴️](https://o.example/1)\n", "> The quay goes. \n"),
            ("#Omnivore #harbour\n\n[Read Original](https://a.example)\n\n# Quay\n", "\n\n\n\n# Quay\n"),
            ("It goes [@ruiz2021, p. 3] in May. ^1a2b3c\n", "It goes  in May.\n"),
            ("Ten to the power of 2 ^10\n", "Ten to the power of 2 ^10\n"),
            ("[@ruiz](https://a.example) wrote\n", "[@ruiz](https://a.example) wrote\n"),
            (
                "Quay\n\nIt goes.\n\nid: 8f14e45fceea167a5a36dedd4bea2543\nis_todo: 0\nauthor: \ntype_: 1",
                "Quay\n\nIt goes.\n\n\n\n\n",
            ),
            ("Quay\n\nid: 12\ntype_: 1", "Quay\n\nid: 12\ntype_: 1"),
        ];
        for (text, left) in cases {
            assert_eq!(unmarked(text, 0).text, left, "{text}");
        }
    }

    #[test]
    fn callouts_and_fences_lose_their_marks() {
        assert_eq!(unmarked("> [!NOTE]- Hint\n> Text\n\n:::info\nB.\n:::\n", 0).text, ">  Hint\n> Text\n\n\nB.\n\n");
        assert_eq!(unmarked("a == b and c == d, 100 %% or [x](y)", 0).text, "a == b and c == d, 100 %% or [x](y)");
    }
}
