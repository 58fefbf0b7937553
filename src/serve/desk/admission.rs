//! Who may use the desk.
//!
//! Every request has passed the [`guard`](crate::serve::guard): it names this machine as its host. To use the desk it also has to
//!
//! 1. come from this machine, even if the preview listens to others;
//! 2. carry the token that only pages of this run know. A page of another origin cannot read it, and cannot send the header
//!    without asking first, which is answered with a refusal;
//! 3. and to write, say that it comes from a page of ours (`Origin`, and `Sec-Fetch-Site` where browsers send it) and carry plain
//!    JSON, which no form of another site can send.

use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use std::net::IpAddr;

/// The header with the token.
pub(in crate::serve) const TOKEN: &str = "x-onrecord-token";

/// Why a request is refused.
pub(super) type Refusal = (StatusCode, &'static str);

/// Whether a request may look at the desk.
pub(super) fn may_look(headers: &HeaderMap, peer: IpAddr, token: &str) -> Result<(), Refusal> {
    if !peer.to_canonical().is_loopback() {
        return Err((StatusCode::FORBIDDEN, "the desk can be used on this machine only"));
    }
    if !only(headers, TOKEN).is_some_and(|given| same_secret(given, token)) {
        return Err((StatusCode::FORBIDDEN, "this page is of an earlier run of the preview: load it again"));
    }
    match headers.contains_key("sec-fetch-site") {
        true if only(headers, "sec-fetch-site") != Some("same-origin") => {
            Err((StatusCode::FORBIDDEN, "the desk can be used by the preview's own pages only"))
        }
        _ => Ok(()),
    }
}

/// Whether a request may write.
pub(super) fn may_write(headers: &HeaderMap, peer: IpAddr, token: &str) -> Result<(), Refusal> {
    may_look(headers, peer, token)?;
    let own = |origin: &str| {
        let host = only(headers, HOST.as_str());
        host.is_some_and(|host| origin.strip_prefix("http://").is_some_and(|at| at.eq_ignore_ascii_case(host)))
    };
    if !only(headers, ORIGIN.as_str()).is_some_and(own) {
        return Err((StatusCode::FORBIDDEN, "the desk can be used by the preview's own pages only"));
    }
    let json = |kind: &str| {
        let (kind, parameter) = kind.split_once(';').unwrap_or((kind, ""));
        kind.trim().eq_ignore_ascii_case("application/json")
            && matches!(parameter.trim().to_ascii_lowercase().as_str(), "" | "charset=utf-8")
    };
    if !only(headers, CONTENT_TYPE.as_str()).is_some_and(json) || headers.contains_key(CONTENT_ENCODING) {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "only plain JSON is taken"));
    }
    Ok(())
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// Compares in a time that does not depend on where the two differ.
fn same_secret(given: &str, token: &str) -> bool {
    let differing = given.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == token.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        map
    }

    const GOOD: [(&str, &str); 5] = [
        ("host", "localhost:3000"),
        ("origin", "http://localhost:3000"),
        ("content-type", "application/json"),
        ("sec-fetch-site", "same-origin"),
        (TOKEN, "secret"),
    ];

    #[test]
    fn a_page_of_ours_may_write_and_look() {
        assert_eq!(may_write(&headers(&GOOD), HERE, "secret"), Ok(()));
        assert_eq!(may_look(&headers(&GOOD[4..]), HERE, "secret"), Ok(()));
    }

    #[test]
    fn whatever_is_missing_wrong_or_doubled_keeps_out() {
        for at in [1, 2, 4] {
            let without: Vec<_> =
                GOOD.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, pair)| *pair).collect();
            assert!(may_write(&headers(&without), HERE, "secret").is_err(), "without {}", GOOD[at].0);
        }
        for (at, value) in [
            (1, "null"),
            (1, "http://localhost"),
            (1, "http://localhost:3001"),
            (1, "https://localhost:3000"),
            (1, "http://localhost:3000.evil.example"),
            (2, "text/plain"),
            (2, "application/x-www-form-urlencoded"),
            (2, "multipart/form-data"),
            (2, "application/json; charset=utf-16"),
            (2, "application/jsonp"),
            (2, "text/plain; application/json"),
            (3, "none"),
            (3, "same-site"),
            (3, "cross-site"),
            (4, "secreT"),
            (4, "secret2"),
            (4, ""),
        ] {
            let mut wrong = GOOD;
            wrong[at].1 = value;
            assert!(may_write(&headers(&wrong), HERE, "secret").is_err(), "{} {value}", GOOD[at].0);
            let doubled: Vec<_> = GOOD.iter().copied().chain([(GOOD[at].0, value)]).collect();
            assert!(may_write(&headers(&doubled), HERE, "secret").is_err(), "second {} {value}", GOOD[at].0);
        }
        let zipped: Vec<_> = GOOD.iter().copied().chain([("content-encoding", "gzip")]).collect();
        assert!(may_write(&headers(&zipped), HERE, "secret").is_err());
        for peer in ["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1"] {
            assert!(may_write(&headers(&GOOD), peer.parse().unwrap(), "secret").is_err(), "{peer}");
        }
        assert_eq!(may_write(&headers(&GOOD), "::ffff:127.0.0.1".parse().unwrap(), "secret"), Ok(()));
    }
}
