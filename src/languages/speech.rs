//! The word lists by which sentences are split and statements are found.

use crate::model::statement::Act;
use std::collections::BTreeMap;

/// Words by which the end of a sentence is told.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SentenceWords {
    /// Abbreviations that never end a sentence, without their last full stop.
    pub before_names: Vec<String>,
    /// Abbreviations that end one if the next word can begin one.
    pub maybe_last: Vec<String>,
    /// Words that begin a sentence after such an abbreviation.
    pub beginners: Vec<String>,
}

/// Words by which statements and their speakers are found.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SpeechWords {
    /// Whether a reported clause stands behind a comma: "er sagte, dass".
    pub comma_clauses: bool,
    /// Whether the finite verb comes second and the rest of the verb last: "Am Montag teilte der Rat mit, dass".
    pub verb_second: bool,
    /// Whether speech behind a colon is that of the person whom the sentence names, whatever its verb: "Ruiz war wütend: „Q“".
    pub named_colon: bool,
    /// Whether a dash that begins a paragraph opens speech: "—No iré —dijo Ruiz—. Mañana sí."
    pub dash_speech: bool,
    /// How verbs are inflected, by a name of your own: all forms of one verb as a line of `forms` has them, with `*` for the stem.
    pub patterns: BTreeMap<String, String>,
    /// Verbs that report words, in groups.
    pub verbs: Vec<VerbGroup>,
    /// Verb forms that are used of what somebody else says: "er sei krank".
    pub reported_mood: Vec<String>,
    /// Those that are used of other things as well: "er wäre krank". They go on with what is reported, and begin nothing.
    pub weak_mood: Vec<String>,
    /// Words that mark an infinitive which is no more than that: "zu" in "drohte, die Brücke zu sperren".
    pub infinitive: Vec<String>,
    /// What an infinitive ends in, in languages where that is told by its ending. With no mark before it, it can be what somebody said.
    pub infinitive_endings: Vec<String>,
    /// What may stand between a subject and its verb: "со своей стороны".
    pub asides: Vec<String>,
    /// Words that begin a condition: nobody says that it was said "if Ruiz said so".
    pub conditions: Vec<String>,
    /// Verbs that begin one in the place of such a word: "had Ruiz said so".
    pub inverted_conditions: Vec<String>,
    /// Prepositions before a body that says something, behind a verb without a subject: "уточнили в прокуратуре".
    pub bodies_behind: Vec<String>,
    /// Whether the article says in quoted words who says them, between commas: « Ce sera, a ajouté Ruiz, un jour de fête. »
    pub incises: bool,
    /// Forms of articles and the like that no subject has: "dem", "des".
    pub oblique: Vec<String>,
    /// Forms that are more often nouns than verbs.
    pub nounlike: Vec<String>,
    /// Forms of be, have and do.
    pub auxiliaries: Vec<String>,
    /// can, will, might
    pub modals: Vec<String>,
    /// not, never
    pub negations: Vec<String>,
    /// Words that negate all of their sentence: none, nobody.
    pub negatives: Vec<String>,
    /// Adverbs that stand in or around a verb. Those with the language's adverb ending need not be listed.
    pub adverbs: Vec<String>,
    /// Verbs before an infinitive that say the words were not spoken.
    pub declines: Vec<String>,
    /// Pronouns that can be the subject of a cue.
    pub subjects: Vec<String>,
    /// Pronouns that cannot.
    pub objects: Vec<String>,
    /// Words that begin a noun phrase.
    pub determiners: Vec<String>,
    /// in, on, at
    pub prepositions: Vec<String>,
    /// and, but, or
    pub conjunctions: Vec<String>,
    /// if, when, because
    pub subordinators: Vec<String>,
    /// who, which
    pub relatives: Vec<String>,
    /// Words that begin a reported clause.
    pub openers: Vec<String>,
    /// Common verbs that report nothing, in their finite forms: they end a noun phrase.
    pub plain_verbs: Vec<String>,
    /// Days and other words of time.
    pub times: Vec<String>,
    /// Nouns for where something is said: interview, statement.
    pub venues: Vec<String>,
    /// Nouns for those who are told, without an article.
    pub hearers: Vec<String>,
    /// Titles before names.
    pub titles: Vec<String>,
    /// Plural nouns that speak without an article.
    pub speakers: Vec<String>,
    /// Words before a short quotation that make it a name.
    pub labels: Vec<String>,
    /// Nouns whose clause is what somebody said.
    pub nouns: Vec<NounGroup>,
    /// Phrases that attribute in front of a name.
    pub according: Vec<String>,
    /// The same around a name: the word before it and the noun behind it ("in Ruiz's words").
    pub according_around: Vec<[String; 2]>,
    /// Verbs by which a paper passes on what others said: "reported".
    pub relaying: Vec<String>,
    /// Participles that name whom it has it from: "citing".
    pub citing: Vec<String>,
    /// Words that begin a line that only says whose the words below it are: "From the desk of Ana Ruiz:".
    pub senders: Vec<String>,
    /// Words that attribute behind a name: "dem Rat zufolge".
    pub according_behind: Vec<String>,
    /// Prepositions that attribute in front of a name if the sentence quotes: "pour Ruiz, c'est « un échec »".
    pub according_quoted: Vec<String>,
    /// Nouns that name who says something behind the first word of such a phrase: "nach Polizeiangaben".
    pub according_nouns: Vec<String>,
    /// his, her, their
    pub owners: Vec<String>,
    /// Verb forms after a comma that leave the reported words.
    pub leaving: Vec<String>,
    /// The little words that single rules ask for.
    pub little: BTreeMap<Little, Vec<String>>,
    /// What the end of a word in small letters tells of it.
    pub endings: BTreeMap<Ending, Vec<String>>,
    /// Words that have an ending of the list above by chance.
    pub no_endings: Vec<String>,
    /// What may be joined to a word by an apostrophe.
    pub clitics: BTreeMap<Clitic, Vec<String>>,
}

