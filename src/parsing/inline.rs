//! What of other people's HTML may stand within a block: a few tags without attributes, and links of the web.

use super::draft::Draft;

/// Tags that only mark words.
const TAGS: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "strong", "sub", "sup", "u", "var",
];

/// A tag of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InlineTag {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether it closes.
    pub(super) closes: bool,
}

/// The tag that a piece of HTML is, if words may stand in it. Links are not among them: their address must be looked at.
pub(super) fn tag(html: &str) -> Option<InlineTag> {
    let inside = html.strip_prefix('<')?;
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inside.len());
    named(&inside[..end]).map(|name| InlineTag { name, closes }).filter(|tag| tag.name != "a")
}

/// The tag of the list with this name, in any case.
pub(super) fn named(name: &str) -> Option<&'static str> {
    TAGS.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
}

/// The opening tag of a link; `None` for what is not an address of the web or of mail.
pub(super) fn link(address: &str) -> Option<String> {
    let address = address.trim();
    let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        address.len() > scheme.len() && address.as_bytes()[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes())
    });
    if !safe || address.contains(|letter: char| letter.is_control() || letter.is_whitespace()) {
        return None;
    }
    let mut open = String::with_capacity(address.len() + 40);
    open.push_str("<a href=\"");
    for letter in address.chars() {
        match letter {
            '&' => open.push_str("&amp;"),
            '"' => open.push_str("%22"),
            '\'' => open.push_str("%27"),
            '<' => open.push_str("%3C"),
            '>' => open.push_str("%3E"),
            '`' => open.push_str("%60"),
            '\\' => open.push_str("%5C"),
            other => open.push(other),
        }
    }
    open.push_str("\" rel=\"noopener nofollow\">");
    Some(open)
}

/// The inline tags that are open in a block, so that all are closed with it and none is closed twice.
#[derive(Debug, Default)]
pub(super) struct OpenTags(Vec<&'static str>);

impl OpenTags {
    /// Deepest nesting; what opens beyond it is dropped.
    const DEEPEST: usize = 16;

    /// Writes a tag if it fits.
    pub(super) fn take(&mut self, tag: InlineTag, draft: &mut Draft) {
        if !tag.closes {
            if self.0.len() < OpenTags::DEEPEST {
                self.0.push(tag.name);
                draft.markup(format!("<{}>", tag.name));
            }
        } else if let Some(at) = self.0.iter().rposition(|name| *name == tag.name) {
            for name in self.0.drain(at..).rev() {
                draft.markup(format!("</{name}>"));
            }
        }
    }

    /// Opens a link.
    pub(super) fn link(&mut self, open: String, draft: &mut Draft) {
        if self.0.len() < OpenTags::DEEPEST && !self.0.contains(&"a") {
            self.0.push("a");
            draft.markup(open);
        }
    }

    /// Whether one is open.
    pub(super) fn is_any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Closes whatever is open.
    pub(super) fn close_all(&mut self, draft: &mut Draft) {
        for name in self.0.drain(..).rev() {
            draft.markup(format!("</{name}>"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_web_and_mail_become_links() {
        for address in [
            "javascript:alert(1)",
            "JAVASCRIPT:x",
            "data:text/html,x",
            "//example.org",
            "a.md",
            "https://",
            " vbscript:x",
            "http://a b",
        ] {
            assert_eq!(link(address), None, "{address}");
        }
        assert_eq!(
            link("HTTPS://example.org/\"><script>").as_deref(),
            Some("<a href=\"HTTPS://example.org/%22%3E%3Cscript%3E\" rel=\"noopener nofollow\">")
        );
        assert!(link("mailto:a@example.org").is_some());
    }

    #[test]
    fn tags_lose_their_attributes_and_unknown_ones_go() {
        assert_eq!(tag("<EM class='x'>"), Some(InlineTag { name: "em", closes: false }));
        assert_eq!(tag("</strong>"), Some(InlineTag { name: "strong", closes: true }));
        for other in ["<script>", "<a href=x>", "<!-- a -->", "<img src=x>", "<bold>", "<"] {
            assert_eq!(tag(other), None, "{other}");
        }
    }
}
