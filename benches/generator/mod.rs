//! Archives made up for measuring: the same number and seed give the same bytes.
//!
//! The texts look like news to the rules of Onrecord and to an index: words follow Zipf's law, close to half of them are real
//! function words, speakers are introduced in full and then named by surname, quotations come in the usual orders, some of them
//! are repeated in later articles, exactly or with words changed. They mean nothing, so they say nothing about relevance.

use std::fmt::Write as _;

/// What kind of archive to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Ten years of articles by twenty outlets on two hundred topics.
    Ordinary,
    /// Every article is filed under the same topic.
    OneTopic,
    /// Every quotation is by the same person.
    OneSpeaker,
    /// Every article is of the same day.
    OneDay,
    /// Every article tells the same story with a few words changed.
    NearDuplicates,
    /// Five thousand topics.
    ManyTopics,
    /// One article of some twenty megabytes among ordinary ones.
    OneHuge,
}

impl Shape {
    /// Every shape with its name on the command line.
    pub(crate) const ALL: [(&'static str, Shape); 7] = [
        ("ordinary", Shape::Ordinary),
        ("one-topic", Shape::OneTopic),
        ("one-speaker", Shape::OneSpeaker),
        ("one-day", Shape::OneDay),
        ("near-duplicates", Shape::NearDuplicates),
        ("many-topics", Shape::ManyTopics),
        ("one-huge", Shape::OneHuge),
    ];
}

/// One made-up article.
#[derive(Clone, Debug)]
pub(crate) struct Generated {
    /// File name without ending.
    pub(crate) slug: String,
    /// Title.
    pub(crate) title: String,
    /// Year, month, day.
    pub(crate) date: (u32, u32, u32),
    /// Topics.
    pub(crate) topics: Vec<String>,
    /// Outlet.
    pub(crate) outlet: String,
    /// Place.
    pub(crate) place: String,
    /// Markdown.
    pub(crate) body: String,
    /// The quotations planted in it, in order.
    pub(crate) quotations: Vec<Planted>,
}

/// A quotation planted in an article.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    /// Who says it.
    pub(crate) speaker: String,
    /// The words.
    pub(crate) text: String,
    /// Number of the quotation that it repeats, counting from 0 over the archive.
    pub(crate) repeats: Option<usize>,
    /// Whether it repeats it word for word.
    pub(crate) verbatim: bool,
}

const FUNCTION_WORDS: &str = "the of and to in a that is was for it on as with be by at this had not are but from or have an \
    they which were their been has will would more who when there can no if out so its what up about into than them then other \
    some could these may time two first over any my now such like our new only his her he she we you all after before also did \
    many must through back where much your way down should because each just those people how too state good very make still";
const FIRST_NAMES: &str = "Ada Boris Clara Dmitri Elena Farid Greta Hassan Irene Jonas Katya Lars Mina Nils Olga Pavel Rosa Stefan \
    Tara Ulrich Vera Walter Xenia Yusuf Zofia Amir Bela Cyril Dora Emil";
const LAST_NAMES: &str = "Marsh Okonjo Lindgren Haddad Novotny Pereira Tanabe Whitlock Ibarra Castell Moreno Banerji Kowal Adebayo \
    Fairley Greene Holloway Ivanenko Janssen Kimani Larkin Mbeya Nakata Orwell Petrenko Quist Rahmani Sorel Takano Underwood";
const PLACES: &str =
    "Ashby Brighton Calder Dunmore Easton Farley Glenmore Harwell Inverness Jarrow Kelby Lorne Marlow Norham Oakham";
const SUBJECTS: &str = "Health Energy Trade Housing Education Defence Transport Water Climate Banking Farming Fisheries Migration \
    Policing Courts Elections Science Space Mining Tourism Sport Culture Media Telecoms Labour Pensions Taxation Forestry Shipping \
    Aviation Railways Medicine Insurance Construction Retail Diplomacy Privacy Childcare Veterans Museums";
const FACETS: [&str; 5] = ["", " policy", " law", " markets", " research"];
const OFFICES: &str = "Minister Senator Mayor Judge Commissioner Governor Ambassador";
const POSTS: [&str; 4] = ["chair of the inquiry", "head of research", "a union organiser", "leader of the opposition"];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const VOCABULARY: usize = 30_000;
const SPEAKERS: usize = 300;
/// Repeats are of one of this many quotations before.
const MEMORY: usize = 2_000;

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A rank that follows Zipf's law roughly: the inverse of its continuous distribution function.
    fn zipf(&mut self, count: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let rank = ((count as f64 + 1.0).ln() * uniform).exp() - 1.0;
        (rank as usize).min(count - 1)
    }

    fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }
}

/// Makes up articles one after the other, the oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    random: Random,
    shape: Shape,
    count: usize,
    made: usize,
    function_words: Vec<&'static str>,
    content_words: Vec<String>,
    speakers: Vec<(String, String, &'static str)>,
    recent: Vec<(usize, usize, String)>,
    quotations: usize,
    story: Option<String>,
}

