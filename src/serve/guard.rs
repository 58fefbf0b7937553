//! Who may ask for what: the first thing that every request meets, whatever answers it.
//!
//! The preview shows drafts, so nothing but its own pages and the person at this machine may read it:
//!
//! 1. the request names this machine as its host, which a page that reaches us through a name of its own cannot do;
//! 2. the browser says that one of our pages asks, or that a person follows a link or types the address. A script, image,
//!    frame or form of another origin is turned away, another port of this machine included;
//! 3. every answer forbids framing, guessing of types, use by other origins, and keeping.
//!
//! What writes one day goes behind the same three: a request of another origin that is more than a look never gets through.

use super::Preview;
use super::connections::Reached;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

/// What every answer says.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not `no-referrer`: forms would then hide their origin from us, too.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Turns away who may not ask, and adds the headers that keep others out.
pub(super) async fn guard(
    State(preview): State<Arc<Preview>>,
    Extension(Reached(reached)): Extension<Reached>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if !names_us(&request, &preview.hostname, reached) {
        (StatusCode::FORBIDDEN, "this preview answers to its own address only\n").into_response()
    } else if !is_welcome(request.method(), request.headers()) {
        (StatusCode::FORBIDDEN, "this preview can be used by its own pages only\n").into_response()
    } else {
        next.run(request).await
    };
    response.headers_mut().extend(HEADERS.map(|(name, value)| (Some(name), value)));
    response
}

/// Whether the request names one host only, and that is us.
fn names_us(request: &Request, hostname: &str, reached: IpAddr) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let ours = |host: &str| is_ours(host, hostname, reached);
    host.to_str().is_ok_and(ours) && request.uri().authority().is_none_or(|named| ours(named.as_str()))
}

/// Whether a host, with or without a port, is this machine, the host we were told to listen on, or the address that was
/// connected to.
fn is_ours(host: &str, hostname: &str, reached: IpAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if !port.is_none_or(is_port) {
        return false;
    }
    if let Some(name) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        let address: Option<Ipv6Addr> = name.parse().ok();
        return address.is_some_and(|address| {
            address == Ipv6Addr::LOCALHOST || IpAddr::V6(address) == reached || hostname.parse() == Ok(address)
        });
    }
    // An address of version 6 needs its brackets.
    !name.contains(':')
        && (["localhost", "127.0.0.1", hostname].iter().any(|ours| name.eq_ignore_ascii_case(ours))
            || name.parse() == Ok(reached))
}

/// Whether one of our own pages asks, or a person. Programs other than browsers do not say, and are let in.
fn is_welcome(method: &Method, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).map(HeaderValue::as_bytes);
    let own = |origin: &[u8]| {
        said(HOST.as_str())
            .is_some_and(|host| origin.strip_prefix(b"http://").is_some_and(|at| at.eq_ignore_ascii_case(host)))
    };
    if !said(ORIGIN.as_str()).is_none_or(own) {
        return false;
    }
    match said("sec-fetch-site") {
        None | Some(b"same-origin" | b"none") => true,
        // A link from elsewhere, opened in a tab of its own.
        Some(_) => {
            method == Method::GET
                && said("sec-fetch-mode") == Some(b"navigate")
                && said("sec-fetch-dest") == Some(b"document")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_request_must_name_this_machine() {
        for host in
            ["localhost", "localhost:3000", "127.0.0.1:80", "[::1]:3000", "[::1]", "LOCALHOST:1", "box:3000", "Box"]
        {
            assert!(is_ours(host, "box", HERE), "{host}");
        }
        let wrong = "evil.example evil.example:3000 localhost.evil.example 127.0.0.1.evil.example:3000 [localhost localhost] \
                     [localhost] [[localhost [[::1]] [127.0.0.1] ::1 ::1:3000 [::1 [::1]x [::1]:x localhost: localhost:x \
                     localhost:+80 localhost:99999 localhost:80:80 localhost. localhost.:80 127.0.0.1. a@localhost localhost/ \
                     [::1%1] [::2] 127.1 0x7f000001 box. [box]";
        for host in wrong.split(' ').chain([""]) {
            assert!(!is_ours(host, "box", HERE), "{host}");
        }
    }

    #[test]
    fn the_address_that_was_reached_is_ours_in_either_version() {
        let four: IpAddr = Ipv4Addr::new(192, 0, 2, 7).into();
        let six: Ipv6Addr = "2001:db8::7".parse().unwrap();
        assert!(is_ours("192.0.2.7:3000", "0.0.0.0", four) && !is_ours("192.0.2.8:3000", "0.0.0.0", four));
        assert!(is_ours("[2001:db8:0::7]:3000", "::", six.into()) && !is_ours("[2001:db8::8]", "::", six.into()));
        assert!(is_ours("[2001:db8::7]", "2001:db8::7", HERE));
    }

    #[test]
    fn only_our_own_pages_and_people_are_welcome() {
        let ask = |method: Method, headers: &[(&'static str, &'static str)]| {
            let pairs = headers.iter().chain(&[("host", "localhost:3000")]);
            let named = |(name, value): &(&'static str, &'static str)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            };
            is_welcome(&method, &pairs.map(named).collect())
        };
        let site = |site| ("sec-fetch-site", site);
        let navigation = [site("cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert!(ask(Method::GET, &[]));
        assert!(ask(Method::GET, &[site("none")]));
        assert!(ask(Method::POST, &[site("same-origin"), ("origin", "http://localhost:3000")]));
        assert!(ask(Method::GET, &navigation));
        assert!(!ask(Method::POST, &navigation));
        assert!(!ask(Method::GET, &[site("cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")]));
        assert!(!ask(Method::GET, &[site("same-site")]));
        for dest in ["iframe", "frame", "embed", "object", "empty"] {
            assert!(!ask(Method::GET, &[navigation[0], navigation[1], ("sec-fetch-dest", dest)]), "{dest}");
        }
        for origin in
            ["http://evil.example", "http://localhost:3001", "http://localhost", "https://localhost:3000", "null"]
        {
            assert!(!ask(Method::GET, &[("origin", origin)]), "{origin}");
        }
    }
}