/// What a little word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Little {
    /// that: begins what is reported.
    That,
    /// whether, if: begins what is asked.
    Whether,
    /// to: before an infinitive, or before the one who is told.
    To,
    /// it, there: a subject that names nobody.
    Dummy,
    /// as: "as S said".
    As,
    /// and
    And,
    /// but
    But,
    /// of: joins two nouns.
    Of,
    /// for, at, in: belongs to the common noun before it.
    Attaching,
    /// by: names who did what a passive verb says.
    By,
    /// Forms of "be": with a participle they make the passive.
    Be,
    /// a, an
    Indefinite,
    /// this, these: point to something the article has just told.
    Demonstrative,
    /// suggests, indicates: said of things as well as of people.
    Inferring,
    /// maintained, declared: take a noun as often as a clause.
    Transitive,
    /// so, in German: attributes in front of a name, but only behind a comma.
    AccordingLast,
    /// sees, expects: in a headline, says.
    View,
    /// her, you, it: can be told, though they are no objects only.
    Told,
    /// on, late: before a day.
    BeforeTime,
    /// which, what: stands for the object of what is reported.
    RelativeObject,
    /// while, despite: after a comma, leave the reported words.
    Breaking,
    /// I, we, you: in somebody's words they mean no third person.
    Speaking,
    /// nobody, neither, nor: before a speaker or in their place, they say that nobody said it.
    Nobody,
    /// and, but, then: after a comma, leave the reported words if another verb of saying follows.
    Joining,
    /// van, de: within a name.
    Particle,
    /// half, three: as a subject, so many people.
    Count,
    /// seemed: what somebody only seems to say is not said for certain.
    Seeming,
}

/// What an ending tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// publicly
    Adverb,
    /// collapsed
    Past,
    /// falling
    Gerund,
    /// officials
    Plural,
}

/// What a word's part behind an apostrophe is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clitic {
    /// didn't
    Negation,
    /// Ruiz's; behind a pronoun a verb: he's
    Possessive,
    /// they've
    Verb,
    /// she'll
    Modal,
}

/// What must stand between a verb and the words it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Takes {
    /// A clause may follow at once.
    Clause,
    /// The hearer comes first.
    Person,
    /// Only a quotation.
    Quote,
}

/// Verbs with the same act and the same construction.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VerbGroup {
    /// What is done.
    pub act: Act,
    /// What follows.
    pub takes: Takes,
    /// Words that must stand right behind the verb, each phrase an alternative: "point" + "out".
    #[serde(default)]
    pub with: Vec<String>,
    /// Words of which one belongs to the verb and stands behind who is told: "warf der Stadt vor, dass".
    #[serde(default)]
    pub apart: Vec<String>,
    /// Whether the verb is said of nobody: "hieß es".
    #[serde(default)]
    pub impersonal: bool,
    /// Prepositions whose object is what was said, when nothing else is: "warned of a collapse".
    #[serde(default)]
    pub about: Vec<String>,
    /// Whether who is told may stand between the verb and "that": "promised the town that".
    #[serde(default)]
    pub hearer: bool,
    /// One verb a line: base, third person, past, participle, -ing form. Several of a kind have `/` between them: "sagte/sagten".
    #[serde(default)]
    pub forms: String,
    /// The pattern after which the stems are inflected.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Stems of more verbs.
    #[serde(default)]
    pub stems: String,
}

/// Nouns with the same act.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NounGroup {
    /// What is done.
    pub act: Act,
    /// The nouns, with spaces between them.
    pub words: String,
}
