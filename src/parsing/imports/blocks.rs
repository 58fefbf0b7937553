//! Paragraphs, headings, lists and tables as converters find them, and how they are written: as Markdown or as plain lines.

/// What a document of a word processor says.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Its text, with its title where that is a heading.
    pub(super) blocks: Vec<Block>,
    /// What its paragraphs in the style of authors say.
    pub(super) authors: Vec<String>,
    /// What its paragraph in the style of dates says.
    pub(super) date: Option<String>,
}

impl Written {
    /// Takes a paragraph in a named style of word processors, in lower case: one that names author or day is a fact.
    pub(super) fn take(&mut self, style: &str, block: Block) {
        let words = block.words();
        let words = words.trim();
        match style {
            "author" if words.len() < 200 && !words.is_empty() => self.authors.push(words.to_owned()),
            "date" if words.len() < 60 && !words.is_empty() => self.date = Some(words.to_owned()),
            _ => self.blocks.push(block),
        }
    }
}

/// A paragraph or something of its rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub(super) shape: Shape,
    /// Its words.
    pub(super) runs: Vec<Run>,
}

/// What a block is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading, with its level from 1 to 6.
    Heading(u8),
    /// An item of a list, with how many lists it lies in, from 1.
    Item(u8),
    /// A paragraph of somebody else's.
    Quote,
    /// A note at the foot, with the name by which the text calls it.
    Footnote(String),
    /// Rows of cells; the runs of the block are empty.
    Table(Vec<Vec<Vec<Run>>>),
}

/// Words that look the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The words; `\n` is a line break.
    pub(super) text: String,
    /// Bold.
    pub(super) strong: bool,
    /// Italic.
    pub(super) emphasis: bool,
    /// Where they lead.
    pub(super) link: Option<String>,
    /// The footnote that they call: the text is empty.
    pub(super) footnote: Option<String>,
}

impl Block {
    /// A block of plain words.
    #[cfg(test)]
    pub(super) fn plain(shape: Shape, text: impl Into<String>) -> Block {
        Block { shape, runs: vec![Run { text: text.into(), ..Run::default() }] }
    }

    /// Its words alone.
    pub(super) fn words(&self) -> String {
        words(&self.runs)
    }
}

/// The words of runs alone.
pub(super) fn words(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Blocks as lines of plain text, a blank line between them; cells of a table each on their own.
pub(super) fn to_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut add = |text: &str| {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            out.push_str(&lines.join("\n"));
            out.push_str("\n\n");
        }
    };
    for block in blocks {
        match &block.shape {
            Shape::Table(rows) => rows.iter().flatten().for_each(|cell| add(&words(cell))),
            _ => add(&block.words()),
        }
    }
    out
}

/// Blocks as Markdown in which every sign of the text means itself.
pub(super) fn to_markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for block in blocks {
        let is_item = matches!(block.shape, Shape::Item(_));
        let text = match &block.shape {
            Shape::Table(rows) => table(rows),
            // All of a heading is set off already.
            Shape::Heading(_) => {
                inline(&block.runs.iter().map(|run| Run { strong: false, ..run.clone() }).collect::<Vec<_>>())
            }
            _ => inline(&block.runs),
        };
        if text.is_empty() {
            continue;
        }
        // Items stand close together, and a list ends with a blank line.
        if !(out.is_empty() || is_item && in_list) {
            out.push('\n');
        }
        let goes_on = |indent: &str| text.replace('\n', &format!("\n{indent}"));
        match &block.shape {
            Shape::Heading(level) => {
                let level = usize::from(*level).clamp(1, 6);
                out.push_str(&format!("{} {}", "#".repeat(level), text.replace("\\\n", " ")));
            }
            Shape::Item(depth) => {
                let indent = "  ".repeat(usize::from(*depth).clamp(1, 6) - 1);
                out.push_str(&format!("{indent}- {}", goes_on(&format!("{indent}  "))));
            }
            Shape::Quote => out.push_str(&format!("> {}", goes_on("> "))),
            Shape::Footnote(name) => out.push_str(&format!("[^{name}]: {}", goes_on("    "))),
            Shape::Paragraph | Shape::Table(_) => out.push_str(&text),
        }
        out.push('\n');
        in_list = is_item;
    }
    out
}

