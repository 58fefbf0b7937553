//! Outlets: all of them, and each with its articles.

use crate::model::archive::OutletId;
use crate::site::content::Content;
use crate::site::html::Html;
use crate::site::page::{Page, Part};
use crate::site::parts::listing::{self, Items, Section};
use crate::site::view::{Root, Site};

pub(super) fn index(site: &Site, root: Root) -> Content {
    let mut list = Html::new();
    list.raw("<ul class=az>");
    for (index, outlet) in site.archive.outlets.iter().enumerate() {
        list.raw("<li>");
        site.link(&mut list, root, Page::Outlet(OutletId::from(index), 1), &outlet.name);
        list.raw(" <small>").text(&site.words.count(&site.words.count_articles, outlet.articles.len()));
        list.raw("</small>");
    }
    list.raw("</ul>");
    Content::new("outlets.html", site.words.outlets.clone())
        .text("lead", site.words.count(&site.words.count_outlets, site.archive.outlets.len()))
        .html("list", list)
        .html("pager", Html::new())
}

pub(super) fn content(site: &Site, root: Root, id: OutletId, part: Part) -> Content {
    let row = &site.archive[id];
    let mut about = Html::new();
    if part == 1 {
        for text in [&row.description, &row.location].into_iter().flatten() {
            about.raw("<p>").text(text);
        }
        if let Some(url) = row.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
            about.raw("<p><a rel=external href=\"").value(url).raw("\">").text(&site.words.website).raw("</a>");
        }
    }
    let sections = [Section { heading: &site.words.articles, id: "articles", items: Items::Articles(&row.articles) }];
    let content = Content::new("outlet.html", row.name.clone()).html("about", about);
    listing::fill(content, site, root, &sections, part, &|part| Page::Outlet(id, part))
}
