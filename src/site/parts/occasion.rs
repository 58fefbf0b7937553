//! What an occasion is called.

use crate::model::archive::OccasionId;
use crate::site::view::Site;

/// "Ana Ruiz, rally of the builders, 14 January 2022".
pub(crate) fn title(site: &Site, id: OccasionId) -> String {
    let row = &site.archive[id];
    let day = site.words.date(row.when);
    let parts = [site.archive[row.speaker].name.as_str(), &row.venue, &day];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&site.words.comma)
}
