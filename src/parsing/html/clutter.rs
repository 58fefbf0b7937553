//! Elements whose class says that they are no part of an article: sharing, tags, teasers, forms, comments.

use super::tokens::Tag;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Whole words of a class or id.
const WORDS: &str = "related relatedposts relatedarticles share sharing sharebar sharelinks sharedaddy shares social socials \
    socialmedia addthis addtoany newsletter newsletters subscribe subscription signup promo promos promotion adv advert adverts \
    advertisement advertising advertorial ads adsense sponsored anzeige werbung publicidad reklama comments comment commentlist \
    commentform respond disqus kommentar kommentare kommentarmodul comentarios commentaires sidebar breadcrumb breadcrumbs crumb \
    crumbs tags taglist tagcloud postmeta authorbio authorbox bio recommended recommendation recommendations recirculation recirc \
    outbrain taboola zergnet widget widgets teasers trending popular mostread mostpopular readmore pagination pager pagenavi \
    prevnext postnav cookie cookies consent gdpr popup modal overlay toolbar donate donation printonly noprint visuallyhidden login \
    register navigation nav navbar menu submenu jumpto toc rating ratings poll feedback akismet flattr likes morefrom footer \
    copyright copyrights caption captions figcaption credit credits disclaimer licence license";
/// Neighbouring words of a class or id.
const PAIRS: [(&str, &str); 32] = [
    ("read", "more"),
    ("more", "from"),
    ("more", "on"),
    ("most", "read"),
    ("also", "like"),
    ("see", "also"),
    ("read", "also"),
    ("further", "reading"),
    ("author", "bio"),
    ("author", "box"),
    ("author", "info"),
    ("about", "author"),
    ("post", "tags"),
    ("tag", "list"),
    ("tag", "links"),
    ("cat", "links"),
    ("entry", "meta"),
    ("post", "meta"),
    ("entry", "footer"),
    ("post", "footer"),
    ("article", "footer"),
    ("post", "navigation"),
    ("sign", "up"),
    ("screen", "reader"),
    ("sr", "only"),
    ("author", "description"),
    ("author", "card"),
    ("article", "meta"),
    ("next", "post"),
    ("next", "story"),
    ("prev", "post"),
    ("previous", "post"),
];
/// Before such a word it is said what a container is like, not what it holds: `has-sidebar`, `no-comments`.
const ABOUT: [&str; 9] = ["has", "with", "no", "without", "is", "hide", "show", "allow", "elementor"];

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

/// Whether an element's class or id says that it stands around the article.
pub(super) fn is_clutter(tag: &Tag<'_>) -> bool {
    if ["html", "body", "main", "article", "h1"].iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
        return false;
    }
    if tag.name.eq_ignore_ascii_case("figcaption") {
        return true;
    }
    let named = ["class", "id"].into_iter().filter_map(|key| tag.attribute(key));
    named.flat_map(str::split_whitespace).any(is_cluttering)
}

/// Whether an element says that it leads to other articles. One in the text may be its standfirst, so that only facts heed this.
pub(super) fn is_teaser(tag: &Tag<'_>) -> bool {
    const WORDS: [&str; 6] = ["teaser", "listing", "slider", "carousel", "blogroll", "latest"];
    holds(tag, |words| words.iter().any(|word| WORDS.contains(&word.as_str())))
}

/// Whether an element is the foot of a post, where its writer and day may stand.
pub(super) fn is_foot(tag: &Tag<'_>) -> bool {
    holds(tag, |words| {
        words.windows(2).any(|pair| ["post", "entry", "article"].contains(&pair[0].as_str()) && pair[1] == "footer")
    })
}

/// Whether a class or the id of an element has such words.
fn holds(tag: &Tag<'_>, has: impl Fn(&[String]) -> bool) -> bool {
    let named = ["class", "id"].into_iter().filter_map(|key| tag.attribute(key));
    named.flat_map(str::split_whitespace).any(|name| has(&words(name)))
}

fn is_cluttering(name: &str) -> bool {
    let words = words(name);
    if words.first().is_some_and(|first| ABOUT.contains(&first.as_str())) {
        return false;
    }
    words.iter().any(|word| KNOWN.contains(word.as_str()))
        || words.windows(2).any(|pair| PAIRS.iter().any(|(first, second)| pair[0] == *first && pair[1] == *second))
}

/// The words of a name: `relatedPosts`, `related-posts` and `related_posts` have two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphabetic() || (small && letter.is_ascii_uppercase()) {
            words.push(String::new());
        }
        small = letter.is_ascii_lowercase();
        if letter.is_ascii_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(letter.to_ascii_lowercase());
        }
    }
    // Names that programs make up, such as `hJpRRP`, hold short words by chance.
    let made_up = !name.contains(['-', '_']) && words.iter().any(|word| (1..3).contains(&word.len()));
    words.retain(|word| !word.is_empty() && !made_up);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_by_their_words() {
        for name in
            ["related-posts", "relatedPosts", "post_tags", "Newsletter", "js-share", "read-more-link", "mostRead"]
        {
            assert!(is_cluttering(name), "{name}");
        }
        for name in [
            "has-sidebar",
            "article-body",
            "no-comments",
            "shared-content",
            "story",
            "admin",
            "stage",
            "headline",
            "hAdsRP",
        ] {
            assert!(!is_cluttering(name), "{name}");
        }
    }
}