/// Rows as a table of Markdown; one of a single column, or of a single cell in each row, only lays out its paragraphs.
fn table(rows: &[Vec<Vec<Run>>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns < 2 {
        let cells = rows.iter().flatten().map(|cell| inline(cell)).filter(|cell| !cell.is_empty());
        return cells.collect::<Vec<_>>().join("\n\n");
    }
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cell =
            |at: usize| row.get(at).map_or(String::new(), |cell| inline(cell).replace("\\\n", " ").replace('|', "\\|"));
        let cells: Vec<String> = (0..columns).map(cell).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if index == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Runs as one paragraph of Markdown, without blank lines in it.
fn inline(runs: &[Run]) -> String {
    let mut out = String::new();
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        let same = |last: &&mut Run| {
            (last.strong, last.emphasis, &last.link) == (run.strong, run.emphasis, &run.link)
                && last.footnote.is_none()
                && run.footnote.is_none()
        };
        match joined.last_mut().filter(same) {
            Some(last) => last.text.push_str(&run.text),
            None => joined.push(run.clone()),
        }
    }
    for run in &joined {
        if let Some(name) = &run.footnote {
            out.push_str(&format!("[^{name}]"));
            continue;
        }
        // White space at the ends of marked words stands outside the marks.
        let words = run.text.trim();
        let start = run.text.len() - run.text.trim_start().len();
        let (before, after) = (&run.text[..start], &run.text[start + words.len()..]);
        if words.is_empty() {
            out.push_str(&run.text);
            continue;
        }
        let marks = match (run.strong, run.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        // Marks beside a letter would not be marks.
        let beside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let marks = if before.is_empty() && beside(out.chars().last()) { "" } else { marks };
        out.push_str(before);
        match run.link.as_deref().filter(|link| is_web(link)) {
            Some(link) => out.push_str(&format!("{marks}[{}](<{link}>){marks}", escaped(words))),
            None => out.push_str(&format!("{marks}{}{marks}", escaped(words))),
        }
        out.push_str(after);
    }
    lines(&out)
}

/// An address that may stand between the brackets of a link.
fn is_web(link: &str) -> bool {
    (link.starts_with("https://") || link.starts_with("http://"))
        && !link.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\\".contains(letter))
}

/// Lines with a break of Markdown after each but the last, and none that means anything by how it begins.
fn lines(text: &str) -> String {
    let one = |line: &str| {
        guarded(line.split([' ', '\t', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim())
    };
    let lines: Vec<String> = text.split('\n').map(one).filter(|line| !line.is_empty()).collect();
    lines.join("\\\n")
}

/// A line whose first sign is that of a heading, list, quotation, rule or table only if it is one.
fn guarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits < 10 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    match line.starts_with(['#', '>', '+', '-', '=', '|', ':', '~']) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

/// Words in which no sign is markup: of CommonMark, and of the clippers and generators whose Markdown is read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let (before, next) = (at.checked_sub(1).map(|before| letters[before]), letters.get(at + 1).copied());
        let is_markup = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            // Within a word it means itself.
            '_' => !before.is_some_and(char::is_alphanumeric) || !next.is_some_and(char::is_alphanumeric),
            '&' => next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
            '%' if before == Some('{') || next == Some('}') => true,
            '{' if next == Some('%') => true,
            '=' | '%' | '~' | '{' | '$' => next == Some(letter) || before == Some(letter),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Format;
    use crate::model::settings::Settings;
    use crate::text::diagnostic::Problems;
    use crate::text::source::Source;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    /// The plain text that a reader of Markdown has of blocks.
    fn read(blocks: &[Block]) -> String {
        let text = to_markdown(blocks);
        let source = Source::new("a.md", format!("---\ntitle: T\n---\n\n{text}"));
        let raw = crate::parsing::article(&source, Format::Markdown, &Settings::default(), &mut Problems::default());
        assert_eq!(raw.left_out, [], "{text}");
        raw.body.plain
    }

    #[test]
    fn every_sign_of_a_text_means_itself() {
        let texts = [
            "2 * 3 * 4 = 24 and a_b_c and _x_ and snake_case",
            "# no heading at all here",
            "1. no list, said the mayor",
            "2023) no list either",
            "- no item",
            "> no quotation",
            "<script>x</script> & &amp; &copy; and `code`",
            "[no](link) ![no](image) [[no link]] [^1]",
            "==no mark== %%no comment%% ~~no~~ {{< no >}} {% no %} {{ no }} $$x$$",
            "a \\ b \\* c",
            "| no | table |",
            "::: no fence",
        ];
        for text in texts {
            assert_eq!(
                read(&[Block::plain(Shape::Paragraph, text), Block::plain(Shape::Paragraph, "So it was.")]),
                format!("{text}\n\nSo it was.")
            );
        }
    }

    #[test]
    fn marks_stand_at_words_and_blocks_apart() {
        let strong = Run { strong: true, ..run(" Bold. ") };
        let link = Run { link: Some("https://example.org/a_b".to_owned()), ..run("here") };
        let unsafe_link = Run { link: Some("javascript:alert(1)".to_owned()), ..run("there") };
        let blocks = [
            Block::plain(Shape::Heading(2), "Head"),
            Block {
                shape: Shape::Paragraph,
                runs: vec![run("A"), strong, run("and\nB "), link, run(" "), unsafe_link],
            },
            Block::plain(Shape::Item(1), "one"),
            Block::plain(Shape::Item(2), "two"),
            Block::plain(Shape::Quote, "said\nso"),
            Block {
                shape: Shape::Table(vec![vec![vec![run("a|b")], vec![run("c")]], vec![vec![run("d")]]]),
                runs: vec![],
            },
        ];
        assert_eq!(
            to_markdown(&blocks),
            "## Head\n\nA **Bold.** and\\\nB [here](<https://example.org/a_b>) there\n\n- one\n  - two\n\n> said\\\n> so\n\n\
             | a\\|b | c |\n| --- | --- |\n| d |  |\n"
        );
        assert_eq!(to_text(&blocks[..3]), "Head\n\nA Bold. and\nB here there\n\none\n\n");
    }
}
