//! Where GitHub Pages shows a repository.

/// The address of the site of a repository on GitHub; `None` for other hosts, whose rules we do not know.
pub(super) fn address_of(remote: &str) -> Option<String> {
    let (host, path) = match remote.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        // As in `git@github.com:owner/name.git`.
        None => remote.split_once(':')?,
    };
    let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or_default();
    if !["github.com", "www.github.com", "ssh.github.com"].contains(&host.to_ascii_lowercase().as_str()) {
        return None;
    }
    let path = path.trim_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
    if owner.is_empty() || name.is_empty() || name.contains('/') {
        return None;
    }
    let owner = owner.to_ascii_lowercase();
    Some(match name.eq_ignore_ascii_case(&format!("{owner}.github.io")) {
        true => format!("https://{owner}.github.io/"),
        false => format!("https://{owner}.github.io/{name}/"),
    })
}

/// The address of a site with a domain of its own, as its CNAME file gives it.
pub(super) fn address_of_domain(file: &str) -> Option<String> {
    let domain = file.lines().map(str::trim).find(|line| !line.is_empty())?;
    let is_domain =
        domain.contains('.') && domain.chars().all(|letter| letter.is_alphanumeric() || ".-".contains(letter));
    is_domain.then(|| format!("https://{domain}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_follows_from_the_repository() {
        for (remote, address) in [
            ("https://github.com/Ana/clippings.git", Some("https://ana.github.io/clippings/")),
            ("https://token@github.com/ana/Clippings/", Some("https://ana.github.io/Clippings/")),
            ("git@github.com:ana/ana.github.io.git", Some("https://ana.github.io/")),
            ("ssh://git@ssh.github.com:443/ana/clippings", Some("https://ana.github.io/clippings/")),
            ("https://gitlab.com/ana/clippings.git", None),
            ("https://github.com.example.org/ana/clippings", None),
            ("https://github.com/ana", None),
            ("/srv/git/clippings.git", None),
            ("../clippings.git", None),
        ] {
            assert_eq!(address_of(remote).as_deref(), address, "{remote}");
        }
        assert_eq!(address_of_domain("\nnews.example.org\n").as_deref(), Some("https://news.example.org/"));
        assert_eq!(address_of_domain("<script>"), None);
    }
}
