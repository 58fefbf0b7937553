//! `onrecord review`: an editor looks at statements drawn at random, and the archive knows how good it is.

use super::archive::Root;
use super::say::{failure, say};
use crate::linking::review;
use crate::model::archive::{Archive, StatementId};
use crate::model::review::{Aspect, Judgement, Measure};
use crate::model::statement::Polarity;
use crate::workspace::Workspace;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    root: Root,
    /// How many statements to draw
    #[arg(long, value_name = "N", default_value_t = 100)]
    sample: usize,
    /// The seed of the draw; by default the one of the last sample in review.yaml, else a new one
    #[arg(long)]
    seed: Option<u64>,
    /// Who looks at them
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Only print what has been measured
    #[arg(long)]
    print: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let workspace = match arguments.root.open() {
        Ok(workspace) => workspace,
        Err(code) => return code,
    };
    let archive = workspace.survey().archive;
    let mut judgements = workspace.judgements().to_vec();
    let seed = arguments.seed.or_else(|| judgements.last().map(|one| one.seed)).unwrap_or_else(new_seed);
    if !arguments.print
        && let Err(error) = ask(&workspace, &archive, &mut judgements, seed, arguments)
    {
        return failure(&format!("cannot write review.yaml: {error}"));
    }
    match print(&archive, &judgements) {
        // Whoever reads it may have seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => failure(&format!("cannot print: {error}")),
        _ => ExitCode::SUCCESS,
    }
}

/// Seconds since 1970: another one each time.
fn new_seed() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.as_secs())
}

/// Today, as the clock of this machine has it in UTC.
fn today() -> Option<crate::model::when::When> {
    let days = new_seed() / 86_400;
    let day = chrono::NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(chrono::Days::new(days))?;
    Some(crate::model::when::When::day(day))
}

/// Asks about each statement of the sample that nobody has looked at, until there is none left or no answer.
fn ask(
    workspace: &Workspace,
    archive: &Archive,
    judgements: &mut Vec<Judgement>,
    seed: u64,
    arguments: &Arguments,
) -> io::Result<()> {
    let size = arguments.sample;
    let left = review::left(archive, judgements, seed, size);
    let already = size.min(archive.statements.len()).saturating_sub(left.len());
    say(format_args!("{already} of {size} were looked at; seed {seed}"));
    let mut answers = io::stdin().lock().lines();
    let mut out = anstream::stdout().lock();
    for (number, id) in left.iter().enumerate() {
        show(&mut out, archive, *id, already + number + 1, size)?;
        let wrong = loop {
            write!(out, "Enter if all is right, else what is wrong: w(ords), s(peaker), d(ay); q to stop > ")?;
            out.flush()?;
            let Some(answer) = answers.next().transpose()? else { return Ok(()) };
            match wrong_of(answer.trim()) {
                Some(Answer::Wrong(wrong)) => break wrong,
                Some(Answer::Stop) => return Ok(()),
                None => writeln!(out, "`{}` is no answer", answer.trim())?,
            }
        };
        let judgement = Judgement {
            statement: archive[*id].key.clone(),
            seed,
            size,
            wrong,
            reading: review::reading(archive, *id),
            date: today(),
        };
        workspace.record(&judgement, arguments.author.as_deref().unwrap_or_default())?;
        judgements.push(judgement);
    }
    Ok(())
}

enum Answer {
    Wrong(Vec<Aspect>),
    Stop,
}

/// What an answer says; nothing if it says nothing.
fn wrong_of(answer: &str) -> Option<Answer> {
    if answer.eq_ignore_ascii_case("q") {
        return Some(Answer::Stop);
    }
    let aspect = |letter: char| match letter.to_ascii_lowercase() {
        'w' => Some(Aspect::Words),
        's' => Some(Aspect::Speaker),
        'd' => Some(Aspect::Day),
        _ => None,
    };
    let mut wrong =
        answer.chars().filter(|letter| !matches!(letter, ' ' | ',')).map(aspect).collect::<Option<Vec<_>>>()?;
    wrong.sort_unstable();
    wrong.dedup();
    Some(Answer::Wrong(wrong))
}

/// A statement, with all that can be wrong with it.
fn show(out: &mut impl Write, archive: &Archive, id: StatementId, number: usize, size: usize) -> io::Result<()> {
    let row = &archive[id];
    let article = &archive[row.article];
    let names: Vec<&str> = row.speaker.iter().chain(&row.together).map(|id| archive[*id].name.as_str()).collect();
    let who = if names.is_empty() { "nobody named".to_owned() } else { names.join(" and ") };
    let day = row.said_on.map_or_else(|| "on no known day".to_owned(), |(when, _)| format!("on {when}"));
    writeln!(out, "\n{number} of {size}  {} ({})", article.title, article.path)?;
    writeln!(out, "  {who}, {day}, {}:", say_of(row.words.polarity()))?;
    writeln!(out, "  {}", row.words.unmarked())
}

/// What was measured.
fn print(archive: &Archive, judgements: &[Judgement]) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let Some(quality) = review::quality(archive, judgements) else {
        return writeln!(out, "nothing was measured yet");
    };
    let date = quality.date.map(|date| format!(", the last on {date}")).unwrap_or_default();
    writeln!(out, "\n{} of {} statements drawn at random were looked at{date}", quality.judged, quality.drawn)?;
    if quality.stale {
        writeln!(out, "the program or the texts changed since: draw anew with another `--seed`")?;
    }
    for measure in &quality.measures {
        let Measure { aspect, by, group, right, of, low, high } = measure;
        let what = if group.is_empty() { String::new() } else { format!(" {by} {group}") };
        let (low, high) = (low * 100.0, high * 100.0);
        writeln!(out, "{:<8}{what:<24} {right:>4} of {of:<4} right; 95 %: {low:.1} to {high:.1} %", aspect.name())?;
    }
    Ok(())
}

/// Whether it was said, in a word.
fn say_of(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Said => "said",
        Polarity::Denied => "denied",
        Polarity::NotSaid => "did not say",
        Polarity::Declined => "declined to say",
        Polarity::ToCome => "has yet to say",
    }
}