impl Generator {
    /// An archive of `count` articles.
    pub(crate) fn new(count: usize, seed: u64, shape: Shape) -> Generator {
        let mut random = Random(seed);
        let function_words = FUNCTION_WORDS.split_whitespace().collect();
        let content_words = made_up_words(&mut random);
        let (first, last, offices) = (list(FIRST_NAMES), list(LAST_NAMES), list(OFFICES));
        let speakers = (0..SPEAKERS)
            .map(|number| {
                let name = format!("{} {}", first[number % first.len()], last[number / first.len() + number % 3 * 10]);
                (name, random.pick(&offices).to_owned(), POSTS[random.below(POSTS.len())])
            })
            .collect();
        let (recent, story) = (Vec::new(), None);
        Generator {
            random,
            shape,
            count,
            made: 0,
            function_words,
            content_words,
            speakers,
            recent,
            quotations: 0,
            story,
        }
    }

    fn word(&mut self) -> String {
        if self.random.chance(45) {
            let rank = self.random.zipf(self.function_words.len());
            self.function_words[rank].to_owned()
        } else {
            let rank = self.random.zipf(VOCABULARY);
            self.content_words[rank].clone()
        }
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }

    fn sentence(&mut self, count: usize, year: u32) -> String {
        let mut words = self.words(count.max(4));
        match self.random.below(20) {
            0 => words.push(format!("in {}", self.random.pick(&list(PLACES)))),
            1 => {
                let (month, day) = (self.random.below(12), self.random.between(1, 28));
                words.push(format!("on {} {day}", MONTHS[month]));
            }
            2 => words.push(format!("since {}", year - 1)),
            3 => words[1] = format!("**{}**", words[1]),
            4 => words[1] = format!("[{}](https://example.org/{}/)", words[1], words[0]),
            _ => {}
        }
        capitalised(&words.join(" ")) + "."
    }

    /// A quotation and the number of its speaker: a new one, or now and then one from before.
    fn quotation(&mut self) -> (usize, Planted) {
        let number = self.quotations;
        self.quotations += 1;
        if !self.recent.is_empty() && self.random.chance(8) {
            let (origin, speaker, text) = self.recent[self.random.below(self.recent.len())].clone();
            let verbatim = self.random.chance(50);
            let text = if verbatim { text } else { self.reworded(&text) };
            let name = self.speakers[speaker].0.clone();
            return (speaker, Planted { speaker: name, text, repeats: Some(origin), verbatim });
        }
        let length = self.random.between(8, 24);
        let text = capitalised(&self.words(length).join(" "));
        let speaker = if self.shape == Shape::OneSpeaker { 0 } else { self.random.zipf(SPEAKERS) };
        if self.recent.len() < MEMORY {
            self.recent.push((number, speaker, text.clone()));
        } else {
            self.recent[number % MEMORY] = (number, speaker, text.clone());
        }
        (speaker, Planted { speaker: self.speakers[speaker].0.clone(), text, repeats: None, verbatim: false })
    }

    /// The same words with one in eight or fewer changed, dropped or added.
    fn reworded(&mut self, text: &str) -> String {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let at = self.random.between(1, words.len() - 1);
        match self.random.below(3) {
            0 => words[at] = self.word(),
            1 => drop(words.remove(at)),
            _ => words.insert(at, "really".to_owned()),
        }
        words.join(" ")
    }

    fn attributed(
        &mut self,
        planted: &Planted,
        speaker: usize,
        known: bool,
        marks: (&str, &str),
        weekday: &str,
    ) -> String {
        let (open, close) = marks;
        let (name, office, post) = self.speakers[speaker].clone();
        let text = &planted.text;
        if known {
            let surname = name.rsplit(' ').next().unwrap_or(&name);
            let cue = self.random.pick(&["said", "said", "said", "added", "told reporters", "insisted", "argued"]);
            return format!("{open}{text},{close} {surname} {cue}.");
        }
        match self.random.below(4) {
            0 => format!("{open}{text},{close} {office} {name} said on {weekday}."),
            1 => format!("{open}{text},{close} said {name}, {post}."),
            2 => format!("{office} {name} said: {open}{text}.{close}"),
            _ => format!("According to {name}, {post}, {open}{text}.{close}"),
        }
    }

    fn body(&mut self, date: (u32, u32, u32), weekday: &str) -> (String, Vec<Planted>) {
        let huge = self.shape == Shape::OneHuge && self.made == 1;
        let length = if huge { 1_150_000 } else { self.random.between(350, 700) };
        let paragraphs = length / 45;
        let marks = if self.random.chance(60) { ("“", "”") } else { ("\"", "\"") };
        let (mut body, mut quotations, mut known) = (String::new(), Vec::new(), Vec::new());
        for paragraph in 0..paragraphs {
            if paragraph == paragraphs / 2 && self.random.chance(30) {
                let heading = capitalised(&self.words(4).join(" "));
                write!(body, "## {heading}\n\n").expect("strings take everything");
            }
            let mut left = 45;
            if self.random.chance(40) {
                let (speaker, planted) = self.quotation();
                let known_before = known.contains(&speaker);
                body += &self.attributed(&planted, speaker, known_before, marks, weekday);
                body.push(' ');
                known.push(speaker);
                known.truncate(8);
                left -= 22;
                quotations.push(planted);
            }
            while left > 4 {
                let size = self.random.between(8, 26).min(left);
                body += &self.sentence(size, date.0);
                body.push(' ');
                left -= size;
            }
            body.truncate(body.trim_end().len());
            body += "\n\n";
        }
        (body, quotations)
    }

