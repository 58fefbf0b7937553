//! What an occasion is called.

use crate::model::archive::OccasionId;
use crate::site::view::Site;
use crate::site::words::say::fill;

/// "Ana Ruiz, rally of the builders, 14 January 2022"; "Ana Ruiz, to the Larkhaven Post, 14 January 2022".
pub(crate) fn title(site: &Site, id: OccasionId) -> String {
    let row = &site.archive[id];
    let day = site.words.date(row.when);
    let venue = if row.hearer { fill(&site.words.told_to, &[("name", &row.venue)]) } else { row.venue.clone() };
    let parts = [site.archive[row.speaker].name.as_str(), &venue, &day];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&site.words.comma)
}
