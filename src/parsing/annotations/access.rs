//! Who may read an annotation: only what everybody may read belongs in a published archive.

use super::json::{list, text};
use serde_json::Value;

/// Whom an annotation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everybody.
    Public,
    /// Its author alone, or readers named one by one.
    Private,
    /// The members of a group.
    Group,
    /// An audience that the annotation names.
    Audience,
    /// Nobody: a moderator has hidden it, or has yet to allow it.
    Hidden,
    /// Everybody, but a reader has reported it.
    Flagged,
}

impl Access {
    /// What a report calls so many of them: "2 private".
    pub fn describe(self) -> &'static str {
        match self {
            Access::Public => "public",
            Access::Private => "private",
            Access::Group => "of a group",
            Access::Audience => "for a limited audience",
            Access::Hidden => "hidden by moderators",
            Access::Flagged => "flagged",
        }
    }

    /// What an annotation says of its readers. Where it says several things, the narrowest counts.
    pub(super) fn of(json: &Value) -> Access {
        if is_hidden(json) {
            return Access::Hidden;
        }
        let readers =
            json.get("permissions").and_then(|permissions| permissions.get("read")).filter(|read| !read.is_null());
        let group = text(json, "group").or_else(|| text(json.get("group")?, "id"));
        if let Some(readers) = readers {
            let readers: Vec<&str> = list(Some(readers)).into_iter().filter_map(Value::as_str).collect();
            if !readers.iter().any(|reader| is_everybody(reader)) {
                let groups = readers.iter().any(|reader| reader.starts_with("group:"));
                return if groups { Access::Group } else { Access::Private };
            }
        }
        if let Some(visibility) = ["visibility", "access", "privacy"].iter().find_map(|key| text(json, key)) {
            match visibility.to_ascii_lowercase().as_str() {
                "public" | "open" | "world" | "everyone" => {}
                "group" | "shared" => return Access::Group,
                _ => return Access::Private,
            }
        }
        let says_private = ["private", "is_private", "isPrivate", "onlyMe"].iter().any(|key| is_true(json, key));
        if says_private || ["public", "shared"].iter().any(|key| json.get(key) == Some(&Value::Bool(false))) {
            return Access::Private;
        }
        if group.is_some_and(|group| !is_everybody(group)) {
            return Access::Group;
        }
        if !list(json.get("audience")).into_iter().all(is_everybody_audience) {
            return Access::Audience;
        }
        if is_true(json, "flagged")
            || json.pointer("/moderation/flagCount").is_some_and(|count| count.as_u64() != Some(0))
        {
            return Access::Flagged;
        }
        Access::Public
    }
}

fn is_hidden(json: &Value) -> bool {
    let status = ["moderation_status", "moderationStatus"].iter().find_map(|key| text(json, key));
    ["hidden", "deleted", "nipsa"].iter().any(|key| is_true(json, key))
        || json.pointer("/moderation/is_hidden") == Some(&Value::Bool(true))
        || status.is_some_and(|status| !status.eq_ignore_ascii_case("approved"))
}

fn is_true(json: &Value, key: &str) -> bool {
    json.get(key) == Some(&Value::Bool(true))
}

/// Whether a reader or a group is the whole world.
fn is_everybody(name: &str) -> bool {
    let name = name.trim_start_matches("group:");
    let name = name.rsplit(['#', '/', ':']).next().unwrap_or(name);
    ["__world__", "Public", "public", "world", "everyone", "*"].contains(&name)
}

/// The same for an audience of the Web Annotation model: an address, or an object that has one or a name.
fn is_everybody_audience(audience: &Value) -> bool {
    let named = |key: &str| text(audience, key).is_some_and(is_everybody);
    audience.is_null() || audience.as_str().is_some_and(is_everybody) || named("id") || named("@id") || named("name")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_everybody_may_read_is_public() {
        use Access::{Audience, Flagged, Group, Hidden, Private, Public};
        let user = "acct:ana@hypothes.is";
        for (json, access) in [
            (json!({}), Public),
            (json!({"permissions": {"read": ["group:__world__"]}, "group": "__world__", "hidden": false}), Public),
            (json!({"permissions": {"read": [user]}, "group": "__world__"}), Private),
            (json!({"permissions": {"read": user}}), Private),
            (json!({"permissions": {"read": []}}), Private),
            (json!({"permissions": {"read": ["group:8Jq2"]}, "group": "8Jq2"}), Group),
            (json!({"permissions": {"read": ["group:__world__"]}, "group": "8Jq2"}), Group),
            (json!({"permissions": null, "group": "8Jq2"}), Group),
            (json!({"permissions": {"read": ["group:__world__"]}, "hidden": true}), Hidden),
            (json!({"moderation_status": "DENIED"}), Hidden),
            (json!({"moderation_status": "APPROVED", "flagged": false, "moderation": {"flagCount": 0}}), Public),
            (json!({"flagged": true}), Flagged),
            (json!({"moderation": {"flagCount": 2}}), Flagged),
            (
                json!({"audience": {"id": "http://example.edu/roles/teacher", "type": "schema:EducationalAudience"}}),
                Audience,
            ),
            (json!({"audience": ["https://www.w3.org/ns/activitystreams#Public"]}), Public),
            (json!({"visibility": "private"}), Private),
            (json!({"shared": false}), Private),
        ] {
            assert_eq!(Access::of(&json), access, "{json}");
        }
    }
}