    fn topics(&mut self) -> Vec<String> {
        let subjects = list(SUBJECTS);
        let total = if self.shape == Shape::ManyTopics { 5_000 } else { subjects.len() * FACETS.len() };
        let name = |number: usize| match self.shape {
            Shape::ManyTopics => format!("{} case {number}", subjects[number % subjects.len()]),
            _ => format!("{}{}", subjects[number % subjects.len()], FACETS[number / subjects.len()]),
        };
        let mut topics: Vec<String> = Vec::new();
        if self.shape == Shape::OneTopic {
            topics.push("Everything".to_owned());
        }
        for _ in 0..self.random.between(3, 5) {
            let topic = name(self.random.zipf(total));
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }
}

impl Iterator for Generator {
    type Item = Generated;

    fn next(&mut self) -> Option<Generated> {
        if self.made == self.count {
            return None;
        }
        let day = if self.shape == Shape::OneDay { 1000 } else { 3652 * self.made / self.count };
        self.made += 1;
        let (date, weekday) = (calendar(day), WEEKDAYS[(day + 2) % 7]);
        let length = self.random.between(4, 8);
        let title = capitalised(&self.words(length).join(" "));
        let topics = self.topics();
        let (mut body, quotations) = self.body(date, weekday);
        if self.shape == Shape::NearDuplicates {
            let story = self.story.get_or_insert_with(|| body.clone());
            body = story.replacen(" the ", &format!(" the {} ", self.content_words[self.made % VOCABULARY]), 3);
        }
        let outlet = format!("The {} Herald", list(PLACES)[self.random.below(15)]);
        let place = self.random.pick(&list(PLACES)).to_owned();
        let slug = format!("{}-{}", title.to_lowercase().replace(' ', "-"), self.made);
        Some(Generated { slug, title, date, topics, outlet, place, body, quotations })
    }
}

impl Generated {
    /// The article as a Markdown file of Onrecord.
    pub(crate) fn markdown(&self) -> String {
        self.with_front_matter("outlet")
    }

    /// The same for Hugo, which knows no outlets.
    pub(crate) fn hugo(&self) -> String {
        self.with_front_matter("source")
    }

    fn with_front_matter(&self, outlet_key: &str) -> String {
        let (year, month, day) = self.date;
        let topics: Vec<String> = self.topics.iter().map(|topic| format!("\"{topic}\"")).collect();
        format!(
            "---\ntitle: \"{}\"\ndate: {year:04}-{month:02}-{day:02}T12:00:00Z\ntopics: [{}]\n{outlet_key}: \"{}\"\nplace: \"{}\"\nslug: \"{}\"\n---\n{}",
            self.title,
            topics.join(", "),
            self.outlet,
            self.place,
            self.slug,
            self.body
        )
    }

    /// Folder by year and month, and file name.
    pub(crate) fn path(&self) -> String {
        format!("{:04}/{:02}/{}.md", self.date.0, self.date.1, self.slug)
    }
}

fn list(words: &'static str) -> Vec<&'static str> {
    words.split_whitespace().collect()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The day that comes that many days after 1 January 2014, a Wednesday.
fn calendar(mut days: usize) -> (u32, u32, u32) {
    let mut year = 2014;
    loop {
        let leap = usize::from(year % 4 == 0);
        if days < 365 + leap {
            let lengths = [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let mut month = 0;
            while days >= lengths[month] {
                days -= lengths[month];
                month += 1;
            }
            return (year, month as u32 + 1, days as u32 + 1);
        }
        days -= 365 + leap;
        year += 1;
    }
}

/// Distinct words that nobody uses, shorter ones first.
fn made_up_words(random: &mut Random) -> Vec<String> {
    let (onsets, vowels) = (list("b d f g k l m n p r s t v z br kl dr fl gr st tr sh"), list("a e i o u ai ou"));
    let codas = ["", "", "", "n", "r", "l", "s", "nd", "m"];
    let endings = ["", "", "", "", "s", "ed", "ing", "er", "ment", "tion"];
    let mut words = std::collections::BTreeSet::new();
    while words.len() < VOCABULARY {
        let syllables = random.between(1, 3);
        let mut word = String::new();
        for _ in 0..syllables {
            word += random.pick(&onsets);
            word += random.pick(&vowels);
            word += random.pick(&codas);
        }
        word += random.pick(&endings);
        if word.len() > 3 {
            words.insert(word);
        }
    }
    let mut words: Vec<String> = words.into_iter().collect();
    words.sort_by_key(|word| (word.len(), xxhash_rust::xxh3::xxh3_64(word.as_bytes())));
    words
}
