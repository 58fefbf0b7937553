//! [`Content`]: what is on a page, for its template to lay out.

use crate::site::html::Html;

/// What stands on a page: the template it goes into, and what goes into its slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// File name of the template.
    pub(crate) template: &'static str,
    /// The document's title, as text.
    pub(crate) title: String,
    /// What goes into the `<head>` besides what every page has.
    pub(crate) head: Html,
    /// What the template names.
    pub(crate) slots: Vec<(&'static str, Slot)>,
}

/// What goes into one slot of a template.
#[derive(Clone, Debug)]
pub(crate) enum Slot {
    /// Markup, written as it is.
    Html(Html),
    /// Text, escaped by the template.
    Text(String),
    /// Anything else, for the template to take apart.
    Data(serde_json::Value),
}

impl Content {
    /// A page of a kind, with nothing on it yet.
    pub(crate) fn new(template: &'static str, title: impl Into<String>) -> Content {
        Content { template, title: title.into(), ..Content::default() }
    }

    /// Fills a slot with markup.
    pub(crate) fn html(mut self, name: &'static str, html: Html) -> Content {
        self.slots.push((name, Slot::Html(html)));
        self
    }

    /// Fills a slot with text.
    pub(crate) fn text(mut self, name: &'static str, text: impl Into<String>) -> Content {
        self.slots.push((name, Slot::Text(text.into())));
        self
    }

    /// Fills a slot with data.
    pub(crate) fn data(mut self, name: &'static str, data: serde_json::Value) -> Content {
        self.slots.push((name, Slot::Data(data)));
        self
    }
}
